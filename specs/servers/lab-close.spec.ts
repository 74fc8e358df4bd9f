import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { withTimeout } from '../../runner/waiting/with-timeout';
import { schemes, serverNames } from '../../model/lab/topology/topology';
import { startLab, type Lab } from '../../servers/lab';
import { listen } from '../../servers/http/listen';
import { defaultTlsFolder, loadCertificates } from '../../servers/tls/certificates';
import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import { ask } from './ask';
import { expect, test as base } from './lab-fixture';
import { openSockets } from './open-sockets';
import { refuses } from './refuses';

const test = base.extend<{ ownLab: Lab }>({
  ownLab: async ({}, use) => {
    const lab = await startLab({ portBase: 0 });
    await use(lab);
    await lab.close();
  },
});

const allPorts = (lab: Lab) =>
  serverNames.flatMap((name) => schemes.map((scheme) => lab.ports[name][scheme]));
const trickle = policySegment({ title: 'endless', fault: { kind: 'trickle', pieces: 100, ms: 1_000 } });
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: cdn.test\r\n\r\n`;

/** A connection that has sent `text` and, where an answer is awaited, seen its first bytes. */
function connectWith(port: number, text: string, answered: boolean): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(text);
      if (!answered) resolve(socket);
    });
    socket.once('data', () => resolve(socket));
    socket.on('error', () => undefined);
  });
}
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve()).resume();
  });

/** Connections in every state: idle, in the middle of an answer, before it, before the end of a request, silent. */
async function holdOpen(port: number): Promise<Socket[]> {
  return Promise.all([
    connectWith(port, get('/health'), true),
    connectWith(port, get(`/p/${trickle}/tone.mp3`), true),
    connectWith(port, get('/p/delayed/tone.mp3'), false),
    connectWith(port, 'GET /hea', false),
    connectWith(port, '', false),
  ]);
}

test('close() frees every port, whatever is still open', async ({ ownLab }) => {
  const before = openSockets();
  const { cdn, 'cdn-open': open } = ownLab.ports;
  const held = [
    ...(await holdOpen(cdn.http)),
    ...(await holdOpen(cdn.https)),
    ...(await holdOpen(open.http)),
    await connectWith(open.https, '', false),
  ];

  // By themselves the first of them end after 15 s.
  await withTimeout(10_000, 'close() waits for what is open', ownLab.close());
  for (const port of allPorts(ownLab)) expect.soft(await refuses(port), `port ${port}`).toBe(true);
  await Promise.all(held.map(closed));
  await expect.poll(openSockets, { message: 'sockets are left open' }).toBeLessThanOrEqual(before);
});

test('close() lets an answer under way come to its end', async ({ ownLab }) => {
  const { http: port } = ownLab.ports.cdn;
  const asked = { host: '127.0.0.1', port, path: '/p/trickled/tone.mp3', headers: { Host: 'cdn.test' } };
  // Once its headers are there, its body has still to come.
  const [answer] = (await once(request(asked).end(), 'response')) as [IncomingMessage];
  const closing = ownLab.close();
  expect(String((await buffer(answer)).length)).toBe(answer.headers['content-length']);
  await closing;
});

test('close() does not wait for idle connections, on a port of both schemes too', async () => {
  const listener = await listen({
    app: (_, res) => res.end('here'),
    address: '127.0.0.1',
    port: 0,
    schemes: ['http', 'https'],
    certificates: await loadCertificates(defaultTlsFolder),
  });
  const idle = await connectWith(listener.port, get('/'), true);
  // By itself an idle connection ends after 60 s.
  await withTimeout(50_000, 'close() waits for an idle connection', listener.close(600_000));
  await closed(idle);
});

test('close() may be called again', async ({ ownLab }) => {
  await Promise.all([ownLab.close(), ownLab.close()]);
  await ownLab.close();
  expect(await refuses(ownLab.ports.cdn.http)).toBe(true);
});

test('a server that is stopped refuses, and cuts what it was sending, while the others answer', async ({
  ownLab,
}) => {
  const download = await connectWith(ownLab.ports.cdn.http, get(`/p/${trickle}/tone.mp3`), true);
  await ownLab.stop('cdn');
  await closed(download);
  expect(await refuses(ownLab.ports.cdn.http)).toBe(true);
  expect(await refuses(ownLab.ports.cdn.https)).toBe(true);
  for (const server of serverNames.filter((name) => name !== 'cdn'))
    expect.soft((await ask(ownLab, '/health', { server })).status, server).toBe(200);
  await ownLab.stop('cdn');
});
