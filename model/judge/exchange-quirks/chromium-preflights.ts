import { type HeaderLine, getHeader } from '../../http/headers';
import { withHeaders, withPreflightsForgotten } from './changes';
import { answered, asksCdn, isLedInACircle } from './examples';
import { coversAuthorization } from './authorization-under-wildcard';
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

/** What Chromium does of its own with preflights, and with what needs one. */
export const chromiumPreflightsQuirks: readonly ExchangeQuirk[] = [
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
    title: 'Save-Data needs no preflight',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#cors-safelisted-request-header',
    example: asksCdn(app, { headers: [['Save-Data', 'on']] }, answered('actual', 200)),
    seenAs: (each) =>
      withHeaders(
        each,
        each.request.headers.filter(([name]) => name.toLowerCase() !== 'save-data'),
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
  coversAuthorization({ engine, seenIn }),
];
