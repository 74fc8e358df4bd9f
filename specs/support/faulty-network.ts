import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import { schemes, serverNames, type ServerName } from '../../model/lab/topology/topology';
import { labNetwork, type Network } from '../../runner/browsers/session/network';
import type { LabAddress } from '../../runner/lab/lab-address';

/** What becomes of a connection at a request: bytes of the answer that still arrive, milliseconds that it is late. */
type Fault =
  | { readonly kind: 'none' | 'refuse' }
  | { readonly kind: 'cut' | 'reset'; readonly after: number }
  | { readonly kind: 'delay'; readonly ms: number };

const after = fc.constantFrom(0, 1, 200, 1_500, 5_000);
const faults: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 24, arbitrary: fc.constant<Fault>({ kind: 'none' }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'refuse' }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cut' as const), after }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reset' as const), after }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('delay' as const), ms: fc.constantFrom(50, 1_500) }),
  },
);

export interface FaultyNetwork {
  /** How a browser must be launched to live in it. */
  readonly network: Network;
  /** How many faults have struck. */
  readonly struck: () => number;
  readonly close: () => Promise<void>;
}

/** Ends both sides of a connection: as a peer that closes, or as a firewall that resets. */
function end(kind: 'cut' | 'reset', ...sockets: readonly Socket[]): void {
  for (const socket of sockets) {
    if (kind === 'reset') socket.resetAndDestroy();
    else socket.end(() => socket.destroy());
  }
}

/** Passes bytes on between a browser and a server, until the fault of a request strikes. */
function pass(browser: Socket, port: number, next: () => Fault): void {
  const server = connect({ port, host: '127.0.0.1', noDelay: true });
  let left = Infinity;
  let kind: 'cut' | 'reset' = 'cut';
  browser.on('data', (bytes: Buffer) => {
    const fault = next();
    if (fault.kind === 'refuse') return void end('reset', browser, server);
    if (fault.kind === 'cut' || fault.kind === 'reset') ({ kind, after: left } = fault);
    if (fault.kind !== 'delay') return void server.write(bytes);
    browser.pause();
    setTimeout(() => {
      server.write(bytes);
      browser.resume();
    }, fault.ms);
  });
  server.on('data', (bytes: Buffer) => {
    browser.write(bytes.subarray(0, left));
    left -= bytes.length;
    if (left <= 0) end(kind, browser, server);
  });
  browser.on('end', () => server.end()).on('close', () => server.destroy());
  server.on('end', () => browser.end()).on('close', () => browser.destroy());
  for (const socket of [browser, server]) socket.on('error', () => socket.destroy());
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A network between a browser and a lab in which requests to `servers` are refused, cut, reset and late: by `seed`, one in six. */
export async function startFaultyNetwork(
  lab: LabAddress,
  seed: number,
  struckServers: readonly ServerName[] = serverNames,
): Promise<FaultyNetwork> {
  const [plan] = fc.sample(fc.array(faults, { minLength: 4_000, maxLength: 4_000, size: 'max' }), {
    seed,
    numRuns: 1,
  });
  let at = 0;
  let struck = 0;
  const next = (): Fault => {
    const fault = plan![at++ % plan!.length]!;
    if (fault.kind !== 'none') struck += 1;
    return fault;
  };
  const sockets = new Set<Socket>();
  const servers: Server[] = [];
  const led: (readonly [from: number, to: number])[] = [];
  for (const port of struckServers.flatMap((name) => schemes.map((scheme) => lab.ports[name][scheme]))) {
    const server = createServer({ noDelay: true }, (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      pass(socket, port, next);
    });
    led.push([port, await listen(server)]);
    servers.push(server);
  }
  const through = labNetwork(lab);
  return {
    network: {
      ...through,
      resolverRules: [
        ...led.map(([from, to]) => `MAP *.test:${from} 127.0.0.1:${to}`),
        ...through.resolverRules,
      ],
      forcePort: led.map(([from, to]) => `${from}=${to}`).join(';'),
    },
    struck: () => struck,
    async close() {
      sockets.forEach((socket) => socket.destroy());
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
