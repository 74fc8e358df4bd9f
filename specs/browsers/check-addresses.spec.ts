import { createServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { loadCertificates, defaultTlsFolder } from '../../servers/tls/certificates';
import { usualLoaders } from '../../runner/check/check';
import { giveSong, hostPage, insecurePage, run, securePage, star, test } from '../support/checking';
import { expect } from '../support';

const element = { loaders: ['audio-anonymous'] } as const;

test('a certificate that nobody knows is a finding, and never ignored', async ({ checking }) => {
  const { key, chain } = await loadCertificates(defaultTlsFolder);
  const server = createHttpsServer({ key, cert: chain }, giveSong(star));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const result = await run(checking, `https://127.0.0.1:${port}/song.mp3`, element);
  expect(result.pages).toMatchObject([
    { outcome: 'blocked', cause: { reason: 'network', root: 'tls-certificate', fix: null, recipe: null } },
  ]);
  server.closeAllConnections();
  server.close();
});

test('plain HTTP at an https URL is a finding', async ({ checking, serve }) => {
  const url = (await serve(giveSong(star))).replace('http:', 'https:');
  const result = await run(checking, url, element);
  expect(result.pages).toMatchObject([{ outcome: 'blocked', cause: { root: 'no-tls-spoken', fix: null } }]);
});

test('a name that leads nowhere, and a port that browsers refuse, are told apart', async ({ checking }) => {
  const nameless = await run(checking, 'https://no-such-host.invalid/song.mp3', element);
  expect(nameless.pages).toMatchObject([{ outcome: 'inconclusive', cause: { root: 'dns' } }]);
  const refused = await run(checking, 'http://127.0.0.1:9/song.mp3', element);
  expect(refused.pages).toMatchObject([{ outcome: 'blocked', cause: { reason: 'bad-port', root: null } }]);
});

test('what an https page may not ask for over http is mixed content', async ({ checking }) => {
  const result = await run(checking, 'http://cdn.example/song.mp3', { loaders: ['fetch-same-origin'] });
  expect(result.loads[0]!.wire).toEqual([]);
  expect(result.pages).toMatchObject([{ outcome: 'blocked', cause: { reason: 'mixed-content' } }]);
});

test('a user name in the URL is refused by fetch(), and the advice is to leave it out', async ({
  checking,
  serve,
}) => {
  const login = `Basic ${Buffer.from('me:secret').toString('base64')}`;
  const url = await serve((req, res) => {
    if (req.headers.authorization === login) giveSong(star)(req, res);
    else res.writeHead(401, ['WWW-Authenticate', 'Basic realm="songs"', ...star]).end();
  });
  const result = await run(checking, url.replace('//', '//me:secret@'), { loaders: usualLoaders });
  const [byElement, byFetch] = result.loads;
  expect(byFetch).toMatchObject({ outcome: 'blocked', reason: 'request-invalid', wire: [] });
  // Firefox sends it for an element of another origin, and Chromium does not.
  const sends = checking.engine === 'firefox';
  expect(byElement).toMatchObject(sends ? { outcome: 'readable' } : { outcome: 'blocked', reason: 'auth' });
  const advice = result.pages[0]!.cause?.besides ?? null;
  if (!sends) expect(advice).toContain('without a user name');
});

test('a song on the host of the page, at another port, is of another origin', async ({ checking, serve }) => {
  const url = await serve(giveSong());
  const closed = await run(checking, url, { ...element, pages: [{ origin: hostPage }] });
  expect(closed.pages).toMatchObject([
    { page: hostPage, outcome: 'blocked', cause: { reason: 'allow-origin-missing' } },
  ]);
  expect(closed.loads[0]!.wire[0]).toMatchObject({ origin: hostPage, status: 206 });
});

test('hosts by address and by letters of their own are reached', async ({ checking, serve }) => {
  const url = await serve(giveSong(star));
  const named = await run(checking, url.replace('127.0.0.1', 'müsik.localhost'), element);
  expect(named.pages).toMatchObject([{ outcome: 'readable' }]);
  expect(named.loads[0]!.wire[0]!.url).toContain('//xn--msik-0ra.localhost:');
});

test('a host by its IPv6 address is reached', async ({ checking }) => {
  const server = createServer(giveSong(star));
  const isThere = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(0, '::1', () => resolve(true));
  });
  test.skip(!isThere, 'this machine has no IPv6 loopback address');
  const url = `http://[::1]:${(server.address() as AddressInfo).port}/song.mp3`;
  expect((await run(checking, url, element)).pages).toMatchObject([{ outcome: 'readable' }]);
  server.closeAllConnections();
  server.close();
});

test('a page at a name that is for https alone stands there, and none over http', async ({
  checking,
  serve,
}) => {
  const url = await serve(giveSong(star));
  const pages = [{ origin: securePage }];
  expect((await run(checking, url, { ...element, pages })).pages).toMatchObject([{ outcome: 'readable' }]);
  const result = await run(checking, url, { ...element, pages: [{ origin: insecurePage }] });
  // Firefox knows it by a list that this build may do without.
  if (checking.engine === 'chromium')
    expect(result.loads).toMatchObject([
      { outcome: 'inconclusive', inconclusive: expect.stringContaining('give --page https://app.dev') },
    ]);
});
