import { wordsOn, type ConsoleMessage } from '../judge/wordings';
import type { WordedLoad } from '../judge/wordings/wording';
import type { Reason } from '../standards/reason';
import { unfixable as whyNot, type Fix, type FixResult } from './edits/search-fix';
import { reasons } from './reasons';

/** What to know, and to do, about a load that is not readable. */
export interface Advice<Load> {
  /** What the reason means, what it is not, and the section of the standard; null if it is readable. */
  readonly why: { readonly says: string; readonly isNot: string; readonly link: string } | null;
  /** What each engine writes in its console. */
  readonly wordings: readonly ConsoleMessage[];
  readonly fix: Fix<Load> | null;
  /** Why there is no fix; null if there is one, or none is needed. */
  readonly unfixable: string | null;
}

/** @param found null if the load is readable */
export const adviceOn = <Load>(
  reason: Reason | null,
  found: FixResult<Load> | null,
  load: WordedLoad,
): Advice<Load> => ({
  why: reason === null ? null : reasons[reason],
  wordings: reason === null ? [] : wordsOn(reason, load),
  fix: found?.fix ?? null,
  unfixable: found?.unfixable == null ? null : whyNot[found.unfixable],
});
