import { requestUrl, type ExchangeCase } from '../../standards/exchange-case';
import type { Prediction } from '../../standards/predict';
import { clientOf } from '../../standards/client';
import { isAllowedByPolicies } from '../../standards/content-security-policy';
import { getHeader } from '../../http/headers';
import { isMixedContent } from '../../standards/mixed-content';
import { blockedFor, isBrotliOverHttp, lastAnswer, originOf, unsentFor } from './came';
import {
  hasWildcard,
  withAnswers,
  withAuthorizationAllowed,
  withHeaders,
  withPolicies,
  withPreflightsForgotten,
  withValues,
} from './changes';
import { answered, asksCdn, asksOwnByHttp, isLedInACircle, playsMixed } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';
import {
  withOriginInPreflights,
  withOriginsBeforeUpgrade,
  withPreflightsForRemoved,
} from './firefox-origins';
import { firefoxCookieQuirks } from './cookie-rules';
import { firefoxDocumentQuirks } from './firefox-documents';
import { firefoxRequestQuirks } from './firefox-requests';
import { firefoxSiteQuirks } from './firefox-sites';
import { limitsHeaders } from './header-limits';
import { firefoxKeptAnswers } from './kept-answers';
import { firefoxLaterParts } from './later-parts';
import {
  holdsPolicyAgainstUrlBeforeUpgrade,
  isMixedAddress,
  withRedirectsToAddressesUpgraded,
  withUpgradedSourcesForHttp,
} from './policies-on-upgrade';
import { isMedia } from '../../standards/media-destination';

const engine = 'firefox';
const version = '153.7.0';
const seenIn = [version];
const app = 'http://app.test';

/** The bytes that tell a wav file from others. */
const shortestStart = 12;

/** Without a body, and in parts. */
const statusesApart = new Set([204, 205, 206]);

/** From the first byte on, in another unit, or with something behind its total. */
const ofAnotherUnit = (range: string): boolean => {
  const [, last, total] = /^\S+ +0+-(\d+)\/(\d+)/.exec(range) ?? [];
  return total !== undefined && Number(last) < Number(total) && Number(total) < 2 ** 63;
};

/** What comes if an element plays what is refused for its status, and is not opaque. */
function playedAll(each: ExchangeCase, predicted: Prediction): Prediction | null {
  const { crossorigin } = each.request;
  const isAtHome = predicted.wire.every(({ url }) => url.origin === originOf(each));
  return predicted.reason === 'http-status' && (crossorigin != null || isAtHome)
    ? { ...predicted, outcome: 'readable', reason: null }
    : null;
}

const isEmpty = (value: string): boolean => value.trim() === '';

/** What is on the wire before the first preflight that a source with a path refuses; null if there is none. */
function wireBeforePath({ page }: ExchangeCase, { wire }: Prediction): Prediction['wire'] | null {
  const { policies, url: self } = clientOf(page);
  const refused = wire.findIndex(
    ({ kind, url }) => kind === 'preflight' && !isAllowedByPolicies(policies, '', url, self, 0),
  );
  return refused === -1 ? null : wire.slice(0, refused);
}

const resourcePolicies = new Set(['same-origin', 'same-site', 'cross-origin', '']);

export const firefoxExchangeQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'firefox-drops-empty-lines',
    engine,
    title: 'An empty line adds nothing to other lines of its name',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#concept-header-list-get',
    example: asksCdn(
      app,
      { credentials: 'include' },
      {
        for: 'actual',
        status: 200,
        headers: [
          ['Access-Control-Allow-Origin', app],
          ['Access-Control-Allow-Credentials', 'true'],
          ['Access-Control-Allow-Credentials', ''],
        ],
      },
    ),
    seenAs: (each) =>
      withAnswers(each, ({ headers }) => ({
        headers: headers.filter(
          ([name, value]) =>
            !isEmpty(value) ||
            name.toLowerCase() === 'content-length' ||
            !headers.some(([other, said]) => other.toLowerCase() === name.toLowerCase() && !isEmpty(said)),
        ),
      })),
  },
  {
    id: 'firefox-authorization-under-wildcard',
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
    id: 'firefox-plays-any-success',
    engine,
    title:
      'An element that asks by CORS, or at home, plays an answer of any status from 201 to 299 that has a body',
    seenIn,
    source: 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 202, ['Content-Type', 'audio/wav']),
    ),
    instead(each, predicted) {
      const status = lastAnswer(each, predicted)?.status ?? 0;
      const isSuccess = status > 200 && status < 300 && !statusesApart.has(status);
      return isSuccess ? playedAll(each, predicted) : null;
    },
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
    title: 'The preflight of a request whose origin is tainted names the origin all the same',
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
    title: 'A preflight that allowed by a wildcard is not remembered',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch-0',
    example: isLedInACircle(['Access-Control-Allow-Headers', '*']),
    seenAs: (each) =>
      withPreflightsForgotten(each, (headers) =>
        ['access-control-allow-headers', 'access-control-allow-methods'].some((name) =>
          hasWildcard(getHeader(headers, name)),
        ),
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
    id: 'firefox-media-redirect-home-is-untainted',
    engine,
    title:
      'A media element judges by the last URL alone: a redirect out and back to the own origin leaves no taint',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
    example: asksCdn(
      app,
      { destination: 'audio', mode: 'no-cors' },
      answered('redirect-1', 302, ['Location', `${app}/moved`]),
      answered('actual', 200, ['Content-Type', 'audio/wav']),
    ),
    instead: (each, predicted) =>
      isMedia(each.request.destination) &&
      predicted.outcome === 'opaque' &&
      predicted.wire.at(-1)?.url.origin === originOf(each)
        ? { ...predicted, outcome: 'readable', reason: null }
        : null,
  },
  {
    id: 'firefox-allows-sources-with-query',
    engine,
    title:
      'A source of a policy that has a query or a fragment right after its host is one without it, and not malformed',
    seenIn,
    source: 'https://w3c.github.io/webappsec-csp/#grammardef-host-source',
    example: {
      ...asksCdn(app, {}, answered('actual', 200)),
      page: { origin: app, csp: 'connect-src cdn.test?a' },
    },
    seenAs: (each) => ({
      ...each,
      page: withPolicies(each.page, (policy) => policy.replace(/[?#][^\s;,]*/g, '')),
    }),
  },
  {
    id: 'firefox-takes-port-80-for-443',
    engine,
    title: 'A source of a policy with port 80 matches https on its default port, over https by itself or not',
    seenIn,
    source: 'https://w3c.github.io/webappsec-csp/#match-ports',
    example: {
      ...asksCdn('https://app.test', { url_origin: 'https://cdn.test' }, answered('actual', 200)),
      page: { origin: 'https://app.test', csp: 'connect-src cdn.test:80' },
    },
    seenAs: (each) => ({
      ...each,
      page: withPolicies(each.page, (policy) =>
        policy.replace(/([\w.*-]+):80(?=[/\s;,]|$)([^\s;,]*)/g, '$& https://$1:443$2'),
      ),
    }),
  },
  {
    id: 'firefox-takes-no-port-with-leading-zero',
    engine,
    title: 'A source of a policy whose port begins with 0 matches nothing',
    seenIn,
    source: 'https://w3c.github.io/webappsec-csp/#match-ports',
    example: {
      ...asksCdn(app, {}, answered('actual', 200)),
      page: { origin: app, csp: 'connect-src cdn.test:080' },
    },
    seenAs: (each) => ({
      ...each,
      page: withPolicies(each.page, (policy) =>
        policy.replace(/(?<=[\s;,])[^\s;,]*[\w*\]]:0\d+(?=[/\s;,]|$)[^\s;,]*/g, 'none.invalid'),
      ),
    }),
  },
  {
    id: 'firefox-mixes-no-local-addresses',
    engine,
    title:
      'Plain http at an address of the local network is mixed content for fetch() on a page over https, and so is what targetAddressSpace aims at',
    seenIn,
    source: 'https://wicg.github.io/local-network-access/#mixed-content',
    example: asksCdn(
      'https://app.test',
      { url_origin: 'http://[2001:db8::5]:8000' },
      answered('actual', 200),
    ),
    instead(each, { wire, ...predicted }) {
      const { url: page } = clientOf(each.page);
      const mixed = wire.findIndex(({ url }) => isMixedContent(page, url));
      return mixed === -1 || isMedia(each.request.destination)
        ? null
        : unsentFor('mixed-content', { ...predicted, wire }, wire.slice(0, mixed));
    },
  },
  {
    id: 'firefox-permits-pages-over-http',
    engine,
    title: 'A person may permit a page over http, too, to ask servers on the machine',
    seenIn,
    source: 'https://wicg.github.io/local-network-access/#local-network-access-check',
    example: {
      ...asksCdn(
        'http://app.test:3000',
        { url_origin: 'https://cdn.test:8443' },
        { ...answered('actual', 200), addressSpace: 'loopback' },
      ),
      page: { origin: 'http://app.test:3000', addressSpace: 'public', permissions: ['local-network-access'] },
    },
    seenAs(each) {
      const { url } = clientOf(each.page);
      const isPermitted = (each.page.permissions ?? []).some((name) => name !== 'local-network');
      return isPermitted && url?.scheme === 'http'
        ? { ...each, page: { ...each.page, addressSpace: 'loopback' } }
        : each;
    },
  },
  {
    id: 'firefox-sniffs-first-part-alone',
    engine,
    title: 'A first part of a few bytes, in which no format can be seen, is kept out where it is opaque',
    seenIn,
    source: 'https://github.com/whatwg/fetch/pull/1755',
    example: asksCdn(
      app,
      { destination: 'audio', mode: 'no-cors' },
      answered('actual', 206, ['Content-Type', 'audio/wav'], ['Content-Range', 'bytes 0-0/32044']),
    ),
    instead(each, predicted) {
      const { status, headers = [] } = lastAnswer(each, predicted) ?? {};
      const [, last] = /^bytes +0+-(\d+)\//.exec(getHeader(headers, 'content-range') ?? '') ?? [];
      const isTooShort = status === 206 && last !== undefined && Number(last) < shortestStart - 1;
      return isTooShort && predicted.outcome === 'opaque' && isMedia(each.request.destination)
        ? blockedFor('orb', predicted)
        : null;
    },
  },
  {
    id: 'firefox-plays-partial-without-range',
    engine,
    title:
      'An element plays an answer of status 206 whose Content-Range is of another unit, and one without, if it asks by CORS or at home',
    seenIn,
    source: 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 206, ['Content-Type', 'audio/wav']),
    ),
    instead(each, predicted) {
      const { status, headers = [] } = lastAnswer(each, predicted) ?? {};
      const range = getHeader(headers, 'content-range');
      if (status !== 206 || predicted.reason !== 'http-status') return null;
      if (range === null) return playedAll(each, predicted);
      return ofAnotherUnit(range)
        ? (playedAll(each, predicted) ?? { ...predicted, outcome: 'opaque', reason: 'no-crossorigin' })
        : null;
    },
  },
  {
    id: 'firefox-plays-plain-text-despite-nosniff',
    engine,
    title: 'Audio named text/plain is not blocked opaquely, even with nosniff',
    seenIn,
    source: 'https://github.com/whatwg/fetch/pull/1755',
    example: asksCdn(
      app,
      { destination: 'audio', mode: 'no-cors' },
      answered('actual', 200, ['Content-Type', 'text/plain'], ['X-Content-Type-Options', 'nosniff']),
    ),
    seenAs: (each) =>
      isMedia(each.request.destination)
        ? withAnswers(each, ({ headers }) => ({
            headers: withValues(headers, 'content-type', (value) =>
              /^\s*text\/plain\b/i.test(value) ? 'audio/wav' : value,
            ),
          }))
        : each,
  },
  {
    id: 'firefox-malformed-corp-is-cross-origin',
    engine,
    title:
      'Under COEP a Cross-Origin-Resource-Policy that is no known value allows, as if nothing were required',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check',
    example: {
      ...asksCdn(
        'https://app.test',
        { url_origin: 'https://cdn.test', mode: 'no-cors' },
        {
          for: 'actual',
          status: 200,
          headers: [['Cross-Origin-Resource-Policy', 'none']],
        },
      ),
      page: { origin: 'https://app.test', coep: 'require-corp' },
    },
    seenAs: (each) =>
      withAnswers(each, ({ headers }) => ({
        headers: withValues(headers, 'cross-origin-resource-policy', (value) =>
          resourcePolicies.has(value.trim()) ? value : 'cross-origin',
        ),
      })),
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
  holdsPolicyAgainstUrlBeforeUpgrade(
    {
      engine,
      title: 'A policy that does not upgrade by itself must allow the URL as it was before its upgrade, too',
      seenIn,
      example: playsMixed({ csp: 'media-src https://cdn.test' }, {}),
    },
    withUpgradedSourcesForHttp,
  ),
  {
    id: 'firefox-takes-trustworthy-http-for-upgraded',
    engine,
    title:
      'Sources for https match http that is trustworthy, as at localhost, where the policy upgrades, though nothing is upgraded',
    seenIn,
    source: 'https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request',
    example: {
      ...asksCdn(app, { url_origin: 'http://cdn.localhost' }, answered('actual', 200)),
      page: { origin: app, csp: 'connect-src https:; upgrade-insecure-requests' },
    },
    seenAs: withUpgradedSourcesForHttp,
  },
  {
    id: 'firefox-judges-origins-before-upgrade',
    engine,
    title:
      'Whether what is upgraded is of the own origin, or of the origin that redirects to it, is judged by the URL as it was before',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#main-fetch',
    example: asksOwnByHttp('no-cors'),
    instead: withOriginsBeforeUpgrade,
  },
  {
    id: 'firefox-upgrades-addresses',
    engine,
    title:
      'Media of a page over https is asked for over https instead of http even where the host is an IP address',
    seenIn,
    source: 'https://www.w3.org/TR/mixed-content/#upgrade-algorithm',
    example: playsMixed({}, { url_origin: 'http://203.0.113.5:8000' }),
    seenAs(each) {
      const { request } = each;
      const led = withRedirectsToAddressesUpgraded(each);
      const isUpgraded = isMedia(request.destination) && isMixedAddress(each, requestUrl(request));
      return isUpgraded
        ? { ...led, request: { ...request, url_origin: request.url_origin.replace(/^http:/i, 'https:') } }
        : led;
    },
  },
  {
    id: 'firefox-decodes-brotli-over-https-alone',
    engine,
    title:
      'A body with Content-Encoding: br or zstd is left as it is over http, but at localhost, and is no audio',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 200, ['Content-Type', 'audio/wav'], ['Content-Encoding', 'br']),
    ),
    instead: (each, predicted) =>
      isMedia(each.request.destination) && isBrotliOverHttp(each, predicted)
        ? blockedFor('decode', predicted)
        : null,
  },
  limitsHeaders({ engine, seenIn, mostKibibytes: 384 }),
  ...firefoxCookieQuirks,
  ...firefoxDocumentQuirks,
  ...firefoxRequestQuirks,
  ...firefoxSiteQuirks,
  ...firefoxLaterParts,
  ...firefoxKeptAnswers,
];
