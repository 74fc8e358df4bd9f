import { once } from 'node:events';
import { connect as connectHttp2, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { expect, test } from '@playwright/test';
import { linesOf, type HeaderLine } from '../../model/http/headers';
import type { NamedAnswer } from '../../model/standards/exchange-case';
import { createExchangeServer } from '../../servers/exchange/create-exchange-server';
import { sendHeaderBlocks } from '../../servers/http/header-blocks';
import { listen } from '../../servers/http/listen';
import { defaultTlsFolder, loadCertificates } from '../../servers/tls/certificates';

/** A server of scripts that speaks HTTP/2, and a client of it. */
async function startServer() {
  const server = createExchangeServer({
    bodies: { audio: Buffer.from('audio'), text: Buffer.from('text') },
    fallback: (req, res) =>
      res.writeHead(404, { 'X-Asked': `${req.headers.host} ${req.url}` }).end('no page'),
    hosts: [],
  });
  const certificates = await loadCertificates(defaultTlsFolder);
  const { app, answerUnread, answerStream } = server;
  const listener = await listen({
    app,
    answerUnread,
    answerStream,
    address: '127.0.0.1',
    port: 0,
    schemes: ['http', 'https'],
    certificates,
  });
  listener.speak('2');
  const client = connectHttp2('https://cdn.test', {
    createConnection: () =>
      connectTls({
        port: listener.port,
        host: '127.0.0.1',
        rejectUnauthorized: false,
        ALPNProtocols: ['h2'],
      }),
  });
  client.on('error', () => undefined);
  return { ...server, listener, client };
}

/** The end of a stream, by an error or not. */
const closeOf = (stream: ClientHttp2Stream): Promise<void> =>
  new Promise((resolve) => stream.once('close', resolve));

interface Came {
  readonly informational: readonly number[];
  readonly status: number | undefined;
  readonly lines: readonly HeaderLine[];
  readonly trailers: readonly HeaderLine[];
  readonly body: string;
  readonly code: number;
}

/** What comes of a request; lines as they stood, but for `:status`. */
async function ask(client: ClientHttp2Session, headers: object = {}): Promise<Came> {
  const stream: ClientHttp2Stream = client.request({ ':path': '/?t=one', ...headers }, { endStream: true });
  const informational: number[] = [];
  const came = {
    status: undefined as number | undefined,
    lines: [] as HeaderLine[],
    trailers: [] as HeaderLine[],
  };
  const chunks: Buffer[] = [];
  const own = (flat: readonly string[]) => linesOf(flat).filter(([name]) => !name.startsWith(':'));
  stream.on('headers', (each) => informational.push(Number(each[':status'])));
  // The list of all lines is not in the types of Node 20.
  stream.on('response', (head, _, raw?: string[]) => {
    came.status = head[':status'];
    came.lines = own(raw ?? []);
  });
  stream.on('trailers', (_, __, raw?: string[]) => (came.trailers = own(raw ?? [])));
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('error', () => undefined);
  await closeOf(stream);
  return { ...came, informational, body: Buffer.concat(chunks).toString(), code: stream.rstCode };
}

async function withServer(play: (started: Awaited<ReturnType<typeof startServer>>) => Promise<void>) {
  const started = await startServer();
  try {
    await play(started);
  } finally {
    started.client.destroy();
    await started.listener.close();
  }
}

test('an answer comes with what is before and after it, every line as it was said, its name in small letters', () =>
  withServer(async ({ play, finish, client }) => {
    const actual: NamedAnswer = {
      for: 'actual',
      status: 203,
      headers: [
        ['Access-Control-Allow-Credentials', 'true'],
        ['Access-Control-Allow-Credentials', ' true\t'],
        ['X-Bytes', 'a\xe9'],
      ],
      informational: [
        { status: 103, headers: [['Link', '</a>']] },
        { status: 102, headers: [] },
      ],
      trailers: [['X-Sum', '1']],
    };
    play({ token: 'one', body: 'text', answers: [actual] });
    expect(await ask(client)).toEqual({
      informational: [103, 102],
      status: 203,
      lines: [
        ['access-control-allow-credentials', 'true'],
        ['access-control-allow-credentials', 'true'],
        ['x-bytes', 'a\xe9'],
      ],
      trailers: [['x-sum', '1']],
      body: 'text',
      code: 0,
    });
    expect(finish('one')).toMatchObject([
      { scheme: 'https', host: 'cdn.test', path: '/?t=one', status: 203 },
    ]);
  }));

test('a head too long for a frame goes in several', () =>
  withServer(async ({ play, client }) => {
    const headers = [['X-Long', 'x'.repeat(40_000)] as const];
    play({ token: 'one', body: 'text', answers: [{ for: 'actual', status: 200, headers }] });
    expect((await ask(client)).lines).toEqual([['x-long', headers[0]![1]]]);
  }));

test('what no message of HTTP/2 has is sent all the same, and ends its stream alone', () =>
  withServer(async ({ play, client }) => {
    const asked = (name: string, value: string) => {
      play({
        token: 'one',
        body: 'text',
        answers: [{ for: 'actual', status: 200, headers: [[name, value]] }],
      });
      return ask(client);
    };
    // As the client of Node has it: a protocol error.
    expect(await asked('Connection', 'close')).toMatchObject({ status: undefined, code: 1 });
    expect((await asked('X-Song', '1')).status).toBe(200);
  }));

test('a body that is reset, and an answer that does not come, end their stream by an internal error', () =>
  withServer(async ({ play, client }) => {
    const actual: NamedAnswer = { for: 'actual', status: 200, headers: [], body: 'reset' };
    play({ token: 'one', body: 'text', answers: [actual] });
    expect(await ask(client)).toMatchObject({ status: 200, body: 'te', code: 2 });
    play({ token: 'one', body: 'text', answers: [] });
    expect(await ask(client)).toMatchObject({ status: undefined, code: 2 });
  }));

test('a body goes without chunks, and in part ends as one that is whole', () =>
  withServer(async ({ play, client }) => {
    const bodyOf = async (body: NamedAnswer['body'], method = 'GET', status = 200) => {
      play({ token: 'one', body: 'text', answers: [{ for: 'actual', status, headers: [], body }] });
      return ask(client, { ':method': method });
    };
    expect(await bodyOf('truncated')).toMatchObject({ body: 'te', code: 0 });
    expect(await bodyOf('empty')).toMatchObject({ body: '', code: 0 });
    expect(await bodyOf(null, 'HEAD')).toMatchObject({ status: 200, body: '', code: 0 });
    expect(await bodyOf(null, 'GET', 204)).toMatchObject({ status: 204, body: '', code: 0 });
    expect(await bodyOf(null, 'MKCOL')).toMatchObject({ status: 200, body: 'text' });
  }));

test('a live stream goes on until its load ends', () =>
  withServer(async ({ play, finish, client }) => {
    play({
      token: 'one',
      body: 'audio',
      answers: [{ for: 'actual', status: 200, headers: [], body: 'live' }],
    });
    const stream = client.request({ ':path': '/?t=one' });
    stream.on('error', () => undefined);
    let length = 0;
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > 66_000) finish('one');
    });
    await closeOf(stream);
    expect(length).toBeGreaterThan(66_000);
  }));

test('what is no exchange is asked of the application in HTTP/1.1', () =>
  withServer(async ({ client }) => {
    const { status, lines, body } = await ask(client, { ':path': '/page' });
    expect([status, body]).toEqual([404, 'no page']);
    expect(lines).toContainEqual(['x-asked', 'cdn.test:443 /page']);
  }));

test('a server speaks one version of HTTP over https, and cuts connections when it comes to another', () =>
  withServer(async ({ listener, client }) => {
    const spoken = async () => {
      const socket = connectTls({
        port: listener.port,
        host: '127.0.0.1',
        rejectUnauthorized: false,
        ALPNProtocols: ['h2', 'http/1.1'],
      });
      await once(socket, 'secureConnect');
      socket.destroy();
      return socket.alpnProtocol;
    };
    expect(await spoken()).toBe('h2');
    const cut = once(client, 'close');
    listener.speak('1.1');
    await cut;
    expect(await spoken()).toBe('http/1.1');
  }));

test('a header block is replaced byte for byte, in whatever pieces Node writes it, and no other', async () => {
  const sent: Buffer[] = [];
  const socket = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _, done) {
      sent.push(chunk);
      done();
    },
  });
  const { duplex, replaceNext, reset } = sendHeaderBlocks(socket);
  const write = (bytes: Buffer) => new Promise((resolve) => duplex.write(bytes, resolve));
  const take = () => Buffer.concat(sent.splice(0)).toString('hex');
  // A HEADERS frame that ends its headers, of `:status: 200`, on the stream 1, and on 3.
  const [first, third] = ['000001010400000001' + '88', '000001010400000003' + '88'];
  const replaced = '00000c010400000001' + '00' + '06' + '782d736f6e67' + '03' + '610062';
  replaceNext(1, [['x-song', 'a\0b']]);
  for (const byte of Buffer.from(first + third, 'hex')) await write(Buffer.of(byte));
  expect(take()).toBe(replaced + third);
  await write(Buffer.from(first, 'hex'));
  expect(take()).toBe(first);
  reset(1, 2);
  await write(Buffer.from(first + third, 'hex'));
  expect(take()).toBe(`00000403000000000100000002${third}`);
});
