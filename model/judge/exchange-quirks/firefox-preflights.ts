import type { ExchangeCase } from '../../standards/exchange-case';
import type { Prediction } from '../../standards/predict';
import { clientOf } from '../../standards/client';
import { isAllowedByPolicies } from '../../standards/content-security-policy';
import { endsEarly } from '../../standards/corrupted-answer';
import { getHeader } from '../../http/headers';
import { unsentFor } from './came';
import { withAnswersRefused, withHeaders, withPreflightsForgotten } from './changes';
import { answered, asksCdn, isLedInACircle } from './examples';
import {
  asksAgain,
  asksAgainWhatWasRefused,
  coversAuthorization,
  refusesLongRanges,
} from './preflights-alike';
import type { ExchangeQuirk } from './exchange-quirk';
import { withOriginInPreflights, withPreflightsForRemoved } from './firefox-origins';

const engine = 'firefox';
const seenIn = ['153.7.0'];
const app = 'http://app.test';

/** What is on the wire before the first preflight that a source with a path refuses; null if there is none. */
function wireBeforePath({ page }: ExchangeCase, { wire }: Prediction): Prediction['wire'] | null {
  const { policies, url: self } = clientOf(page);
  const refused = wire.findIndex(
    ({ kind, url }) => kind === 'preflight' && !isAllowedByPolicies(policies, '', url, self, 0),
  );
  return refused === -1 ? null : wire.slice(0, refused);
}

/** What Firefox does of its own with preflights, and with what needs one. */
export const firefoxPreflightsQuirks: readonly ExchangeQuirk[] = [
  coversAuthorization({ engine, seenIn }),
  {
    id: 'firefox-asks-anew-past-the-cache',
    engine,
    title: 'A request with cache reload or no-store sends a preflight, whatever an earlier one allowed',
    seenIn: ['153.8.0'],
    source: 'https://fetch.spec.whatwg.org/#http-fetch',
    example: asksAgain('reload'),
    preflights: { unread: ['reload', 'no-store'] },
  },
  refusesLongRanges({ engine, seenIn: ['153.8.0'] }, 2n ** 64n - 1n),
  {
    id: 'firefox-safelists-ascii-alone',
    engine,
    title: 'A byte above 0x7F in a request header needs a preflight',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte',
    example: asksCdn(app, { headers: [['Accept', '\u00e9']] }, answered('actual', 200)),
    seenAs: (each) =>
      withHeaders(
        each,
        each.request.headers.map(([name, value]) => [name, value.replace(/[\x80-\xff]/g, '\x7f')]),
      ),
  },
  {
    id: 'firefox-has-no-total-limit',
    engine,
    title: 'Safelisted request headers may be longer than 1024 bytes together',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names',
    example: asksCdn(
      app,
      { headers: Array.from({ length: 9 }, () => ['Accept', 'a'.repeat(120)] as const) },
      answered('actual', 200),
    ),
    seenAs: (each) =>
      withHeaders(
        each,
        each.request.headers.filter(
          ([name, value], i, all) =>
            value.length < 100 || all.findIndex(([n, v]) => n === name && v === value) === i,
        ),
      ),
  },
  {
    id: 'firefox-preflight-shows-origin',
    engine,
    title:
      'The preflight of a request whose origin is tainted names the origin all the same, and its Sec-Fetch-Site says nothing of the URLs that redirected to it',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#concept-request-tainted-origin',
    example: asksCdn(
      app,
      { method: 'PUT' },
      answered('preflight', 200, ['Access-Control-Allow-Methods', 'PUT']),
      answered('redirect-1', 307, ['Location', 'http://mirror.test/moved']),
      {
        for: 'preflight-2',
        status: 200,
        headers: [
          ['Access-Control-Allow-Origin', app],
          ['Access-Control-Allow-Methods', 'PUT'],
        ],
      },
      answered('actual', 200),
    ),
    instead: withOriginInPreflights,
  },
  {
    id: 'firefox-asks-for-removed-headers',
    engine,
    title:
      'A redirect that takes headers or the method out of the request leaves the need for their preflight',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
    example: asksCdn(
      app,
      { url_origin: app, headers: [['Authorization', 'Bearer x']] },
      answered('redirect-1', 302, ['Location', 'http://cdn.test/moved']),
      answered('actual', 200),
    ),
    instead: withPreflightsForRemoved,
  },
  {
    id: 'firefox-remembers-no-wildcards',
    engine,
    title: 'What a preflight allowed by a wildcard is not remembered; what it named beside it is',
    seenIn: ['153.7.0', '153.8.0'],
    source: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch-0',
    example: isLedInACircle(['Access-Control-Allow-Headers', '*']),
    preflights: { keepsWildcards: false },
  },
  {
    id: 'firefox-remembers-preflights-of-refused-redirects',
    engine,
    title:
      'What a preflight allowed stays in the CORS-preflight cache when the request itself fails because its redirect mode is error',
    seenIn: ['153.8.0'],
    source: 'https://fetch.spec.whatwg.org/#concept-cache-clear',
    example: asksAgainWhatWasRefused(
      { redirect: 'error' },
      answered('redirect-1', 307, ['Location', 'http://cdn.test/moved']),
    ),
    preflights: {
      staysAfter: (failure, { redirect }) => failure === 'redirect-invalid' && redirect === 'error',
    },
  },
  {
    id: 'firefox-takes-no-preflight-without-its-bytes',
    engine,
    title: 'A preflight fails whose answer promises a body of which nothing comes',
    seenIn: ['153.8.0'],
    source: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch-0',
    example: asksCdn(
      app,
      { method: 'PUT' },
      {
        ...answered('preflight', 200, ['Access-Control-Allow-Methods', 'PUT'], ['Content-Length', '9']),
        body: 'empty',
      },
      answered('actual', 200),
    ),
    seenAs: (each) =>
      withAnswersRefused(
        each,
        (answer) =>
          answer.for.startsWith('preflight') && answer.body === 'empty' && endsEarly(answer, 'OPTIONS'),
      ),
  },
  {
    id: 'firefox-takes-malformed-max-age-for-none',
    engine,
    title: 'A preflight with a malformed Access-Control-Max-Age is not remembered, instead of for 5 s',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch-0',
    example: isLedInACircle(['Access-Control-Allow-Headers', 'x-song'], ['Access-Control-Max-Age', 'x']),
    seenAs: (each) =>
      withPreflightsForgotten(each, (headers) =>
        /\D/.test(getHeader(headers, 'access-control-max-age') ?? ''),
      ),
  },
  {
    id: 'firefox-holds-preflights-against-paths',
    engine,
    title:
      'The preflight after a redirect is matched with the paths of sources, which count before one alone',
    seenIn,
    source: 'https://w3c.github.io/webappsec-csp/#match-url-to-source-expression',
    example: {
      ...asksCdn(
        app,
        { url_origin: app, headers: [['X-Song', '1']] },
        answered('redirect-1', 302, ['Location', 'http://cdn.test/moved']),
        answered('actual', 200, ['Access-Control-Allow-Headers', '*']),
      ),
      page: { origin: app, csp: 'connect-src app.test cdn.test/songs/' },
    },
    instead(each, predicted) {
      const wire = wireBeforePath(each, predicted);
      return wire && unsentFor('csp', predicted, wire);
    },
  },
];
