import type { Outcome } from './measurement';
import type { Reason } from './explain/reasons';

/** A recorded difference of one engine from the standard. It is checked at every run: one that no longer shows fails the run. */
export interface Quirk {
  readonly id: string;
  readonly engine: string;
  readonly title: string;
  /** Versions in which it was seen. */
  readonly seenIn: readonly string[];
  /** What the standard says. */
  readonly source: string;
  /** Ids of the scenarios that show it. */
  readonly scenarios: readonly string[];
  readonly outcome: Outcome;
  readonly reason: Reason | null;
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
    outcome: 'readable',
    reason: null,
  },
];

/** What is known of `engine` in a scenario. */
export const quirkOf = (engine: string, scenarioId: string): Quirk | undefined =>
  quirks.find((quirk) => quirk.engine === engine && quirk.scenarios.includes(scenarioId));
