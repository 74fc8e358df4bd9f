import { excuse, goneOf, type Baseline } from './baseline';
import type { DoneCheck } from './check-all';
import type { CheckFinding } from './check-finding';
import { passOver } from './fail-on';
import type { Failure } from './failures';
import { findingsOf } from './findings-of';

/** What is known before, and what of the rest fails. */
interface Measure {
  readonly known: Baseline;
  readonly failOn: readonly Failure[];
}

interface Judged {
  /** By check, in the order of these. */
  readonly byCheck: readonly (readonly CheckFinding[])[];
  /** The ids of what is known, and wrong no more. */
  readonly gone: readonly string[];
}

/** Compares what checks found out with what is expected, and with what is known. */
export function judgeChecks(done: readonly DoneCheck[], { known, failOn }: Measure): Judged {
  const byCheck = done.map(({ check, result }) => passOver(excuse(findingsOf(check, result), known), failOn));
  return { byCheck, gone: goneOf(byCheck.flat(), known) };
}
