import 'reflect-metadata';
import { X509CertificateGenerator, PemConverter } from '@peculiar/x509';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Finding } from '../../model/check/root';
import { rootOf } from '../../model/check/root-of';
import { defaultTlsFolder, loadCertificates } from '../../servers/tls/certificates';
import { ask, expect, page, test } from './asked-server';

const open = (_: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('ID3 song');
};

/** What is at fault at a URL, as a page over http that has this much patience is told. */
async function faultAt(url: string, timeoutMs = 20_000): Promise<Finding | null> {
  return rootOf((await ask(url, { timeoutMs })).answers, page, 'anonymous');
}

/** A certificate that nobody signed but itself, valid between these days from now. */
async function makeCertificate(from: number, to: number): Promise<{ cert: string; key: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const dayFromNow = (days: number): Date => {
    const date = new Date();
    date.setDate(date.getDate() + days);
    return date;
  };
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    keys,
    notBefore: dayFromNow(from),
    notAfter: dayFromNow(to),
    signingAlgorithm: algorithm,
  });
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { cert: certificate.toString('pem'), key: PemConverter.encode(key, 'PRIVATE KEY') };
}

for (const [title, from, to, says] of [
  ['a certificate that signs itself', -1, 30, 'is signed by itself alone (DEPTH_ZERO_SELF_SIGNED_CERT)'],
  ['a certificate that has expired', -30, -1, 'has expired (CERT_HAS_EXPIRED)'],
  ['a certificate that is not valid yet', 1, 30, 'is not valid yet (CERT_NOT_YET_VALID)'],
] as const)
  test(`${title} is told as that, after one request`, async ({ start }) => {
    const port = await start(createHttpsServer(await makeCertificate(from, to), open));
    const { answers, requests } = await ask(`https://localhost:${port}/song.mp3`);
    expect(requests).toBe(1);
    const fault = rootOf(answers, page, 'anonymous');
    expect(fault).toMatchObject({ cause: 'network', root: 'tls-certificate' });
    expect(fault!.says).toContain(`its certificate ${says}`);
  });

/** Asks where the lab's own authority is trusted, as a person trusts one by the environment. */
async function faultsWithAuthority(urls: readonly string[]): Promise<(Finding | null)[]> {
  const script = `
    const { askDirectly } = require('./check/ask-directly');
    const { rootOf } = require('../model/check/root-of');
    const asked = { page: '${page}', userAgent: 'x', headers: [], timeoutMs: 20000 };
    const ask = async (url) =>
      rootOf((await askDirectly({ ...asked, url, signal: new AbortController().signal })).answers, '${page}', 'anonymous');
    Promise.all(process.argv.slice(1).map(ask)).then((faults) => console.log(JSON.stringify(faults)));`;
  const child = spawn(process.execPath, ['-r', 'ts-node/register', '-e', script, ...urls], {
    cwd: join(__dirname, '..', '..', 'runner'),
    env: { ...process.env, NODE_EXTRA_CA_CERTS: join(defaultTlsFolder, 'ca.pem') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (some: string) => (text += some));
  await once(child, 'close');
  return JSON.parse(text) as (Finding | null)[];
}

test('a certificate for another host is told, and a redirect to https with a good one is no fault', async ({
  serve,
  start,
}) => {
  const { key, chain } = await loadCertificates(defaultTlsFolder);
  const secure = await start(createHttpsServer({ key, cert: chain }, open));
  const { origin } = await serve((_, response) => {
    const headers = { Location: `https://localhost:${secure}/song.mp3`, 'Access-Control-Allow-Origin': '*' };
    response.writeHead(301, headers).end();
  });
  const [wrongHost, redirected] = await faultsWithAuthority([
    `https://elsewhere.localhost:${secure}/song.mp3`,
    `${origin}/song.mp3`,
  ]);
  expect(wrongHost).toMatchObject({ cause: 'network', root: 'tls-certificate' });
  expect(wrongHost!.says).toContain('its certificate is for another host');
  expect(redirected).toBeNull();
  // Without that authority the same redirect ends at a certificate that nobody knows.
  expect(await faultAt(`${origin}/song.mp3`)).toMatchObject({ root: 'tls-certificate' });
});

test('plain HTTP on a port for https is told without the words of OpenSSL', async ({ serve }) => {
  const { port } = await serve(open);
  const { answers } = await ask(`https://127.0.0.1:${port}/song.mp3`);
  expect(answers[0]!.noAnswer!.message).toBe('SSL routines: wrong version number');
  expect(rootOf(answers, page, 'anonymous')).toMatchObject({ cause: 'network', root: 'no-tls-spoken' });
});

/** A process that listens, and has as many connections waiting as it may; a next one does not come about. */
async function startFullServer(): Promise<{ port: number; server: ChildProcess; waiting: Socket[] }> {
  const script = `
    const server = require('net').createServer();
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => process.stdout.write(server.address().port + "\\n"));`;
  const server = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  server.kill('SIGSTOP');
  const port = Number(line.toString());
  const waiting = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  await Promise.all(waiting.slice(0, 2).map((socket) => once(socket, 'connect')));
  return { port, server, waiting };
}

test('a host to which no connection comes about is told from one that does not answer', async ({
  serveRaw,
}) => {
  test.skip(process.platform !== 'linux', 'how many connections may wait is counted so by Linux alone');
  const { port, server, waiting } = await startFullServer();
  try {
    const fault = await faultAt(`http://127.0.0.1:${port}/song.mp3`, 500);
    expect(fault).toMatchObject({ cause: 'network', root: 'unreachable' });
    expect(fault!.says).toContain('no connection came about within 0.5 s');
  } finally {
    server.kill('SIGKILL');
    for (const socket of waiting) socket.destroy();
  }
  const silent = await serveRaw(() => undefined);
  const fault = await faultAt(`${silent.origin}/song.mp3`, 500);
  expect(fault).toMatchObject({ cause: 'network', root: 'no-answer' });
  expect(fault!.says).toContain('no answer within 0.5 s');
});

test('a server that is paused gives no answer, and an answer once it goes on', async () => {
  const script = `
    const server = require('http').createServer((_, response) => {
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('ID3 song');
    });
    server.listen(0, '127.0.0.1', () => process.stdout.write(server.address().port + "\\n"));`;
  const server = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    const url = `http://127.0.0.1:${line.toString().trim()}/song.mp3`;
    server.kill('SIGSTOP');
    expect(await faultAt(url, 500)).toMatchObject({ cause: 'network', root: 'no-answer' });
    server.kill('SIGCONT');
    expect(await faultAt(url)).toBeNull();
  } finally {
    server.kill('SIGKILL');
  }
});

test('a body that stops before its end is told from a stream that has nothing to say', async ({ serve }) => {
  const stops = await serve((_, response) => {
    response.writeHead(200, { 'Content-Length': 96_339, 'Access-Control-Allow-Origin': '*' });
    response.write(Buffer.alloc(3_000, 0xff));
  });
  const fault = await faultAt(`${stops.origin}/song.mp3`, 500);
  expect(fault).toMatchObject({ cause: 'network', root: 'no-answer' });
  expect(fault!.says).toContain('the body stopped after 3000 of 96339 bytes');
  const stream = await serve((_, response) => {
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' });
    response.write(Buffer.alloc(3_000, 0xff));
  });
  expect(await faultAt(`${stream.origin}/live`, 500)).toBeNull();
});

test('no more than 1 MiB is read of an answer, however long it says it is', async ({ serve }) => {
  const sockets = new Set<Socket>();
  const { origin, seen } = await serve((request, response) => {
    sockets.add(request.socket);
    response.writeHead(200, { 'Content-Length': 10 * 2 ** 30, 'Access-Control-Allow-Origin': '*' });
    const chunk = Buffer.alloc(65_536, 0xff);
    const push = (): void => {
      while (response.writable && response.write(chunk));
    };
    response.on('drain', push);
    push();
  });
  const { answers } = await ask(`${origin}/song.mp3`);
  expect(Math.max(...answers.map(({ firstBytes }) => firstBytes.length))).toBe(4_096);
  // Each connection was ended: a server is not kept busy by what nobody reads.
  await expect.poll(() => [...sockets].filter(({ destroyed }) => !destroyed)).toEqual([]);
  expect(new Set(seen.map(({ method }) => method))).toEqual(new Set(['GET', 'OPTIONS']));
});

for (const [type, body, says] of [
  ['text/html', '<!doctype html><title>Not here</title>', 'an HTML page'],
  ['application/json', '{"error":"no such song"}', 'JSON'],
  ['image/png', Buffer.from('89504e470d0a1a0a', 'hex'), 'an image'],
] as const)
  test(`with status 200 ${says} is no audio, though every header line is right`, async ({ serve }) => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' }).end(body);
    });
    const fault = await faultAt(`${origin}/song.mp3`);
    expect(fault).toMatchObject({ cause: 'decode', root: 'not-audio' });
    expect(fault!.says).toContain(`sends ${says} instead of audio`);
  });

for (const [status, root] of [
  [429, 'too-many-requests'],
  [500, 'server-error'],
  [502, 'server-error'],
] as const)
  test(`status ${status} is named as it is, and no other page is tried`, async ({ serve }) => {
    const { origin, seen } = await serve((_, response) => void response.writeHead(status).end());
    expect(await faultAt(`${origin}/song.mp3`)).toMatchObject({ cause: 'http-status', root });
    expect(seen.length).toBeLessThanOrEqual(4);
  });

test('a host with letters of its own is asked by its name in ASCII', async ({ serve }) => {
  const { port, seen } = await serve(open);
  expect(await faultAt(`http://müsik.localhost:${port}/song.mp3`)).toBeNull();
  expect(seen[0]!.headers.host).toBe(`xn--msik-0ra.localhost:${port}`);
});

test('a server with all that can be wrong is asked 40 times at most', async ({ serve }) => {
  const { origin, seen } = await serve((request, response) => {
    const from = request.headers.origin;
    if (from !== undefined) response.setHeader('Access-Control-Allow-Origin', from);
    const hop = Number(request.url!.slice(1, 3)) || 0;
    if (hop >= 18) return void response.end('ID3');
    response.writeHead(302, { Location: `/${String(hop + 1).padStart(2, '0')}` }).end();
  });
  const { requests } = await ask(`${origin}/00`);
  expect(requests).toBe(seen.length);
  expect(requests).toBeLessThanOrEqual(40);
  expect(requests).toBeGreaterThan(20);
});
