import { exitCodes } from '../../failures/exit-codes';
import type { CheckFinding } from './check-finding';
import type { Failure } from './failures';

/** Findings of which those that are `otherwise` are of these kinds; the others are passed over. */
export function passOver(findings: readonly CheckFinding[], failOn: readonly Failure[]): CheckFinding[] {
  const counts = ({ hole, outcome }: CheckFinding) =>
    failOn.some((failure) => (hole === null ? failure === outcome : failure === 'hole'));
  return findings.map((each) =>
    each.ended === 'otherwise' && !counts(each) ? { ...each, ended: 'passed over' } : each,
  );
}

/** How a command ends: 1 where anything failed; else 2 where something could not be found out, or nothing was asked. */
export function exitCodeOf(findings: readonly Pick<CheckFinding, 'ended'>[]): number {
  const ends = findings.map(({ ended }) => ended);
  if (ends.includes('otherwise')) return exitCodes.surprise;
  return ends.length === 0 || ends.includes('inconclusive') ? exitCodes.labFailed : exitCodes.asPredicted;
}
