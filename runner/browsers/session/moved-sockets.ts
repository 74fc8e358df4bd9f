import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Network } from './network';

interface MovedSockets {
  /** The network in which the moved places lead to these sockets. */
  readonly network: Network;
  readonly close: () => Promise<void>;
}

interface Forwarder {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A socket on loopback that leads, byte for byte, to another port of it. */
async function forwardTo(port: number): Promise<Forwarder> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (from) => {
    const to = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one);
      one.once('error', () => other.resetAndDestroy()).once('close', () => sockets.delete(one));
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}

/**
 * Opens the sockets of a network's places that are in another address space than this machine: browsers tell address spaces apart by address and port alone, and
 * everything of the lab is at one address.
 */
export async function openMovedSockets(network: Network): Promise<MovedSockets> {
  const { movedPlaces = [], movedSockets = [], resolverRules, forcePort } = network;
  const open = await Promise.all(
    movedPlaces.map(async ({ leadsTo, ...place }) => ({ ...place, to: await forwardTo(leadsTo) })),
  );
  return {
    network: {
      ...network,
      resolverRules: [
        ...open.map(({ host, port, to }) => `MAP ${host}:${port} 127.0.0.1:${to.port}`),
        ...resolverRules,
      ],
      forcePort: [forcePort, ...open.map(({ port, to }) => `${port}=${to.port}`)]
        .filter((rule) => rule !== '')
        .join(';'),
      movedSockets: [
        ...open.map(({ to, space }) => ({ socket: `127.0.0.1:${to.port}`, space })),
        ...movedSockets,
      ],
    },
    close: async () => void (await Promise.all(open.map(({ to }) => to.close()))),
  };
}
