import { compareExchange } from '../../runner/exchange/compare-exchange';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import { playExchanges } from '../../runner/exchange/play-exchanges';
import { expect, test } from '../support';

const star = ['Access-Control-Allow-Origin', '*'];
const cors = { destination: 'audio', crossorigin: 'anonymous' };
const song = [{ for: 'actual', status: 200, headers: [star] }];
const closed = [{ for: 'actual', status: 200, headers: [] }];
const ownSong = { ...cors, crossorigin: null, url_origin: 'https://app.test:8444' };

/** How an element asks and sounds, what servers answer, and what comes of it. */
const rows = [
  [{ ...cors }, { responses: song }, 'readable'],
  [{ ...cors, muted: true }, { responses: song }, 'opaque'],
  [{ ...cors, muted: true }, { responses: song, nextSources: [] }, 'opaque'],
  [{ ...cors, muted: true }, { responses: closed }, 'blocked'],
  [{ ...cors, volume: 0 }, { responses: song }, 'opaque'],
  [{ ...cors, volume: 0.5 }, { responses: song }, 'readable'],
  [{ ...cors, destination: 'video', muted: true }, { responses: song }, 'opaque'],
  [{ ...ownSong, muted: true }, { responses: closed }, 'opaque'],
  [{ ...ownSong }, { responses: closed }, 'readable'],
] as const;

const casesOf = (page: object) =>
  parseExchangeFile(
    JSON.stringify(
      rows.map(([request, answers], id) => ({
        id,
        page: { origin: 'https://app.test:8444', ...page },
        request: { url_origin: 'https://cdn.test:8443', path: `/song-${id}`, ...request },
        ...answers,
      })),
    ),
    'the rows',
  );

test('of an element that is muted, or whose volume is 0, Web Audio hears zeros', async ({ engine }) => {
  const cases = casesOf({});
  const played = await playExchanges(cases, { engine });
  expect(played.map(({ outcome }) => outcome)).toEqual(rows.map(([, , wanted]) => wanted));
  for (const [i, each] of cases.entries())
    expect.soft(compareExchange(each, played[i]).kind, each.id).toBe('as predicted');
});

test('without a click a video that gives no sound plays, and an audio does not', async ({ engine }) => {
  test.skip(engine !== 'chromium', 'only Chromium is asked so');
  const request = { url_origin: 'https://cdn.test:8443', crossorigin: 'anonymous' };
  const cases = parseExchangeFile(
    JSON.stringify(
      [
        { destination: 'video', muted: true },
        { destination: 'video', volume: 0 },
        { destination: 'video' },
        { destination: 'audio', muted: true },
      ].map((asked, id) => ({
        id,
        page: { origin: 'https://app.test:8444', userActivation: 'none' },
        request: { ...request, ...asked, path: `/song-${id}` },
        responses: song,
      })),
    ),
    'the rows',
  );
  const played = await playExchanges(cases, { engine });
  expect(played.map(({ outcome }) => outcome)).toEqual(['opaque', 'opaque', 'opaque', 'opaque']);
  expect(played.map(({ wire }) => wire.page?.advances)).toEqual([true, true, false, false]);
  expect(played.map(({ wire }) => wire.page?.notAllowedToPlay ?? false)).toEqual([false, false, true, true]);
});
