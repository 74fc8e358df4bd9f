import { randomUUID } from 'node:crypto';
import type { HeaderLine } from '../../model/http/headers';
import { ask, askForBytes } from './ask';
import { expect, test } from './lab-fixture';
import { readLedger } from './read-ledger';

/** A clock that all processes of a machine share, so that what several servers saw has one order. */
const now = () => Number(process.hrtime.bigint()) / 1e6;

test('a request is recorded under its token, with what matters of it', async ({ lab }) => {
  const token = randomUUID();
  const path = `/p/exact-by-hand/tone.mp3?x=1&t=${token}`;
  const headers: HeaderLine[] = [
    ['Origin', 'https://radio.example'],
    ['Cookie', 'session=listener'],
    ['Range', 'bytes=0-9'],
    ['Authorization', 'Bearer x'],
    ['Sec-Fetch-Mode', 'cors'],
    ['User-Agent', 'nobody'],
  ];
  const before = now();
  await ask(lab, path, { headers, domain: 'localhost' });
  const after = now();
  const { exchanges } = await readLedger(lab, [token]);
  expect(exchanges).toHaveLength(1);
  const [{ at, responseHeaders, ...exchange }] = exchanges as [(typeof exchanges)[0]];
  expect(at).toBeGreaterThanOrEqual(before);
  expect(at).toBeLessThanOrEqual(after);
  expect(exchange).toEqual({
    token,
    server: 'cdn',
    scheme: 'http',
    method: 'GET',
    host: `cdn.localhost:${lab.ports.cdn.http}`,
    path,
    requestHeaders: {
      authorization: 'Bearer x',
      cookie: 'session=listener',
      origin: 'https://radio.example',
      range: 'bytes=0-9',
      'sec-fetch-mode': 'cors',
    },
    status: 206,
    complete: true,
  });
  const player = `http://player.localhost:${lab.ports.player.http}`;
  expect(responseHeaders).toContainEqual(['Access-Control-Allow-Origin', player]);
  expect(responseHeaders).toContainEqual(['Content-Length', '10']);
});

test('a header sent twice is recorded as two lines', async ({ lab }) => {
  const token = randomUUID();
  await ask(lab, `/p/two-same-lines/tone.mp3?t=${token}`);
  const [exchange] = (await readLedger(lab, [token])).exchanges;
  const lines = exchange!.responseHeaders.filter(([name]) => name === 'Access-Control-Allow-Origin');
  expect(lines).toHaveLength(2);
});

test('a preflight and its request are recorded in order of time', async ({ lab }) => {
  const token = randomUUID();
  const path = `/p/wildcard/tone.mp3?t=${token}`;
  const headers = [['Access-Control-Request-Method', 'GET']] as const;
  await ask(lab, path, { method: 'OPTIONS', headers });
  await ask(lab, path, { scheme: 'https' });
  const { exchanges } = await readLedger(lab, [token]);
  expect(exchanges.map(({ method, scheme, status }) => [method, scheme, status])).toEqual([
    ['OPTIONS', 'http', 204],
    ['GET', 'https', 200],
  ]);
  expect(exchanges[0]!.requestHeaders['access-control-request-method']).toBe('GET');
});

test('exchanges of several tokens come in order of time, not of tokens', async ({ lab }) => {
  const [first, second] = [randomUUID(), randomUUID()];
  for (const token of [first, second, first]) await ask(lab, `/tone.mp3?t=${token}`, { method: 'HEAD' });
  const { exchanges } = await readLedger(lab, [second, first]);
  expect(exchanges.map(({ token }) => token)).toEqual([first, second, first]);
});

const cut = [
  ['reset', null],
  ['reset-half', 200],
  ['truncated', 200],
] as const;
for (const [policy, status] of cut) {
  test(`an answer that is ${policy} is recorded as ${status ?? 'none'}, incomplete`, async ({ lab }) => {
    const token = randomUUID();
    await askForBytes(lab, `/p/${policy}/tone.mp3?t=${token}`);
    const [exchange] = (await readLedger(lab, [token])).exchanges;
    expect([exchange!.status, exchange!.complete]).toEqual([status, false]);
  });
}

test('errors and redirects are recorded too', async ({ lab }) => {
  const token = randomUUID();
  for (const path of [
    'redirect-same/tone.mp3',
    'wildcard/nothing',
    'no-such-policy/tone.mp3',
    'server-error/songs',
  ])
    await ask(lab, `/p/${path}?t=${token}`);
  const { exchanges } = await readLedger(lab, [token]);
  expect(exchanges.map(({ status }) => status)).toEqual([302, 404, 404, 500]);
});

test('each server has a ledger of its own, and each token a page of its own', async ({ lab }) => {
  const [token, other] = [randomUUID(), randomUUID()];
  await ask(lab, `/tone.mp3?t=${token}`);
  expect((await readLedger(lab, [other])).exchanges).toEqual([]);
  expect((await readLedger(lab, [token], 'cdn-mirror')).exchanges).toEqual([]);
  expect((await readLedger(lab, [other, token])).exchanges).toHaveLength(1);
});

test('a page reads the ledger by GET', async ({ lab }) => {
  const token = randomUUID();
  await ask(lab, `/tone.mp3?t=${token}`);
  const answer = await ask(lab, `/ledger/${token}`);
  expect(answer.json()).toEqual(await readLedger(lab, [token]));
});

test('a request without a token, or with a malformed one, is not recorded', async ({ lab }) => {
  const token = randomUUID();
  for (const query of [`?token=${token}`, `?t=${token}!`, `?t=${'x'.repeat(65)}`])
    await ask(lab, `/tone.mp3${query}`);
  expect((await readLedger(lab, [token, token.slice(0, 64), 'x'.repeat(64)])).exchanges).toEqual([]);
});
