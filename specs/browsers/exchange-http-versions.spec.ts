import { compareExchange } from '../../runner/exchange/compare-exchange';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import { playExchanges } from '../../runner/exchange/play-exchanges';
import { expect, test } from '../support';

const star = ['Access-Control-Allow-Origin', '*'];
const wav = ['Content-Type', 'audio/wav'];
const chunked = ['Transfer-Encoding', 'chunked'];
const element = { destination: 'audio', crossorigin: 'anonymous' };
const hints = (...headers: string[][]) => [{ status: 103, headers }];

/** How a load asks, the version of HTTP, its answer, and what comes of it: in Firefox too, if that is the same. */
const rows = [
  [
    element,
    '1.1',
    { headers: [star, wav], informational: hints(['Link', '</a>; rel=preload; as=style']) },
    'readable',
  ],
  [
    element,
    '2',
    { headers: [star, wav], informational: hints(['Link', '</a>; rel=preload; as=style']) },
    'readable',
  ],
  [element, '1.1', { headers: [wav], informational: hints(star) }, 'blocked'],
  [element, '2', { headers: [wav], informational: hints(star) }, 'blocked'],
  [{}, '2', { headers: [], informational: hints(star) }, 'blocked'],
  [element, '1.1', { headers: [wav, chunked], trailers: [star] }, 'blocked'],
  [element, '1.1', { headers: [star, wav, chunked], trailers: [['X-Sum', '1']] }, 'readable'],
  [element, '2', { headers: [wav], trailers: [star] }, 'blocked'],
  [element, '2', { headers: [star, wav], trailers: [['X-Sum', '1']] }, 'readable'],
  [{ destination: 'audio' }, '2', { headers: [wav] }, 'opaque'],
  [{}, '1.1', { headers: [star], informational: [{ status: 101 }] }, 'readable', 'blocked'],
  [{}, '2', { headers: [star, ['Connection', 'keep-alive']] }, 'readable'],
  [{}, '2', { headers: [star, chunked] }, 'blocked', 'readable'],
  [element, '2', { headers: [star, ['Content-Type', 'audio/mpeg']], body: 'live' }, 'readable'],
  [{}, '2', { headers: [star], body: 'reset' }, 'blocked'],
  [{}, '1.1', { headers: [star, ['Content-Length', '9']], body: 'truncated' }, 'blocked'],
  [{}, '2', { headers: [star, ['Content-Length', '9']], body: 'truncated' }, 'readable'],
] as const;

test('Early Hints and trailers let nobody in, and HTTP/2 is spoken as each engine takes it', async ({
  engine,
}) => {
  test.skip(engine === 'webkit', 'HTTP/2 is spoken to Chromium and Firefox alone');
  const cases = parseExchangeFile(
    JSON.stringify(
      rows.map(([request, http, answer], id) => ({
        id,
        page: { origin: 'https://app.test:8444' },
        http,
        request: { url_origin: 'https://cdn.test:8443', path: `/version-${id}`, ...request },
        responses: [{ for: 'actual', status: 200, ...answer }],
      })),
    ),
    'the rows',
  );
  const played = await playExchanges(cases, { engine });
  expect(played.map(({ outcome }) => outcome)).toEqual(
    rows.map(([, , , wanted, inFirefox]) => (engine === 'firefox' ? (inFirefox ?? wanted) : wanted)),
  );
  for (const [i, each] of cases.entries())
    expect.soft(compareExchange(each, played[i]).kind, each.id).toMatch(/as predicted|known/);
});
