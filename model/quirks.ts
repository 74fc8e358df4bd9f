import type { Outcome } from './measurement';
import type { Reason } from './explain/reasons';

/** A recorded difference of one engine from the standard. It is checked at every run: one that no longer shows fails the run. */
export interface Quirk {
  readonly id: string;
  readonly engine: string;
  readonly title: string;
  /** Versions in which it was seen. */
  readonly seenIn: readonly string[];
  /** What the standard says, or where the engine's difference is told. */
  readonly source: string;
  /** Ids of the scenarios that show it; each field may be `*` or alternatives in braces. */
  readonly scenarios: readonly string[];
  /** What comes instead of what the oracle says, over whatever wire; null where the wire alone differs. */
  readonly instead: { readonly outcome: Outcome; readonly reason: Reason | null } | null;
}

export const quirks: readonly Quirk[] = [
  {
    id: 'chromium-authorization-under-wildcard',
    engine: 'chromium',
    title: 'Access-Control-Allow-Headers: * covers Authorization, with a warning in the console',
    seenIn: ['156.0.8078.108'],
    source: 'https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name',
    scenarios: [
      '{http,https}/{fetch-authorization,fetch-custom-header-then-fetch-authorization}/{other-host,other-site,third-site,other-port}/{authorization-wildcard,preflight-kept-wildcard}',
      'sandboxed/fetch-authorization/*/{authorization-wildcard,preflight-kept-wildcard}',
    ],
    instead: { outcome: 'readable', reason: null },
  },
  {
    id: 'firefox-authorization-under-wildcard',
    engine: 'firefox',
    title: 'Access-Control-Allow-Headers: * covers Authorization, with a warning in the console',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name',
    scenarios: [
      '{http,https}/{fetch-authorization,fetch-custom-header-then-fetch-authorization}/{other-host,other-site,third-site,other-port}/{authorization-wildcard,preflight-kept-wildcard}',
      'sandboxed/fetch-authorization/*/{authorization-wildcard,preflight-kept-wildcard}',
    ],
    instead: { outcome: 'readable', reason: null },
  },
  {
    id: 'firefox-remembers-no-wildcards',
    engine: 'firefox',
    title: 'A preflight that allowed by a wildcard is not remembered',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch-0',
    scenarios: [
      '{http,https}/fetch-custom-header-then-fetch-custom-header/{other-host,other-site}/preflight-kept-wildcard',
    ],
    instead: null,
  },
  {
    id: 'firefox-asks-for-removed-headers',
    engine: 'firefox',
    title: 'A redirect to another origin takes Authorization out, but leaves the need for its preflight',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#http-redirect-fetch',
    scenarios: [
      'http/fetch-authorization/{other-site,other-host}/redirect-{to-mirror-by-name,to-mirror-by-allowlist,307-session}',
      'http/fetch-authorization/same-origin/redirect-{to-mirror,to-mirror-by-name,to-mirror-by-allowlist,without-cors,307-session,chain,to-closed,to-null}',
    ],
    instead: null,
  },
  {
    id: 'firefox-upgraded-media-sends-origin',
    engine: 'firefox',
    title: 'A crossorigin media request that is upgraded to the own origin sends an Origin',
    seenIn: ['153.7.0'],
    source: 'https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm',
    scenarios: ['https/audio-anonymous/other-scheme/*'],
    instead: null,
  },
  {
    id: 'firefox-malformed-corp-is-cross-origin',
    engine: 'firefox',
    title: 'Under COEP require-corp a malformed resource policy lets everybody embed',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check',
    scenarios: ['coep-require-corp/audio/{other-host,other-site}/corp-malformed'],
    instead: { outcome: 'opaque', reason: 'no-crossorigin' },
  },
  {
    id: 'firefox-malformed-corp-is-cross-origin-to-fetch',
    engine: 'firefox',
    title: 'Under COEP require-corp a malformed resource policy lets everybody fetch without CORS',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check',
    scenarios: ['coep-require-corp/fetch-no-cors/{other-host,other-site}/corp-malformed'],
    instead: { outcome: 'opaque', reason: 'no-cors-mode' },
  },
  {
    id: 'chromium-media-upgraded-then-redirected-is-tainted',
    engine: 'chromium',
    title:
      'An upgraded media request that is redirected within the own origin is judged by the URL before the upgrade',
    seenIn: ['156.0.8078.108'],
    source: 'https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm',
    scenarios: ['https/audio/other-scheme/redirect-same'],
    instead: { outcome: 'opaque', reason: 'no-crossorigin' },
  },
  {
    id: 'firefox-media-redirect-home-is-untainted',
    engine: 'firefox',
    title:
      'A media element judges by the last URL alone: a redirect out and back to the own origin leaves no taint',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
    scenarios: [
      'http/audio/{other-site,other-host}/redirect-to-player',
      'https/audio/other-site/redirect-to-player',
    ],
    instead: { outcome: 'readable', reason: null },
  },
  {
    id: 'firefox-file-page-upgrades-media',
    engine: 'firefox',
    title: 'A page from a file counts as secure, and its media are upgraded to https as mixed content is',
    seenIn: ['153.7.0'],
    source: 'https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm',
    scenarios: ['file/{audio,audio-anonymous,audio-use-credentials}/*/*'],
    instead: null,
  },
  {
    id: 'webkit-third-party-cookies-refused',
    engine: 'webkit',
    title:
      'Cookies of third-party sites are neither kept nor sent, as in Safari: a CDN on another site that wants a session never sees it',
    seenIn: ['2.50.6'],
    // Leaves it to the browser. WebKit's word: https://webkit.org/blog/10218/full-third-party-cookie-blocking-and-more/
    source: 'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-7.1',
    scenarios: [
      'https/{audio-use-credentials,fetch-include,xhr-credentials}/other-site/session-none',
      'evil/fetch-include/other-site/any-origin-session',
      'evil-sandboxed/fetch-include/other-site/null-credentials',
    ],
    instead: { outcome: 'blocked', reason: 'auth' },
  },
  {
    id: 'firefox-cache-apart-by-credentials',
    engine: 'firefox',
    title:
      'The cache is kept apart for requests that may carry credentials and those that may not, which ask anew',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#http-cache-partitions',
    scenarios: [
      'http/audio-then-{audio-anonymous,fetch}/other-site/{immutable-vary,cached-store-vary,cached-wildcard,none,exact}',
      'https/audio-then-{audio-anonymous,fetch}/other-host/{cached-store-vary,cached-wildcard}',
      'http/audio-anonymous-then-audio/other-site/{immutable,immutable-vary,cached-store,cached-store-vary,cached-wildcard,exact}',
      'https/audio-anonymous-then-audio/other-host/{cached-store,cached-store-vary,cached-wildcard}',
      'http/audio-anonymous-then-audio-use-credentials/other-site/exact',
      'http/fetch-then-fetch-include/other-site/{immutable,immutable-vary,cached-store,cached-store-vary,cached-wildcard,exact}',
      'https/fetch-then-fetch-include/other-host/*',
      'https/framed-fetch-then-fetch/other-host/{cached-store-vary,cached-wildcard}',
      'http/preload-then-{fetch,audio-anonymous}/other-site/{wildcard,exact-credentials,cached-store-vary,cached-wildcard}',
      'https/preload-then-{fetch,audio-anonymous}/other-host/exact-credentials',
      'http/preload-anonymous-then-fetch-include/other-site/*',
      'https/preload-anonymous-then-fetch-include/other-host/*',
      'http/preload-use-credentials-then-fetch/other-site/exact-credentials',
      'https/preload-use-credentials-then-fetch/other-host/exact-credentials',
    ],
    instead: null,
  },
  {
    id: 'firefox-cache-apart-by-credentials-is-not-poisoned',
    engine: 'firefox',
    title: 'What a load with credentials left in the cache does no harm to one without',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#http-cache-partitions',
    scenarios: [
      'http/audio-then-{audio-anonymous,fetch}/other-site/{immutable,cached-store}',
      'https/audio-then-{audio-anonymous,fetch}/other-host/cached-store',
      'https/framed-fetch-then-fetch/other-host/cached-store',
      'http/preload-then-{fetch,audio-anonymous}/other-site/cached-store',
      'https/preload-then-{fetch,audio-anonymous}/other-host/cached-store',
    ],
    instead: { outcome: 'readable', reason: null },
  },
  {
    id: 'firefox-ranges-apart-in-cache',
    engine: 'firefox',
    title:
      'Across sites, media elements and fetch() do not share what they stored, the one asking for a range and the other for the whole',
    seenIn: ['153.7.0'],
    source: 'https://httpwg.org/specs/rfc9111.html#combining.responses',
    scenarios: [
      'http/{audio-anonymous-then-fetch,fetch-then-audio-anonymous}/other-site/{immutable,immutable-vary,cached-store,cached-store-vary,cached-wildcard,exact}',
      'http/fetch-no-cors-then-audio-anonymous/other-site/{immutable-vary,cached-store-vary,cached-wildcard,none,exact}',
      'http/preload-anonymous-then-audio-anonymous/other-site/*',
    ],
    instead: null,
  },
  {
    id: 'firefox-ranges-apart-in-cache-are-not-poisoned',
    engine: 'firefox',
    title: 'Across sites, what fetch() left in the cache does no harm to a media element',
    seenIn: ['153.7.0'],
    source: 'https://httpwg.org/specs/rfc9111.html#combining.responses',
    scenarios: ['http/fetch-no-cors-then-audio-anonymous/other-site/{immutable,cached-store}'],
    instead: { outcome: 'readable', reason: null },
  },
  {
    id: 'firefox-keeps-refused-answers',
    engine: 'firefox',
    title: 'An answer that fails the CORS check stays in the cache, and is validated the next time',
    seenIn: ['153.7.0'],
    source: 'https://httpwg.org/specs/rfc9111.html#incomplete.responses',
    scenarios: [
      'http/fetch-then-fetch/other-site/none',
      'http/framed-fetch-then-fetch/other-site/{none,exact}',
    ],
    instead: null,
  },
  {
    id: 'firefox-preload-without-credentials-mode',
    engine: 'firefox',
    title: 'A preload without crossorigin serves fetch() without CORS, though their credentials modes differ',
    seenIn: ['153.7.0'],
    source: 'https://html.spec.whatwg.org/multipage/links.html#create-a-preload-key',
    scenarios: [
      'http/preload-then-fetch-no-cors/other-site/{wildcard,exact-credentials}',
      'https/preload-then-fetch-no-cors/{same-origin,other-host}/exact-credentials',
    ],
    instead: null,
  },
  {
    id: 'chromium-preload-sends-origin',
    engine: 'chromium',
    title: 'A preload with crossorigin sends an Origin to its own origin',
    seenIn: ['156.0.8078.108'],
    source: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    scenarios: ['https/preload-{anonymous,use-credentials}-then-*/same-origin/*'],
    instead: null,
  },
  {
    id: 'firefox-media-past-the-worker',
    engine: 'firefox',
    title: 'A media element without crossorigin goes past the service worker to another origin',
    seenIn: ['153.7.0'],
    source: 'https://w3c.github.io/ServiceWorker/#handle-fetch',
    scenarios: ['worker-opaque/audio/other-site/*'],
    instead: null,
  },
  {
    id: 'firefox-media-past-the-worker-stays-opaque',
    engine: 'firefox',
    title: 'A media element without crossorigin goes past the service worker, whose CORS does not help it',
    seenIn: ['153.7.0'],
    source: 'https://w3c.github.io/ServiceWorker/#handle-fetch',
    scenarios: ['worker-{cors,slice}/audio/other-site/*'],
    instead: { outcome: 'opaque', reason: 'no-crossorigin' },
  },
  {
    id: 'firefox-cookie-without-same-site-is-none',
    engine: 'firefox',
    title: 'A cookie without SameSite goes to other sites',
    seenIn: ['153.7.0'],
    source:
      'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-samesite-attribute-2',
    scenarios: ['https/{audio-use-credentials,fetch-include,xhr-credentials}/other-site/session-unspecified'],
    instead: { outcome: 'readable', reason: null },
  },
  {
    id: 'firefox-cookie-without-same-site-is-none-to-elements',
    engine: 'firefox',
    title: 'A cookie without SameSite goes to other sites with a media element, too',
    seenIn: ['153.7.0'],
    source:
      'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-samesite-attribute-2',
    scenarios: ['https/audio/other-site/session-unspecified'],
    instead: { outcome: 'opaque', reason: 'no-crossorigin' },
  },
  {
    id: 'chromium-refuses-redirected-parts',
    engine: 'chromium',
    title: 'A redirect of a later part to another origin is not followed without CORS',
    seenIn: ['156.0.8078.108'],
    source: 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response',
    scenarios: ['{http,https}/audio/other-site/{parts-elsewhere,parts-elsewhere-without-cors}'],
    instead: null,
  },
  {
    id: 'chromium-media-source-under-media-src',
    engine: 'chromium',
    title:
      'A MediaSource of the page itself is held to media-src, which must name blob:, though nothing is requested for it',
    seenIn: ['156.0.8078.108'],
    source: 'https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource',
    scenarios: [
      '{csp-media-self,csp-cdn,csp-https}/hls/same-origin/{none,wildcard}',
      'csp-cdn/hls/other-site/{none,wildcard}',
    ],
    instead: { outcome: 'blocked', reason: 'csp' },
  },
  {
    id: 'webkit-third-party-cookies-refused-beside-cors',
    engine: 'webkit',
    title:
      'Cookies of third-party sites are not sent, which shows on the wire alone where CORS blocks anyway',
    seenIn: ['2.50.6'],
    source: 'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-7.1',
    scenarios: ['evil/fetch-include/other-site/{session-none,null-credentials}'],
    instead: null,
  },
  {
    id: 'webkit-media-sends-origin-home',
    engine: 'webkit',
    title: 'A crossorigin media request to the own origin sends an Origin',
    seenIn: ['2.50.6'],
    source: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    scenarios: [
      '{http,https}/{audio-anonymous,audio-use-credentials,get-and-load}/same-origin/*',
      '{by-ip,csp-media-self}/audio-anonymous/same-origin/*',
      'http/audio-anonymous/upper-case-host/*',
      '{default-port,https-default-port}/audio-anonymous/explicit-default-port/*',
    ],
    instead: null,
  },
];

const matchers = new Map<string, RegExp>();

/** Whether a scenario's id is of a pattern: `*` stands for anything within one field, `{a,b}` for either. */
export function matchesPattern(pattern: string, id: string): boolean {
  let matcher = matchers.get(pattern);
  if (!matcher) {
    const source = pattern
      .replace(/[.+?^$()|[\]\\]/g, '\\$&')
      .replace(/\{([^}]*)\}/g, (_, inside: string) => `(?:${inside.replaceAll(',', '|')})`)
      .replaceAll('*', '[^/]*');
    matcher = new RegExp(`^${source}$`);
    matchers.set(pattern, matcher);
  }
  return matcher.test(id);
}

/** What is known of `engine` in a scenario. */
export const quirkOf = (engine: string, scenarioId: string): Quirk | undefined =>
  quirks.find(
    (quirk) =>
      quirk.engine === engine && quirk.scenarios.some((pattern) => matchesPattern(pattern, scenarioId)),
  );
