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
      '{http,https}/fetch-authorization/{other-host,other-site,third-site,other-port}/authorization-wildcard',
      'sandboxed/fetch-authorization/*/authorization-wildcard',
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
      '{http,https}/fetch-authorization/{other-host,other-site,third-site,other-port}/authorization-wildcard',
      'sandboxed/fetch-authorization/*/authorization-wildcard',
    ],
    instead: { outcome: 'readable', reason: null },
  },
  {
    id: 'firefox-authorization-follows-redirects',
    engine: 'firefox',
    title: 'Authorization goes on to another origin after a redirect, which is asked for beforehand',
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
      'https/audio-use-credentials/other-site/session-none',
      'https/fetch-include/other-site/session-none',
      'https/xhr-credentials/other-site/session-none',
      'evil/fetch-include/other-site/any-origin-session',
      'evil-sandboxed/fetch-include/other-site/null-credentials',
    ],
    instead: { outcome: 'blocked', reason: 'auth' },
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
