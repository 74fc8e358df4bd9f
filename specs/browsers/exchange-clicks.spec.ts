import { compareExchange } from '../../runner/exchange/compare-exchange';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import { playExchanges } from '../../runner/exchange/play-exchanges';
import { expect, test } from '../support';

const star = ['Access-Control-Allow-Origin', '*'];
const song = [{ for: 'actual', status: 200, headers: [star] }];
const closed = [{ for: 'actual', status: 200, headers: [] }];
const handsOn = { userActivation: 'parent', allow: 'autoplay' };
const next = { url_origin: 'https://cdn.test:8443', path: '/next', responses: song };

/** Where a person has clicked, what servers answer, and what comes of it. */
const rows = [
  [{ userActivation: 'none' }, { responses: song }, 'opaque'],
  [{ userActivation: 'page' }, { responses: song }, 'readable'],
  [{ userActivation: 'none' }, { responses: closed }, 'blocked'],
  [{ userActivation: 'parent' }, { responses: song }, 'opaque'],
  [handsOn, { responses: song }, 'readable'],
  [{ ...handsOn, allow: 'AUTOPLAY' }, { responses: song }, 'opaque'],
  [{ ...handsOn, permissionsPolicy: 'autoplay=()' }, { responses: song }, 'opaque'],
  [{ userActivation: 'page', permissionsPolicy: 'autoplay=()' }, { responses: song }, 'readable'],
  [{ userActivation: 'none' }, { responses: closed, nextSources: [next] }, 'opaque'],
] as const;

test('what plays after a click comes as predicted, in a browser that is left as it ships', async ({
  engine,
}) => {
  test.skip(engine !== 'chromium', 'only Chromium is asked so');
  const cases = parseExchangeFile(
    JSON.stringify(
      rows.map(([page, answers], id) => ({
        id,
        page: { origin: 'https://app.test:8444', ...page },
        request: {
          url_origin: 'https://cdn.test:8443',
          path: '/song',
          destination: 'audio',
          crossorigin: 'anonymous',
        },
        ...answers,
      })),
    ),
    'the rows',
  );
  const played = await playExchanges(cases, { engine });
  expect(played.map(({ outcome }) => outcome)).toEqual(rows.map(([, , wanted]) => wanted));
  for (const [i, each] of cases.entries())
    expect.soft(compareExchange(each, played[i]).kind, each.id).toBe('as predicted');
});
