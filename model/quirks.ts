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
  /** What comes instead of what the oracle says; null where only the wire differs. */
  readonly instead: { readonly outcome: Outcome; readonly reason: Reason | null } | null;
  /** Whether the wire may differ as well. */
  readonly otherWire?: true;
}

export const quirks: readonly Quirk[] = [
  {
    id: 'firefox-media-redirect-home-is-untainted',
    engine: 'firefox',
    title:
      'A media element judges by the last URL alone: a redirect out and back to the own origin leaves no taint',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
    scenarios: ['http/audio/other-site/redirect-to-player'],
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
    otherWire: true,
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
