import { compareExchange } from '../../runner/exchange/compare-exchange';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import { playExchanges } from '../../runner/exchange/play-exchanges';
import { expect, test } from '../support';

const star = ['Access-Control-Allow-Origin', '*'];
const song = [{ for: 'actual', status: 200, headers: [star] }];
const missing = [{ for: 'actual', status: 404, headers: [star] }];
const hangsUp = [{ for: 'actual', status: 0, headers: [] }];
const closed = [{ for: 'actual', status: 200, headers: [] }];
const wav = ['Content-Type', 'audio/wav'];
const empty = [{ for: 'actual', status: 200, headers: [star, wav], body: 'empty' }];
const unnamed = [{ ...song[0], body: 'empty' }];
const led = (to: string) => [
  { for: 'redirect-1', status: 302, headers: [star, ['Location', `https://mirror.test:9443/${to}`]] },
  ...song,
];

/** The answers to each `<source>`, with its type if it has one; what comes, and which are asked for and taken. */
const rows: readonly {
  readonly sources: readonly (readonly [responses: unknown, type?: string])[];
  readonly wanted: string;
  readonly inFirefox?: string;
}[] = [
  { sources: [[missing], [led('second')], [song]], wanted: 'readable 1, 2 taken' },
  { sources: [[closed], [missing]], wanted: 'blocked 1, 2' },
  { sources: [[song, 'text/html'], [song, 'audio/wav'], [song]], wanted: 'readable 2 taken' },
  { sources: [[led('first')], [song]], wanted: 'readable 1 taken' },
  { sources: [[song, 'audio/midi']], wanted: 'blocked ' },
  { sources: [[missing], [hangsUp], [song, 'audio/wav; codecs=2']], wanted: 'blocked 1, 2' },
  { sources: [[unnamed], [song]], wanted: 'readable 1, 2 taken' },
  { sources: [[empty], [song]], wanted: 'readable 1, 2 taken', inFirefox: 'blocked 1 taken' },
  {
    sources: [[song, 'audio/wave'], [missing]],
    wanted: 'blocked 2',
    inFirefox: 'readable 1 taken',
  },
  {
    sources: [[song, 'video/ogg'], [missing]],
    wanted: 'readable 1 taken',
    inFirefox: 'blocked 2',
  },
];

test('the <source> elements of an exchange are asked for and taken as predicted', async ({ engine }) => {
  test.skip(engine === 'webkit', 'it was measured in Chromium and Firefox');
  const cases = parseExchangeFile(
    JSON.stringify(
      rows.map(({ sources }, id) => {
        const [first, ...next] = sources.map(([responses, type], i) => ({
          url_origin: 'https://cdn.test:8443',
          path: `/song-${i}`,
          type,
          responses,
        }));
        const { responses, ...place } = first!;
        return {
          id,
          page: { origin: 'https://app.test:8444' },
          request: { ...place, destination: 'audio', crossorigin: 'anonymous' },
          responses,
          nextSources: next,
        };
      }),
    ),
    'the rows',
  );
  const played = await playExchanges(cases, { engine });
  const seen = played.map(({ outcome, sources = [] }) => {
    const tried = sources.flatMap(({ isAsked, isTaken }, i) =>
      isAsked || isTaken ? `${i + 1}${isTaken ? ' taken' : ''}` : [],
    );
    return `${outcome} ${tried.join(', ')}`;
  });
  expect(seen).toEqual(
    rows.map(({ wanted, inFirefox }) => (engine === 'firefox' ? inFirefox : undefined) ?? wanted),
  );
  for (const [i, each] of cases.entries())
    expect.soft(compareExchange(each, played[i]).kind, each.id).toMatch(/as predicted|known quirk/);
});
