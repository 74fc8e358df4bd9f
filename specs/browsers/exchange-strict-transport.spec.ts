import { compareExchange } from '../../runner/exchange/compare-exchange';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import { playExchanges } from '../../runner/exchange/play-exchanges';
import { expect, test } from '../support';

const app = 'http://app.test';
const star = { 'Access-Control-Allow-Origin': '*' };
const asks = (request: object, headers: object = star) => ({
  request: { path: '/song', credentials: 'omit', ...request },
  responses: [{ for: 'actual', status: 200, headers }],
});
const byHttps = { url_origin: 'https://cdn.test' };
const byHttp = { url_origin: 'http://cdn.test' };
const known = { ...star, 'Strict-Transport-Security': 'max-age=600; includeSubDomains' };

/** Two loads, and by which scheme, with which `Origin` and to which end the second comes: in Chromium, which takes what the lab's servers say. */
const rows = [
  [byHttp, star, 'https', 'null', 'readable'],
  [byHttp, { 'Access-Control-Allow-Origin': app }, 'https', 'null', 'blocked'],
  [{ url_origin: 'http://sub.cdn.test:8080' }, star, 'https', 'null', 'readable'],
  [{ url_origin: 'http://mirror.test' }, star, 'http', app, 'readable'],
  [{ ...byHttp, destination: 'audio', crossorigin: 'anonymous' }, star, 'https', 'null', 'readable'],
  [{ ...byHttp, headers: [['X-Song', '1']] }, star, undefined, null, 'blocked'],
  [{ ...byHttp, redirect: 'error' }, star, undefined, null, 'blocked'],
] as const;

const second = rows.map(([request, headers], id) => ({
  id: `after it is known, ${id}`,
  page: { origin: app },
  ...asks(byHttps, known),
  then: [asks(request, headers)],
}));
/** What another case was told is forgotten, and nothing counts over http. */
const apart = [
  { id: 'in another case', page: { origin: app }, ...asks(byHttp) },
  { id: 'over http', page: { origin: app }, ...asks(byHttp, known), then: [asks(byHttp)] },
];

test('a host that says to be asked over https alone is asked so from load to load, and in no other case', async ({
  engine,
}) => {
  test.skip(engine === 'webkit', 'it was measured in Chromium and Firefox');
  const cases = parseExchangeFile(JSON.stringify([...second, ...apart]), 'the rows');
  const played = await playExchanges(cases, { engine });
  for (const [i, each] of cases.entries())
    expect.soft(compareExchange(each, played[i]).kind, each.id).toMatch(/as predicted|known quirk/);
  const last = played.map((each) => {
    const load = each.then?.[0] ?? each;
    return [load.wire.servers.at(-1)?.scheme, load.originHeader, load.outcome] as const;
  });
  expect.soft(last.slice(second.length).map(([scheme]) => scheme)).toEqual(['http', 'http']);
  const inChromium = rows.map(([, , ...came]) => came);
  // Firefox knows no host of another site.
  const schemes = engine === 'chromium' ? inChromium : rows.map(() => ['http', app, expect.any(String)]);
  expect(last.slice(0, second.length)).toEqual(schemes);
});

test('Firefox is not given what it takes of trusted servers alone', async ({ engine }) => {
  test.skip(engine !== 'firefox', 'Chromium trusts the certificate of the lab by its key');
  const cases = parseExchangeFile(
    JSON.stringify([
      {
        id: 'at home',
        page: { origin: 'http://www.cdn.test' },
        ...asks(byHttps, known),
        then: [asks(byHttp)],
      },
      { id: 'beside', page: { origin: app }, ...asks(byHttp) },
    ]),
    'the file',
  );
  const [atHome, beside] = await playExchanges(cases, { engine });
  expect(atHome).toMatchObject({ outcome: 'inconclusive', labError: { code: 'not-playable' } });
  expect(atHome!.labError!.message).toContain('whose certificate it trusts');
  expect(beside).toMatchObject({ outcome: 'readable' });
});
