import type { EngineName } from '../../evidence/engine';
import type { Outcome } from '../../standards/outcome';
import type { Reason } from '../../standards/reason';

/** A recorded difference of one engine from the standard. It is checked at every run: one that no longer shows fails the run. */
export interface Quirk {
  readonly id: string;
  readonly engine: EngineName;
  readonly title: string;
  /** Versions in which it was seen. */
  readonly seenIn: readonly string[];
  /** What the standard says, or where the engine's difference is told. */
  readonly source: string;
  /** Ids of the scenarios that show it; each field may be `*` or alternatives in braces. */
  readonly scenarios: readonly string[];
  /** What comes instead of what the oracle says, over whatever wire; null if the wire alone differs. */
  readonly instead: { readonly outcome: Outcome; readonly reason: Reason | null } | null;
}
