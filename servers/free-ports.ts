import { createServer, type AddressInfo, type Server } from 'node:net';
import { schemes, serverNames, type Ports } from '../model/lab/topology/topology';

const hold = (): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });

const release = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

/** A free port for every listener of the lab. They are all held at once, so that no two are the same. */
export async function findFreePorts(): Promise<Ports> {
  const held = await Promise.all(serverNames.flatMap(() => schemes.map(hold)));
  const free = held.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(held.map(release));
  const entries = serverNames.map(
    (name, i) => [name, { http: free[2 * i], https: free[2 * i + 1] }] as const,
  );
  return Object.fromEntries(entries) as Ports;
}
