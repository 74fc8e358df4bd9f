import type { HeaderLine } from '../../http/headers';
import { answerOf, type NamedAnswer } from '../../standards/exchange-case';
import { getHeader } from '../../http/headers';
import type { Prediction } from '../../standards/predict';
import { isTrustworthy } from '../../http/url';
import {
  withAnswers,
  withAuthorizationAllowed,
  withHeaders,
  withPreflightsForgotten,
  withValues,
} from './changes';
import { answered, asksCdn, asksOwnByHttp, isLedInACircle } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';
import { holdsPolicyAgainstUrlBeforeUpgrade, withRedirectsUpgraded } from './policies-on-upgrade';

const engine = 'chromium';
const version = '156.0.8078.108';
const seenIn = [version];
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

/** Ports of the standard's list that it connects to. */
const allowedPorts = /:(4190|6679)(?=[/?#]|$)/;
const withAnotherPort = (url: string): string => url.replace(allowedPorts, ':4191');

/** Whether a permanent redirect on the way leads to the URL that it comes from. */
const leadsToItself = (responses: readonly NamedAnswer[], { wire }: Prediction): boolean =>
  wire
    .filter(({ kind }) => kind === 'request')
    .some(({ url }, i, requests) => {
      const status = answerOf(responses, i + 1, false)?.status;
      return (status === 301 || status === 308) && url.href === requests[i + 1]?.url.href;
    });

/** A source with a port that is not over https by itself: of the page's scheme, where it names none. */
const upgradedSource = /(?<=[\s;,])(http:\/\/)?[\w.*-]+:\d+(?=[\s;,/]|$)[^\s;,]*/gi;
const upgradedSourceOfHttps = /(?<=[\s;,])http:\/\/[\w.*-]+:\d+(?=[\s;,/]|$)[^\s;,]*/gi;

export const chromiumExchangeQuirks: readonly ExchangeQuirk[] = [
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
    id: 'chromium-refuses-user-names-in-redirects',
    engine,
    title: 'A redirect to a URL with a user name is refused in every mode, even to the own origin',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
    example: asksCdn(
      app,
      { url_origin: app },
      answered('redirect-1', 302, ['Location', 'http://user@app.test/moved']),
      answered('actual', 200),
    ),
    seenAs: (each) =>
      withAnswers(each, ({ headers }) => ({
        headers: withValues(headers, 'location', (value) =>
          /^https?:\/\/[^/?#]*@/i.test(value.trim()) ? 'refused:' : value,
        ),
      })),
  },
  {
    id: 'chromium-follows-no-empty-location',
    engine,
    title: 'A redirect with an empty Location is an answer, and not a redirect to the same URL',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#concept-response-location-url',
    example: asksCdn(
      app,
      { url_origin: app },
      answered('redirect-1', 302, ['Location', '']),
      answered('actual', 200, ['X-Song', '1']),
    ),
    seenAs: (each) =>
      withAnswers(each, ({ headers, status }) => {
        const isEmpty = getHeader(headers, 'location') === '';
        // No redirect has this status.
        return isEmpty && status > 300 && status < 400 ? { status: 300 } : {};
      }),
  },
  {
    id: 'chromium-keeps-permanent-redirects',
    engine,
    title: 'A permanent redirect to its own URL is answered from the cache until there are too many',
    seenIn,
    source: 'https://httpwg.org/specs/rfc9110.html#status.301',
    example: asksCdn(
      app,
      {},
      answered('redirect-1', 301, ['Location', '#moved']),
      answered('actual', 200, ['Content-Type', 'audio/wav']),
    ),
    shows: ({ responses }, predicted, measured) =>
      leadsToItself(responses, predicted) &&
      predicted.outcome !== 'blocked' &&
      measured.outcome === 'blocked',
  },
  {
    id: 'chromium-hides-origin-of-redirected-posts',
    engine,
    title: 'A no-cors POST that is redirected away from the own origin has Origin: null',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    example: asksCdn(
      app,
      { url_origin: app, mode: 'no-cors', method: 'POST' },
      answered('redirect-1', 307, ['Location', 'http://cdn.test/moved']),
      answered('actual', 200),
    ),
    shows: ({ page, request }, predicted, measured) =>
      request.mode !== 'cors' &&
      predicted.wire.length > 1 &&
      predicted.originHeader === page.origin &&
      measured.originHeader === 'null' &&
      measured.outcome === predicted.outcome,
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
    id: 'chromium-has-no-proxy-to-authenticate-to',
    engine,
    title: 'The status 407 from a server that is no proxy is a network error',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    example: asksCdn(app, {}, answered('actual', 407)),
    // Of two lengths, neither counts: a network error, too.
    seenAs: (each) =>
      withAnswers(each, ({ status }) =>
        status === 407
          ? {
              headers: [
                ['Content-Length', '1'],
                ['Content-Length', '2'],
              ],
            }
          : {},
      ),
  },
  {
    id: 'chromium-connects-to-bad-ports',
    engine,
    title: 'The ports 4190 and 6679 are not refused',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#port-blocking',
    example: asksCdn(app, { url_origin: 'http://cdn.test:6679' }, answered('actual', 200)),
    seenAs: (each) => {
      const { request } = each;
      const elsewhere = withAnswers(each, ({ headers }) => ({
        headers: withValues(headers, 'location', withAnotherPort),
      }));
      return { ...elsewhere, request: { ...request, url_origin: withAnotherPort(request.url_origin) } };
    },
  },
  {
    id: 'chromium-authorization-under-wildcard',
    engine,
    title: 'Access-Control-Allow-Headers: * covers Authorization',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name',
    example: asksCdn(
      app,
      { headers: [['Authorization', 'Bearer x']] },
      answered('actual', 200, ['Access-Control-Allow-Headers', '*']),
    ),
    seenAs: withAuthorizationAllowed,
  },
  {
    id: 'chromium-keeps-origin-from-referrer-policy',
    engine,
    title: 'The referrer policy of a redirect does not hide the Origin of what is not CORS',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    example: asksCdn(
      app,
      { url_origin: app, mode: 'same-origin', method: 'DELETE' },
      answered('redirect-1', 307, ['Location', '/moved'], ['Referrer-Policy', 'no-referrer']),
      answered('actual', 200),
    ),
    shows: ({ page, request, responses }, predicted, measured) =>
      request.mode !== 'cors' &&
      responses.some(({ headers }) => getHeader(headers, 'referrer-policy') !== null) &&
      predicted.originHeader === 'null' &&
      measured.originHeader === page.origin &&
      measured.outcome === predicted.outcome,
  },
  {
    id: 'chromium-shows-origin-to-trustworthy-http',
    engine,
    title: 'A page over https does not hide its Origin from http that is trustworthy, as at localhost',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    example: asksCdn(
      'https://app.test',
      { url_origin: 'http://cdn.localhost', mode: 'no-cors', method: 'POST' },
      answered('actual', 200),
    ),
    shows: ({ page }, { wire, originHeader, outcome }, measured) => {
      const url = wire.at(-1)?.url;
      return (
        page.origin.startsWith('https:') &&
        url?.scheme === 'http' &&
        isTrustworthy(url) &&
        originHeader === 'null' &&
        measured.originHeader === page.origin &&
        measured.outcome === outcome
      );
    },
  },
  {
    id: 'chromium-blocks-nothing-opaquely-at-home',
    engine,
    title:
      'What media are redirected to on the own origin is not blocked opaquely, though the way led over another',
    seenIn,
    source: 'https://github.com/whatwg/fetch/pull/1755',
    example: asksCdn(
      app,
      { destination: 'audio', mode: 'no-cors' },
      answered('redirect-1', 302, ['Location', `${app}/moved`]),
      answered('actual', 200, ['Content-Type', 'text/html'], ['X-Content-Type-Options', 'nosniff']),
    ),
    shows: ({ page }, { reason, wire }, measured) =>
      reason === 'orb' && wire.at(-1)?.url.origin === page.origin && measured.outcome === 'opaque',
  },
  {
    id: 'chromium-upgrades-no-source-with-port',
    engine,
    title: 'A source of a policy that is http, with a port, does not match https at that port',
    seenIn,
    source: 'https://w3c.github.io/webappsec-csp/#match-url-to-source-expression',
    example: {
      ...asksCdn(app, { url_origin: 'https://cdn.test:8443' }, answered('actual', 200)),
      page: { origin: app, csp: 'connect-src cdn.test:8443' },
    },
    // What such a source still matches, http itself, needs no quirk.
    seenAs: (each) => {
      const { csp, origin } = each.page;
      const sources = origin.startsWith('https:') ? upgradedSourceOfHttps : upgradedSource;
      return csp == null ? each : { ...each, page: { ...each.page, csp: csp.replace(sources, '') } };
    },
  },
  holdsPolicyAgainstUrlBeforeUpgrade({
    engine,
    title: 'A policy must allow the URL as it was before its upgrade, too',
    seenIn,
    example: {
      ...asksCdn(app, {}, answered('actual', 200)),
      page: { origin: app, csp: 'connect-src https:; upgrade-insecure-requests' },
    },
  }),
  {
    id: 'chromium-upgrades-redirects-to-trustworthy-http',
    engine,
    title:
      'A policy that upgrades has redirects to http upgraded even where it is trustworthy, as at localhost',
    seenIn,
    source: 'https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request',
    example: {
      ...asksCdn(
        'http://app.localhost',
        { url_origin: 'http://app.localhost' },
        { for: 'redirect-1', status: 302, headers: [['Location', '/moved']] },
        { for: 'actual', status: 200, headers: [] },
      ),
      page: { origin: 'http://app.localhost', csp: 'upgrade-insecure-requests' },
    },
    seenAs: withRedirectsUpgraded,
  },
  {
    id: 'chromium-judges-same-origin-before-upgrade',
    engine,
    title:
      'A request of mode same-origin is refused by its URL before the upgrade that makes it the own origin',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#main-fetch',
    example: asksOwnByHttp('same-origin'),
    shows: ({ page, request }, { wire }, measured) =>
      request.mode === 'same-origin' &&
      request.url_origin.startsWith('http:') &&
      wire[0]?.url.origin === page.origin &&
      page.origin.startsWith('https:') &&
      measured.outcome === 'blocked' &&
      !measured.preflight &&
      measured.originHeader === null,
  },
  {
    id: 'chromium-decodes-no-range',
    engine,
    title: 'An encoded body is refused where the request has a Range',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    example: asksCdn(
      app,
      { headers: [['Range', 'bytes=0-']] },
      answered('actual', 200, ['Content-Encoding', 'gzip']),
    ),
    shows: ({ request, responses }, predicted, measured) =>
      getHeader(request.headers, 'range') !== null &&
      responses.some(({ headers }) => getHeader(headers, 'content-encoding') !== null) &&
      predicted.outcome !== 'blocked' &&
      measured.outcome === 'blocked' &&
      measured.originHeader === predicted.originHeader,
  },
];
