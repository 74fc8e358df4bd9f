import { type HeaderLine, getHeader, stripWhitespace } from '../../http/headers';
import { fetchMetadata } from '../../standards/fetch-metadata';
import type { ExchangeCase } from '../../standards/exchange-case';
import type { SentRequest } from '../../standards/fetch-state';
import { originOf } from './came';
import { withHeaders, withPreflightsForgotten } from './changes';
import { answered, asksCdn, isLedInACircle } from './examples';
import {
  asksAgain,
  asksAgainWhatWasRefused,
  coversAuthorization,
  refusesLongRanges,
} from './preflights-alike';
import type { ExchangeQuirk } from './exchange-quirk';

const engine = 'chromium';
const seenIn = ['156.0.8078.108'];
const app = 'http://app.test';

/** One line for each name, values joined. */
function joined(headers: readonly HeaderLine[]): HeaderLine[] {
  const byName = new Map<string, string>();
  for (const [name, value] of headers) {
    const known = byName.get(name.toLowerCase());
    byName.set(name.toLowerCase(), known === undefined ? value : `${known}, ${value}`);
  }
  return [...byName];
}

const decimal = /^\d+(\.\d+)?$/;
const digits = /^\d+$/;

/** Request headers that are safelisted as the standard once had them, and what their values have to be. */
const hints: ReadonlyMap<string, RegExp> = new Map([
  ['dpr', decimal],
  ['device-memory', decimal],
  ['downlink', decimal],
  ['rtt', digits],
  ['width', digits],
  ['viewport-width', digits],
  ['ect', /^(slow-2g|2g|3g|4g)$/],
  ['save-data', /^on$/i],
  ['intervention', /^/],
]);

/** Whether a redirect changed the method of a request of mode cors: it is made once more, and not followed. */
const isAskedAnew = (
  { request }: ExchangeCase,
  sent: SentRequest,
  before: SentRequest | undefined,
): boolean => request.mode === 'cors' && before?.kind === 'request' && before.method !== sent.method;

/** What Chromium does of its own with preflights, and with what needs one. */
export const chromiumPreflightsQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'chromium-tells-preflights-the-site-alone',
    engine,
    title:
      'The Sec-Fetch-Site of a preflight, of the request after it, and of one whose method a redirect changed, says nothing of the URLs that redirected to it',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
    example: asksCdn(
      'https://app.test',
      { url_origin: 'https://cdn.app.test', headers: [['X-Song', '1']] },
      answered('preflight', 204, ['Access-Control-Allow-Headers', 'X-Song']),
      answered('redirect-1', 301, ['Location', 'https://app.test/b']),
      answered('preflight-2', 403),
    ),
    instead(each, predicted) {
      const { secFetch, wire } = predicted;
      const at = wire.findLastIndex(
        (sent, i) => sent.kind === 'preflight' || isAskedAnew(each, sent, wire[i - 1]),
      );
      if (!secFetch || at === -1) return null;
      const urls = wire.slice(at).map(({ url }) => url);
      const told = fetchMetadata(originOf(each), urls, { ...secFetch, destination: secFetch.dest });
      return { ...predicted, secFetch: told };
    },
  },
  {
    id: 'chromium-joins-request-headers',
    engine,
    title: 'Lines of one request header are joined before they are compared with the safelist',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names',
    example: asksCdn(
      app,
      {
        headers: [
          ['Content-Type', 'text/plain'],
          ['Content-Type', 'text/plain'],
        ],
      },
      answered('actual', 200),
    ),
    seenAs: (each) => withHeaders(each, joined(each.request.headers)),
  },
  {
    id: 'chromium-safelists-client-hints',
    engine,
    title:
      'Client hints whose value is one (DPR, Device-Memory, Downlink, RTT, Width, Viewport-Width, ECT, Save-Data: on) and Intervention need no preflight',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#cors-safelisted-request-header',
    example: asksCdn(app, { headers: [['DPR', '2']] }, answered('actual', 200)),
    seenAs: (each) =>
      withHeaders(
        each,
        each.request.headers.filter(
          ([name, value]) =>
            hints.get(name.toLowerCase())?.test(stripWhitespace(value)) !== true || value.length > 128,
        ),
      ),
  },
  {
    id: 'chromium-asks-nobody-for-user-agent',
    engine,
    title: 'A User-Agent that script sets needs no preflight',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#cors-safelisted-request-header',
    example: asksCdn(app, { headers: [['User-Agent', 'player/1']] }, answered('actual', 200)),
    seenAs: (each) =>
      withHeaders(
        each,
        each.request.headers.filter(([name]) => name.toLowerCase() !== 'user-agent'),
      ),
  },
  {
    id: 'chromium-takes-negative-max-age-for-none',
    engine,
    title:
      'A preflight with a negative Access-Control-Max-Age is not remembered; others that are malformed are, for 5 s',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch-0',
    example: isLedInACircle(['Access-Control-Allow-Headers', 'x-song'], ['Access-Control-Max-Age', '-1']),
    seenAs: (each) =>
      withPreflightsForgotten(each, (headers) =>
        /^-\d/.test(getHeader(headers, 'access-control-max-age') ?? ''),
      ),
  },
  {
    id: 'chromium-asks-anew-past-the-cache',
    engine,
    title:
      'A request with cache no-cache, reload or no-store sends a preflight, whatever an earlier one allowed; no-store leaves nothing of it',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-fetch',
    example: asksAgain('no-cache'),
    preflights: { unread: ['no-cache', 'reload', 'no-store'], unkept: ['no-store'] },
  },
  {
    id: 'chromium-remembers-preflights-of-failed-requests',
    engine,
    title: 'What a preflight allowed stays in the CORS-preflight cache when the request itself fails',
    seenIn: ['156.0.8078.108', '156.0.8078.114'],
    source: 'https://fetch.spec.whatwg.org/#concept-cache-clear',
    example: asksAgainWhatWasRefused(),
    preflights: { staysAfter: () => true },
  },
  refusesLongRanges({ engine, seenIn }, 2n ** 63n - 2n),
  coversAuthorization({ engine, seenIn }),
];
