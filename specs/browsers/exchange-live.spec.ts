import { compareExchange } from '../../runner/exchange/compare-exchange';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import { playExchanges } from '../../runner/exchange/play-exchanges';
import { expect, test } from '../support';

const star = ['Access-Control-Allow-Origin', '*'];
const mpeg = ['Content-Type', 'audio/mpeg'];
const bytes = ['Content-Type', 'application/octet-stream'];
const cors = { destination: 'audio', crossorigin: 'anonymous' };
const noCors = { mode: 'no-cors' };

/** How a load asks, the headers of the live stream that it comes to, and what comes of it: in Firefox too, if that is the same. */
const rows = [
  [cors, [star, mpeg, ['icy-name', 'Lab']], 'readable'],
  [cors, [star, mpeg, ['Transfer-Encoding', 'chunked']], 'readable'],
  [cors, [mpeg], 'blocked'],
  [{ ...cors, muted: true }, [star, mpeg], 'opaque'],
  [{ ...cors, crossorigin: null }, [mpeg], 'opaque'],
  [{}, [star, mpeg], 'readable'],
  [{ api: 'xhr' }, [star, mpeg], 'readable'],
  [{}, [mpeg], 'blocked'],
  [noCors, [mpeg], 'opaque'],
  [cors, [star, bytes], 'readable', 'blocked'],
  [{ ...cors, crossorigin: null }, [bytes], 'opaque', 'blocked'],
  [noCors, [bytes], 'opaque', 'blocked'],
] as const;

test('a live stream is played and read as it comes, and the lab ends it', async ({ engine }) => {
  const cases = parseExchangeFile(
    JSON.stringify(
      rows.map(([request, headers], id) => ({
        id,
        page: { origin: 'https://app.test:8444' },
        request: { url_origin: 'https://cdn.test:8443', path: `/live-${id}`, ...request },
        responses: [{ for: 'actual', status: 200, headers, body: 'live' }],
      })),
    ),
    'the rows',
  );
  const played = await playExchanges(cases, { engine });
  expect(played.map(({ outcome }) => outcome)).toEqual(
    rows.map(([, , wanted, inFirefox]) => (engine === 'firefox' ? (inFirefox ?? wanted) : wanted)),
  );
  for (const [i, each] of cases.entries())
    expect.soft(compareExchange(each, played[i]).kind, each.id).toMatch(/as predicted|known/);
});
