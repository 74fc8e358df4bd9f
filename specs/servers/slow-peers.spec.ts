import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { listen, type Listener } from '../../servers/http/listen';
import { defaultTlsFolder, loadCertificates } from '../../servers/tls/certificates';
import type { Scheme } from '../../model/lab/topology/topology';
import { expect, test as base } from './lab-fixture';
import { openSockets } from './open-sockets';

/** So short that a spec can wait for it, and long enough for a handshake on a busy machine. */
const patience = { request: 1_000, interval: 50, idle: 60_000 };

const ports = { http: ['http'], https: ['https'], both: ['http', 'https'] } as const;
type PortKind = keyof typeof ports;

const test = base.extend<{ listenAs: (kind: PortKind) => Promise<Listener> }>({
  listenAs: async ({}, use) => {
    const certificates = await loadCertificates(defaultTlsFolder);
    const listeners: Listener[] = [];
    await use(async (kind) => {
      const schemes: readonly [Scheme, ...Scheme[]] = ports[kind];
      const common = { address: '127.0.0.1', port: 0, certificates, patience };
      const listener = await listen({ ...common, schemes, app: (req) => void req.resume() });
      listeners.push(listener);
      return listener;
    });
    await Promise.all(listeners.map((listener) => listener.close(0)));
  },
});

/** The first bytes of a handshake: a record of 512 bytes is promised, and does not come. */
const halfHello = Buffer.from('1603010200010001fc0303', 'hex');
const headers = 'POST / HTTP/1.1\r\nHost: x\r\n';
const halfBody = `${headers}Content-Length: 10\r\n\r\nhalf`;

interface Peer {
  readonly title: string;
  readonly on: PortKind;
  readonly tls?: true;
  readonly sends: string | Buffer;
  /** Sent again and again, every tenth of the bound, so that the connection is never silent. */
  readonly drips?: string | Buffer;
}

const peers: readonly Peer[] = [
  ...(['http', 'https', 'both'] as const).map((on) => ({ title: 'that says nothing', on, sends: '' })),
  ...(['https', 'both'] as const).flatMap((on) => [
    { title: 'that abandons its handshake', on, sends: halfHello },
    { title: 'that drips its handshake', on, sends: halfHello, drips: Buffer.from('00', 'hex') },
    { title: 'that says nothing after its handshake', on, tls: true as const, sends: '' },
  ]),
  ...(['http', 'both', 'https'] as const).flatMap((on) => {
    const over = { on, ...(on === 'https' && { tls: true as const }) };
    return [
      { title: 'that abandons its headers', ...over, sends: headers },
      { title: 'that drips its headers', ...over, sends: headers, drips: 'X: y\r\n' },
      { title: 'that abandons its body', ...over, sends: halfBody },
      {
        title: 'that drips its body',
        ...over,
        sends: `${headers}Transfer-Encoding: chunked\r\n\r\n`,
        drips: '1\r\nx\r\n',
      },
    ];
  }),
];

function dial({ port }: Listener, tls = false): Socket {
  const at = { host: '127.0.0.1', port, allowHalfOpen: true };
  return tls ? connectTls({ ...at, servername: 'cdn.test', rejectUnauthorized: false }) : connect(at);
}

/** Resolves when the server has closed the connection: with what it said, as latin1. */
function closeOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A server that closes has sent the end of its side, or a reset.
    const done = () => resolve(Buffer.concat(chunks).toString('latin1'));
    socket
      .once('end', done)
      .once('close', done)
      .on('error', () => undefined);
  });
}

/** A bound, not a measure: what a server waits by itself is 120 or 300 s. */
test.describe.configure({ timeout: 40_000 });

for (const half of [false, true]) {
  for (const { title, on, tls, sends, drips } of peers) {
    if (half && drips !== undefined) continue;
    const ended = half ? ', and has ended its side' : '';
    test(`a peer ${title} on a port of ${on}${ended}, is not waited for`, async ({ listenAs }) => {
      const before = openSockets();
      const socket = dial(await listenAs(on), tls);
      const closed = closeOf(socket);
      socket.write(sends);
      if (half) socket.end();
      const drip =
        drips === undefined ? undefined : setInterval(() => socket.write(drips), patience.request / 10);
      const said = await closed;
      clearInterval(drip);
      socket.destroy();
      expect(said).toMatch(/^(HTTP\/1\.1 40[08] |$)/);
      await expect.poll(openSockets, { message: 'sockets are left open' }).toBeLessThanOrEqual(before);
    });
  }
}

test('an answer that takes longer than its request may is waited for', async () => {
  const certificates = await loadCertificates(defaultTlsFolder);
  const common = { address: '127.0.0.1', port: 0, schemes: ['http'], certificates } as const;
  const short = { ...patience, request: 100 };
  const listener = await listen({
    ...common,
    patience: short,
    app: (_req, res) => void setTimeout(() => res.end('late'), 5 * short.request),
  });
  const socket = dial(listener);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(await closeOf(socket)).toMatch(/^HTTP\/1\.1 200 [^]*late$/);
  await listener.close(0);
});
