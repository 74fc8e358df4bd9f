import { compareExchange } from '../../runner/exchange/compare-exchange';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import { playExchanges } from '../../runner/exchange/play-exchanges';
import { asksAll } from '../support/asks-all';
import { expect, test } from '../support';

const app = 'https://app.test:8444';
const cdn = { url_origin: 'https://cdn.test:8443', path: '/song' };
const answers = (...headers: string[][]) => [{ for: 'actual', status: 200, headers }];
const star = ['Access-Control-Allow-Origin', '*'];
const withCookies = { mode: 'no-cors', credentials: 'include' };

/** A load whose answer sets a cookie, and another one. */
const sets = (cookie: string, from: object, to = from) => ({
  page: { origin: app },
  request: { ...cdn, ...withCookies, ...from },
  responses: answers(['Set-Cookie', cookie]),
  then: [{ request: { ...cdn, ...withCookies, ...to }, responses: answers() }],
});
const site = { url_origin: 'https://cdn.app.test:8443' };

/** Loads with the `Cookie` of the last, or with the outcome. */
const rows = [
  [sets('a=1', site), 'a=1'],
  [sets('a=1; Domain=app.test; Path=/', site, { url_origin: app }), 'a=1'],
  [sets('a=1; SameSite=Lax', {}), null],
  [sets('a=1; SameSite=None; Secure', {}), 'a=1'],
  [{ page: { origin: app, documents: 'srcdoc', cspMeta: "connect-src 'none'" } }, 'blocked'],
  [{ page: { origin: app, documents: ['about:blank', 'blob'], csp: 'connect-src https:' } }, 'readable'],
  [
    { page: { origin: app, documents: 'data' }, responses: answers(['Access-Control-Allow-Origin', 'null']) },
    'readable',
  ],
  [
    { page: { origin: app, documents: 'data' }, responses: answers(['Access-Control-Allow-Origin', app]) },
    'blocked',
  ],
  [{ page: { origin: app, sandbox: true }, request: { ...cdn, ...site, ...withCookies } }, 'opaque'],
] as const;

test('cookies, and documents that a page makes, come as predicted', async ({ engine }) => {
  test.skip(engine === 'webkit', 'it was measured in Chromium and Firefox');
  test.skip(!asksAll, 'npm run test:all asks it');
  const usual = { request: { ...cdn, credentials: 'omit' }, responses: answers(star) };
  const cases = parseExchangeFile(
    JSON.stringify(rows.map(([given], id) => ({ id, ...usual, ...given }))),
    'the rows',
  );
  const played = await playExchanges(cases, { engine });
  const seen = played.map(({ outcome, then }) => (then ? then[0]!.cookieHeader : outcome));
  expect(seen).toEqual(rows.map(([, wanted]) => wanted));
  for (const [i, each] of cases.entries())
    expect.soft(compareExchange(each, played[i]).kind, each.id).toMatch(/as predicted|known quirk/);
});
