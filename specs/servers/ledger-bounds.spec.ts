import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Exchange } from '../../model/evidence/exchange';
import { createLedger, type Ledger } from '../../servers/cdn/ledger';
import { exchange } from './exchange';
import { expect, test } from './lab-fixture';
import { readLedger } from './read-ledger';

/** Records a request and the end of its answer. */
function record(ledger: Ledger, token: string, url = '/', headers: Record<string, string> = {}): void {
  const req = new IncomingMessage(new Socket());
  Object.assign(req, { method: 'GET', url, headers });
  const res = new ServerResponse(req);
  ledger.record(token, req, res);
  res.emit('close');
}
const paths = (ledger: Ledger, ...tokens: string[]) => [...ledger.read(tokens)].map(({ path }) => path);

test('a ledger keeps no more tokens than its bound, and drops the oldest', () => {
  const ledger = createLedger('cdn', { tokens: 3, exchangesPerToken: 2 });
  for (const token of ['a', 'b', 'c', 'd', 'e']) record(ledger, token, `/${token}`);
  expect(paths(ledger, 'a', 'b', 'c', 'd', 'e')).toEqual(['/c', '/d', '/e']);
  expect(ledger.forgotten).toBe(2);
  expect(ledger.lost(['a', 'b', 'c', 'x'])).toEqual(['a', 'b']);
});

test('a ledger keeps no more exchanges of a token than its bound, the first ones', () => {
  const ledger = createLedger('cdn', { tokens: 3, exchangesPerToken: 2 });
  for (const path of ['/1', '/2']) record(ledger, 'a', path);
  expect(ledger.lost(['a'])).toEqual([]);
  record(ledger, 'a', '/3');
  expect(paths(ledger, 'a')).toEqual(['/1', '/2']);
  expect(ledger.forgotten).toBe(0);
  expect(ledger.lost(['a', 'b'])).toEqual(['a']);
});

test('a token that was dropped can come again, and stays lost', () => {
  const ledger = createLedger('cdn', { tokens: 1, exchangesPerToken: 2 });
  for (const token of ['a', 'b', 'a']) record(ledger, token, `/${token}`);
  expect(paths(ledger, 'a', 'b')).toEqual(['/a']);
  expect(ledger.forgotten).toBe(2);
  expect(ledger.lost(['a', 'b'])).toEqual(['a', 'b']);
});

test('a ledger remembers so many lost tokens, the latest, and counts all', () => {
  const ledger = createLedger('cdn', { tokens: 1, lost: 2 });
  for (const token of ['a', 'b', 'c', 'd']) record(ledger, token);
  expect(ledger.lost(['a', 'b', 'c', 'd'])).toEqual(['b', 'c']);
  expect(ledger.forgotten).toBe(3);
});

test('a ledger keeps no more bytes than its bound, and drops the oldest tokens', () => {
  const ledger = createLedger('cdn', { bytes: 10_000 });
  const tokens = Array.from({ length: 100 }, (_, i) => `token-${i}`);
  for (const token of tokens) {
    record(ledger, token, `/${token}`, { origin: 'o'.repeat(500) });
    expect(ledger.bytes).toBeLessThanOrEqual(10_000);
  }
  const kept = paths(ledger, ...tokens);
  expect(kept.length).toBeGreaterThan(5);
  expect(kept).toEqual(tokens.slice(-kept.length).map((token) => `/${token}`));
  expect(ledger.lost(tokens)).toEqual(tokens.slice(0, -kept.length));
  expect(ledger.forgotten).toBe(100 - kept.length);
});

test('one exchange of more bytes than the bound is kept, and makes way for the next', () => {
  const ledger = createLedger('cdn', { bytes: 100 });
  for (const token of ['a', 'b']) record(ledger, token, `/${token}`);
  expect(paths(ledger, 'a', 'b')).toEqual(['/b']);
});

test('an answer that ends after its token was dropped counts for nothing', () => {
  const ledger = createLedger('cdn', { tokens: 1 });
  const req = new IncomingMessage(new Socket());
  const res = new ServerResponse(req);
  ledger.record('a', req, res);
  record(ledger, 'b');
  const { bytes } = ledger;
  res.setHeader('X', 'x'.repeat(500)).writeHead(200);
  res.emit('close');
  expect(ledger.bytes).toBe(bytes);
});

test('values of more than 1,024 characters are cut, and say how long they were', () => {
  const ledger = createLedger('cdn');
  const long = 'x'.repeat(5_000);
  record(ledger, 'a', `/${long}`, { host: long, origin: long, cookie: 'x'.repeat(1_024) });
  const [{ path, host, requestHeaders }] = [...ledger.read(['a'])] as [Exchange];
  const cut = `${'x'.repeat(1_024)} [cut: 5000 characters]`;
  expect([host, requestHeaders.origin, requestHeaders.cookie]).toEqual([cut, cut, 'x'.repeat(1_024)]);
  // It ends in the name of the file.
  expect(path).toBe(`/${long}`);
});

test('a server keeps 10,000 tokens and 64 exchanges of each, and says what it lost', async ({ lab }) => {
  test.setTimeout(180_000);
  const heads = (tokens: string[]) =>
    tokens.map((token) => `HEAD /?t=${token} HTTP/1.1\r\nHost: cdn-closed.test\r\n\r\n`).join('');
  const end = 'GET /health HTTP/1.1\r\nHost: cdn-closed.test\r\nConnection: close\r\n\r\n';
  const peer = { port: lab.ports['cdn-closed'].http };
  const read = (...tokens: string[]) => readLedger(lab, tokens, 'cdn-closed');

  await exchange(peer, heads(Array<string>(70).fill('often')) + end);
  expect((await read('often')).exchanges).toHaveLength(64);
  expect((await read('often', 'never')).lost).toEqual(['often']);

  const before = (await read()).forgotten;
  const tokens = Array.from({ length: 10_000 }, (_, i) => `token-${i}-${lab.ports.cdn.http}`);
  for (let from = 0; from < tokens.length; from += 200)
    await exchange(peer, heads(tokens.slice(from, from + 200)) + end);
  const { forgotten, lost, exchanges } = await read('often', ...tokens.slice(0, 2), ...tokens.slice(-2));
  expect(forgotten - before).toBeGreaterThan(0);
  expect(lost).toEqual(['often']);
  expect(exchanges.map(({ token }) => token)).toEqual([...tokens.slice(0, 2), ...tokens.slice(-2)]);
});
