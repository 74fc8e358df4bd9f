import type { Hole } from '../../../model/check/holes-of';
import type { EngineName } from '../../../model/evidence/engine';
import type { LoaderName } from '../../../model/lab/loaders/loaders';
import type { CheckedLoad } from '../check-result';

/**
 * How a finding ended. `otherwise`: it fails the check. `known`: it is in the baseline. `accepted`: whoever wrote the check
 * expects the hole. `passed over`: --fail-on does not name it. `not judged`: nobody expects anything of it.
 */
export const findingEnds = [
  'as expected',
  'otherwise',
  'inconclusive',
  'known',
  'accepted',
  'passed over',
  'not judged',
] as const;
type FindingEnd = (typeof findingEnds)[number];

/** One thing that a check found out: what came of a load, or a hole. */
export interface CheckFinding {
  /** The same at each run; no secret is in it. */
  readonly id: string;
  readonly url: string;
  /** The page's origin. */
  readonly page: string;
  /** Null for a hole, and so is the loader. */
  readonly engine: EngineName | null;
  readonly loader: LoaderName | null;
  /** Null for a load. */
  readonly hole: Hole | null;
  /** Null for a hole, and so is what is expected. */
  readonly outcome: CheckedLoad['outcome'] | null;
  readonly reason: CheckedLoad['reason'];
  /** An outcome, or one with its reason; null if nothing is expected. */
  readonly expected: string | null;
  readonly ended: FindingEnd;
  /** What there is to say of it; empty if it is as expected. */
  readonly says: string;
}
