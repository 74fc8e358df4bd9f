import type { ExpectableOutcome } from './expectation';

/** What can fail a check: an outcome that came though another was expected, or a hole. The help has them, so nothing is loaded for them. */
export const failures = ['readable', 'opaque', 'blocked', 'silent', 'hole'] as const satisfies readonly (
  ExpectableOutcome | 'hole'
)[];
export type Failure = (typeof failures)[number];
