import type { ExchangeCase } from '../../standards/exchange-case';
import type { Prediction } from '../../standards/predict';
import { clientOf } from '../../standards/client';
import { isAllowedByPolicies } from '../../standards/content-security-policy';
import { getHeader } from '../../http/headers';
import {
  hasWildcard,
  withAnswers,
  withAuthorizationAllowed,
  withHeaders,
  withPreflightsForgotten,
  withValues,
} from './changes';
import { answered, asksCdn, asksOwnByHttp, isLedInACircle, playsMixed } from './examples';
import type { ExchangeQuirk, Observed } from './exchange-quirk';
import {
  holdsPolicyAgainstUrlBeforeUpgrade,
  upgradedUrls,
  withUpgradedSourcesForHttp,
} from './policies-on-upgrade';

const engine = 'firefox';
const version = '153.7.0';
const seenIn = [version];
const app = 'http://app.test';

const isEmpty = (value: string): boolean => value.trim() === '';

/** Whether a redirect took headers, or a method that was asked for, out of the request, which then needs no preflight. */
const lostNeed = ({ request }: ExchangeCase, { wire, preflight }: Prediction): boolean => {
  const last = wire.at(-1);
  return (
    last?.kind === 'request' &&
    wire.at(-2)?.kind === 'request' &&
    (last.headers.length < request.headers.length || (preflight && last.method !== request.method))
  );
};

/** What is on the wire before the first preflight that a source with a path refuses; null if there is none. */
function wireBeforePath({ page }: ExchangeCase, { wire }: Prediction): Prediction['wire'] | null {
  const { policies, url: self } = clientOf(page);
  const refused = wire.findIndex(
    ({ kind, url }) => kind === 'preflight' && !isAllowedByPolicies(policies, '', url, self, 0),
  );
  return refused === -1 ? null : wire.slice(0, refused);
}

/** Whether what the own origin answered was treated as the answer of another. */
function isTakenForForeign(
  { page, request }: ExchangeCase,
  predicted: Prediction,
  measured: Observed,
): boolean {
  const { originHeader, outcome, visibleHeaders } = measured;
  if (request.mode === 'same-origin') return outcome === 'blocked';
  if (request.mode === 'no-cors') {
    return outcome === 'opaque' && (originHeader === 'null' || originHeader === predicted.originHeader);
  }
  return (
    outcome === predicted.outcome &&
    (originHeader === page.origin || originHeader === 'null') &&
    visibleHeaders.every((name) => predicted.visibleHeaders.includes(name))
  );
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
    id: 'firefox-plays-created',
    engine,
    title: 'An element plays an answer of status 201',
    seenIn,
    source: 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 201, ['Content-Type', 'audio/wav']),
    ),
    seenAs: (each) =>
      each.request.destination === 'audio'
        ? withAnswers(each, ({ status }) => ({ status: status === 201 ? 200 : status }))
        : each,
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
    shows: ({ page }, { wire }, measured) =>
      wire.some(({ kind, origin }) => kind === 'preflight' && origin === 'null') &&
      (measured.originHeader === page.origin || measured.originHeader === 'null'),
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
    // The preflight names the page's own origin; where it fails, it is the last that is sent.
    shows: (each, predicted, measured) =>
      lostNeed(each, predicted) &&
      measured.preflight &&
      ((measured.outcome === 'blocked' && measured.originHeader === each.page.origin) ||
        (measured.outcome === predicted.outcome && measured.originHeader === predicted.originHeader)),
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
    shows: ({ page, request }, { outcome, wire }, measured) =>
      request.destination === 'audio' &&
      outcome === 'opaque' &&
      wire.at(-1)?.url.origin === page.origin &&
      measured.outcome === 'readable',
  },
  {
    id: 'firefox-allows-sources-with-query',
    engine,
    title: 'A source of a policy that has a query is one without it, and not malformed',
    seenIn,
    source: 'https://w3c.github.io/webappsec-csp/#grammardef-host-source',
    example: {
      ...asksCdn(app, {}, answered('actual', 200)),
      page: { origin: app, csp: 'connect-src cdn.test?a' },
    },
    seenAs: (each) => ({
      ...each,
      page: { ...each.page, csp: each.page.csp?.replace(/\?[^\s;,]*/g, '') },
    }),
  },
  {
    id: 'firefox-plays-partial-without-range',
    engine,
    title: 'An element plays an answer of status 206 that has no Content-Range',
    seenIn,
    source: 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 206, ['Content-Type', 'audio/wav']),
    ),
    shows: ({ request, responses }, predicted, measured) =>
      request.destination === 'audio' &&
      responses.some(
        ({ status, headers }) => status === 206 && getHeader(headers, 'content-range') === null,
      ) &&
      predicted.outcome === 'blocked' &&
      measured.outcome !== 'blocked' &&
      measured.originHeader === predicted.originHeader,
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
      each.request.destination === 'audio'
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
    shows(each, predicted, measured) {
      const wire = wireBeforePath(each, predicted);
      return (
        wire !== null &&
        measured.outcome === 'blocked' &&
        measured.preflight === wire.some(({ kind }) => kind === 'preflight') &&
        measured.originHeader === (wire.at(-1)?.origin ?? null)
      );
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
    shows(each, predicted, measured) {
      const { origin } = each.page;
      const upgraded = upgradedUrls(each, predicted);
      if (upgraded.some((url) => url.origin === origin)) return isTakenForForeign(each, predicted, measured);
      return (
        upgraded.length > 0 &&
        predicted.originHeader === origin &&
        measured.originHeader === 'null' &&
        measured.preflight === predicted.preflight
      );
    },
  },
];
