import type { HeaderLine } from '../../http/headers';
import { clientOf } from '../../standards/client';
import { endsEarly } from '../../standards/corrupted-answer';
import { isAllowedByPolicies } from '../../standards/content-security-policy';
import { answerOf, requestUrl, type NamedAnswer } from '../../standards/exchange-case';
import type { SentRequest } from '../../standards/fetch-state';
import { locationUrl } from '../../standards/http-redirect-fetch';
import { tapMedia } from '../../standards/media-response';
import { getHeader } from '../../http/headers';
import { predict, type Prediction } from '../../standards/predict';
import { isTrustworthy } from '../../http/url';
import {
  blockedFor,
  changesOrigin,
  isBrotliOverHttp,
  lastAnswer,
  originOf,
  unsentFor,
  withOrigin,
} from './came';
import {
  withAnswers,
  withAnswersRefused,
  withAuthorizationAllowed,
  withHeaders,
  withPolicies,
  withPreflightsForgotten,
  withValues,
} from './changes';
import { chromiumCookieQuirks } from './cookie-rules';
import { chromiumRequestQuirks } from './chromium-requests';
import { answered, asksCdn, asksOwnByHttp, isLedInACircle } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';
import { limitsHeaders } from './header-limits';
import { chromiumKeptAnswers } from './kept-answers';
import { chromiumLaterParts } from './later-parts';
import {
  holdsPolicyAgainstUrlBeforeUpgrade,
  withRedirectsToAddressesUpgraded,
  withRedirectsUpgraded,
} from './policies-on-upgrade';
import { isMedia } from '../../standards/media-destination';

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

/** The requests up to one that a permanent redirect leads back to its own URL; null if there is none. */
function wireToItself(
  responses: readonly NamedAnswer[],
  { wire }: Prediction,
): readonly SentRequest[] | null {
  const requests = wire.filter(({ kind }) => kind === 'request');
  const found = requests.findIndex(({ url }, i) => {
    const status = answerOf(responses, i + 1, false)?.status;
    return (status === 301 || status === 308) && url.href === requests[i + 1]?.url.href;
  });
  return found === -1 ? null : wire.slice(0, wire.indexOf(requests[found]!) + 1);
}

/** Whether a part of a file is the one that was asked for, to its last byte. */
function isRangeAskedFor(asked: readonly HeaderLine[], { status, headers }: NamedAnswer): boolean {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(getHeader(asked, 'range') ?? '') ?? [];
  const [, first, last, total] =
    /^bytes +(\d+)-(\d+)\/(\d+)$/i.exec(getHeader(headers, 'content-range') ?? '') ?? [];
  if (status !== 206 || total === undefined || from === undefined) return false;
  const wanted = to === '' ? Number(total) - 1 : Math.min(Number(to), Number(total) - 1);
  return Number(first) === Number(from) && Number(last) === wanted;
}

/** Whether the last answer of a prediction redirects to what is no URL. */
function leadsToNoUrl(responses: readonly NamedAnswer[], { wire }: Prediction): boolean {
  const requests = wire.filter(({ kind }) => kind === 'request');
  const answer = answerOf(responses, requests.length, false);
  const url = requests.at(-1)?.url;
  return answer !== undefined && url !== undefined && locationUrl(answer, url) === null;
}

/** Codings that it knows; of others it takes the body as it is. */
const codings = /(^|[\s,])(br|deflate|gzip|x-gzip|zstd)($|[\s,])/i;

/** A source with a port, but for those that are upgraded with their scheme, that is not over https by itself: of the page's scheme, where it names none. */
const upgradedSource = /(?<=[\s;,])(http:\/\/)?[\w.*-]+:(?!0*(?:80|443)(?!\d))\d+(?=[\s;,/]|$)[^\s;,]*/gi;
const upgradedSourceOfHttps = /(?<=[\s;,])http:\/\/[\w.*-]+:(?!0*(?:80|443)(?!\d))\d+(?=[\s;,/]|$)[^\s;,]*/gi;

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
          /^https?:\/\/(?!:?@)[^/?#]*@/i.test(value.trim()) ? 'refused:' : value,
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
    instead({ responses }, predicted) {
      const wire = predicted.outcome === 'blocked' ? null : wireToItself(responses, predicted);
      return wire && unsentFor('redirect-invalid', predicted, wire);
    },
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
    instead: ({ request }, predicted) =>
      request.mode !== 'cors' && predicted.originHeader !== null && changesOrigin(predicted)
        ? withOrigin('null', predicted)
        : null,
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
    seenAs: (each) => withAnswersRefused(each, ({ status }) => status === 407),
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
    title: 'A referrer policy, of the request or of a redirect, does not hide the Origin of what is not CORS',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    example: asksCdn(
      app,
      { url_origin: app, mode: 'same-origin', method: 'DELETE' },
      answered('redirect-1', 307, ['Location', '/moved'], ['Referrer-Policy', 'no-referrer']),
      answered('actual', 200),
    ),
    instead(each, predicted) {
      const isHidden = predicted.originHeader === 'null' && predict(each).originHeader === 'null';
      if (each.request.mode === 'cors' || !isHidden) return null;
      const { page, request } = each;
      const unhidden = {
        ...each,
        page: { ...page, referrerPolicy: null },
        request: { ...request, referrerPolicy: null },
      };
      const { originHeader } = predict(
        withAnswers(unhidden, ({ headers }) => ({
          headers: headers.filter(([name]) => name.toLowerCase() !== 'referrer-policy'),
        })),
      );
      return originHeader === 'null' ? null : withOrigin(originHeader, predicted);
    },
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
    instead(each, predicted) {
      const { wire, originHeader } = predicted;
      const url = wire.at(-1)?.url;
      const isHidden =
        each.page.origin.startsWith('https:') &&
        url?.scheme === 'http' &&
        isTrustworthy(url) &&
        originHeader === 'null' &&
        !changesOrigin(predicted);
      return isHidden ? { ...withOrigin(originOf(each), predicted), refererHeader: null } : null;
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
    instead(each, predicted) {
      const { reason, wire } = predicted;
      if (reason !== 'orb' || wire.at(-1)?.url.origin !== originOf(each)) return null;
      const answer = lastAnswer(each, predicted);
      return answer ? { ...predicted, ...tapMedia(answer, true) } : null;
    },
  },
  {
    id: 'chromium-parts-policies-of-meta',
    engine,
    title: 'A comma in the policy of a <meta> parts it into two policies, as it does in a header',
    seenIn,
    source:
      'https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-content-security-policy',
    example: {
      ...asksCdn(app, {}, answered('actual', 200)),
      page: { origin: app, cspMeta: ["media-src *, connect-src 'none'"] },
    },
    seenAs: (each) => ({
      ...each,
      page: { ...each.page, cspMeta: each.page.cspMeta?.flatMap((policy) => policy.split(',')) },
    }),
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
    instead(each, predicted) {
      const { origin } = each.page;
      const sources = origin.startsWith('https:') ? upgradedSourceOfHttps : upgradedSource;
      const { policies, url: self } = clientOf(
        withPolicies(each.page, (policy) => policy.replace(sources, '')),
      );
      const destination = isMedia(each.request.destination) ? each.request.destination : '';
      const refused = predicted.wire.findIndex(
        ({ url }, i) =>
          url.scheme === 'https' && !isAllowedByPolicies(policies, destination, url, self, Math.min(i, 1)),
      );
      return refused === -1 ? null : unsentFor('csp', predicted, predicted.wire.slice(0, refused));
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
    id: 'chromium-upgrades-redirects-to-addresses',
    engine,
    title:
      'Media of a page over https that is redirected to http is asked for over https even where the host is an IP address',
    seenIn,
    source: 'https://www.w3.org/TR/mixed-content/#upgrade-algorithm',
    example: {
      ...asksCdn(
        'https://app.test',
        { url_origin: 'https://cdn.test', destination: 'audio', crossorigin: 'anonymous' },
        answered('redirect-1', 302, ['Location', 'http://203.0.113.5/song']),
        answered('actual', 200, ['Content-Type', 'audio/wav']),
      ),
    },
    seenAs: withRedirectsToAddressesUpgraded,
  },
  {
    id: 'chromium-judges-same-origin-before-upgrade',
    engine,
    title:
      'A request of mode same-origin is refused by its URL before the upgrade that makes it the own origin',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#main-fetch',
    example: asksOwnByHttp('same-origin'),
    instead: ({ page, request }, predicted) =>
      request.mode === 'same-origin' &&
      request.url_origin.startsWith('http:') &&
      predicted.wire[0]?.url.origin === page.origin &&
      page.origin.startsWith('https:')
        ? unsentFor('mode-same-origin', predicted)
        : null,
  },
  {
    id: 'chromium-decodes-brotli-over-https-alone',
    engine,
    title: 'A body with Content-Encoding: br or zstd is refused over http, but at localhost',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    example: asksCdn(app, {}, answered('actual', 200, ['Content-Encoding', 'br'])),
    instead: (each, predicted) =>
      isBrotliOverHttp(each, predicted) ? blockedFor('network', predicted) : null,
  },
  limitsHeaders({ engine, seenIn, mostKibibytes: 256 }),
  {
    id: 'chromium-refuses-dangling-markup',
    engine,
    title:
      'A URL that is written with a line break or a tab in it, and with <, is not asked for: markup may hang out of it',
    seenIn,
    source: 'https://github.com/whatwg/fetch/pull/519',
    example: asksCdn(app, { path: '/a\n<b' }, answered('actual', 200)),
    instead: ({ request }, predicted) =>
      /^[^<]*[\t\n\r][^]*<|<[^]*[\t\n\r]/.test(requestUrl(request).trim())
        ? unsentFor('request-invalid', predicted)
        : null,
  },
  {
    id: 'chromium-parses-embedder-policy-without-dates',
    engine,
    title:
      'A Cross-Origin-Embedder-Policy with a Date or a Display String in its parameters is none: structured fields of RFC 8941 have neither',
    seenIn,
    source: 'https://www.rfc-editor.org/rfc/rfc9651#section-3.3.7',
    example: {
      ...asksCdn(
        'https://app.test',
        { url_origin: 'https://cdn.test', mode: 'no-cors' },
        { for: 'actual', status: 200, headers: [] },
      ),
      page: { origin: 'https://app.test', coep: 'require-corp; since=@1659578233' },
    },
    seenAs: (each) =>
      /=(@|%")/.test(each.page.coep ?? '') ? { ...each, page: { ...each.page, coep: null } } : each,
  },
  {
    id: 'chromium-takes-total-minus-one-for-unknown',
    engine,
    title: 'A Content-Range with the total -1 is one with the total *',
    seenIn,
    source: 'https://httpwg.org/specs/rfc9110.html#field.content-range',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 206, ['Content-Type', 'audio/wav'], ['Content-Range', 'bytes 0-32043/-1']),
    ),
    seenAs: (each) =>
      withAnswers(each, ({ headers }) => ({
        headers: withValues(headers, 'content-range', (value) => value.replace(/\/\s*-1$/, '/*')),
      })),
  },
  {
    id: 'chromium-tells-length-of-ranges',
    engine,
    title:
      'Script sees a Content-Length on the part of a file that it asked for by Range, though none was sent',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch',
    example: asksCdn(
      app,
      { headers: [['Range', 'bytes=0-6']] },
      answered('actual', 206, ['Content-Range', 'bytes 0-6/7']),
    ),
    instead(each, predicted) {
      const answer = lastAnswer(each, predicted);
      const isTold =
        predicted.outcome === 'readable' &&
        !isMedia(each.request.destination) &&
        answer !== undefined &&
        isRangeAskedFor(each.request.headers, answer);
      const visible = [...new Set([...predicted.visibleHeaders, 'content-length'])].sort();
      return isTold ? { ...predicted, visibleHeaders: visible } : null;
    },
  },
  {
    id: 'chromium-errs-at-no-redirect-without-location',
    engine,
    title: 'With redirect: "error" an answer with the status of a redirect and no Location is an answer',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-fetch',
    example: asksCdn(app, { redirect: 'error' }, answered('actual', 302)),
    seenAs: (each) =>
      each.request.redirect === 'error'
        ? withAnswers(each, ({ headers, status }) =>
            getHeader(headers, 'location') === null && status > 300 && status < 400 ? { status: 300 } : {},
          )
        : each,
  },
  {
    id: 'chromium-parses-locations-it-does-not-follow',
    engine,
    title: 'With redirect: "manual" a redirect whose Location is no URL is a network error',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-fetch',
    example: asksCdn(app, { redirect: 'manual' }, answered('actual', 302, ['Location', 'http://['])),
    instead: ({ request, responses }, predicted) =>
      request.redirect === 'manual' && predicted.outcome === 'opaque' && leadsToNoUrl(responses, predicted)
        ? blockedFor('redirect-invalid', predicted)
        : null,
  },
  {
    id: 'chromium-asks-for-no-rest',
    engine,
    title: 'A media element gives up a part of a file that ends before its time, and asks for no other range',
    seenIn,
    source: 'https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      {
        ...answered('actual', 206, ['Content-Range', 'bytes 0-32043/32044'], ['Content-Length', '32044']),
        body: 'truncated',
      },
    ),
    instead(each, predicted) {
      const answer = lastAnswer(each, predicted);
      const isCut = answer?.status === 206 && endsEarly(answer, 'GET');
      return isCut && isMedia(each.request.destination) && predicted.outcome !== 'blocked'
        ? blockedFor('network', predicted)
        : null;
    },
  },
  {
    id: 'chromium-decodes-no-range',
    engine,
    title:
      'A compressed body (Content-Encoding) is refused where the request has a Range, as that of a media element has',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 200, ['Content-Type', 'audio/wav'], ['Content-Encoding', 'gzip']),
    ),
    instead(each, predicted) {
      const { destination, headers } = each.request;
      const asksForRange = isMedia(destination) || getHeader(headers, 'range') !== null;
      if (!asksForRange || predicted.outcome === 'blocked') return null;
      const answer = lastAnswer(each, predicted);
      return codings.test(getHeader(answer?.headers ?? [], 'content-encoding') ?? '')
        ? blockedFor('decode', predicted)
        : null;
    },
  },
  ...chromiumCookieQuirks,
  ...chromiumRequestQuirks,
  ...chromiumLaterParts,
  ...chromiumKeptAnswers,
];
