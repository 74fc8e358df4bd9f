import { compareExchange } from '../../runner/exchange/compare-exchange';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import { playExchanges } from '../../runner/exchange/play-exchanges';
import { asksAll } from '../support/asks-all';
import { expect, test } from '../support';

const app = 'https://app.test:8444';
const cdn = { url_origin: 'https://cdn.test:8443', path: '/song' };
const star = ['Access-Control-Allow-Origin', '*'];
const song = [{ for: 'actual', status: 200, headers: [star] }];
const lets = {
  for: 'preflight',
  status: 204,
  headers: [star, ['Access-Control-Allow-Headers', 'authorization']],
};
const anonymous = { destination: 'audio', crossorigin: 'anonymous' };
const login = { mode: 'cors', credentials: 'omit', headers: { Authorization: 'Bearer x' }, ranges: true };
const first = { status: 206, headers: [star, ['Content-Range', 'bytes 0-16043/32044']] };

/** What a worker does, a request of its page, what is answered, and what comes of it, with the methods that servers saw. */
const rows = [
  [{}, anonymous, song, 'readable GET'],
  [{ fetches: 'url', mode: 'no-cors' }, anonymous, song, 'blocked GET'],
  [{ fetches: 'url' }, { mode: 'no-cors' }, song, 'readable GET'],
  [login, anonymous, [lets, ...song], 'readable OPTIONS GET'],
  [login, anonymous, song, 'blocked OPTIONS'],
  [{ headers: login.headers }, { mode: 'no-cors' }, song, 'opaque GET'],
  [{ fetches: 'url' }, anonymous, [{ for: 'actual', ...first }], 'blocked GET'],
  [{ fetches: 'url', cache: true }, anonymous, song, 'readable GET'],
  [{ fetches: 'url', cache: true }, anonymous, [{ for: 'actual', ...first }], 'blocked GET'],
] as const;

test('what a service worker answers comes as predicted', async ({ engine }) => {
  test.skip(engine === 'webkit', 'it was measured in Chromium and Firefox');
  test.skip(!asksAll, 'npm run test:all asks it');
  const cases = parseExchangeFile(
    JSON.stringify(
      rows.map(([serviceWorker, request, responses], id) => ({
        id,
        page: { origin: app, serviceWorker },
        request: { ...cdn, ...request },
        responses,
      })),
    ),
    'the rows',
  );
  const played = await playExchanges(cases, { engine });
  const seen = played.map(({ outcome, wire }) =>
    [outcome, ...new Set(wire.servers.map(({ method }) => method))].join(' '),
  );
  expect(seen).toEqual(rows.map(([, , , wanted]) => wanted));
  for (const [i, each] of cases.entries())
    expect.soft(compareExchange(each, played[i]).kind, each.id).toMatch(/as predicted|known quirk/);
});
