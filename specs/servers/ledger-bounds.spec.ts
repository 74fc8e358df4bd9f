import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { createLedger, type Ledger } from '../../servers/cdn/ledger';
import { exchange } from './exchange';
import { expect, test } from './lab-fixture';
import { readLedger } from './read-ledger';

function record(ledger: Ledger, token: string, url = '/'): void {
  const req = new IncomingMessage(new Socket());
  Object.assign(req, { method: 'GET', url });
  ledger.record(token, req, new ServerResponse(req));
}
const paths = (ledger: Ledger, ...tokens: string[]) => ledger.read(tokens).map(({ path }) => path);

test('a ledger keeps no more tokens than its bound, and drops the oldest', () => {
  const ledger = createLedger('cdn', { tokens: 3, exchangesPerToken: 2 });
  for (const token of ['a', 'b', 'c', 'd', 'e']) record(ledger, token, `/${token}`);
  expect(paths(ledger, 'a', 'b', 'c', 'd', 'e')).toEqual(['/c', '/d', '/e']);
  expect(ledger.forgotten).toBe(2);
});

test('a ledger keeps no more exchanges of a token than its bound, the first ones', () => {
  const ledger = createLedger('cdn', { tokens: 3, exchangesPerToken: 2 });
  for (const path of ['/1', '/2', '/3']) record(ledger, 'a', path);
  expect(paths(ledger, 'a')).toEqual(['/1', '/2']);
  expect(ledger.forgotten).toBe(0);
});

test('a token that was dropped can come again', () => {
  const ledger = createLedger('cdn', { tokens: 1, exchangesPerToken: 2 });
  for (const token of ['a', 'b', 'a']) record(ledger, token, `/${token}`);
  expect(paths(ledger, 'a', 'b')).toEqual(['/a']);
  expect(ledger.forgotten).toBe(2);
});

test('a server keeps 10,000 tokens and 64 exchanges of each', async ({ lab }) => {
  const heads = (tokens: string[]) =>
    tokens.map((token) => `HEAD /?t=${token} HTTP/1.1\r\nHost: cdn-closed.test\r\n\r\n`).join('');
  const end = 'GET /health HTTP/1.1\r\nHost: cdn-closed.test\r\nConnection: close\r\n\r\n';
  const peer = { port: lab.ports['cdn-closed'].http };
  const read = (...tokens: string[]) => readLedger(lab, tokens, 'cdn-closed');

  await exchange(peer, heads(Array<string>(70).fill('often')) + end);
  expect((await read('often')).exchanges).toHaveLength(64);

  const before = (await read()).forgotten;
  const tokens = Array.from({ length: 10_000 }, (_, i) => `token-${i}-${lab.ports.cdn.http}`);
  await exchange(peer, heads(tokens) + end);
  const { forgotten, exchanges } = await read('often', ...tokens.slice(0, 2), ...tokens.slice(-2));
  expect(forgotten - before).toBeGreaterThan(0);
  expect(exchanges.map(({ token }) => token)).toEqual([...tokens.slice(0, 2), ...tokens.slice(-2)]);
});
