import type { LabError, Measurement } from '../../model/evidence/measurement';

/** Failures of the lab that may pass. */
const passing: ReadonlySet<LabError['code']> = new Set([
  'probe-timeout',
  'no-tone',
  'connection-broken',
  'ledger-lost',
]);

/** Whether the lab failed in a way that may pass; such cells count against `askedAgainAtMost`, surprises do not. */
export const mayPass = ({ labError }: Measurement): boolean =>
  labError !== undefined && passing.has(labError.code);
const isSurprise = ({ verdict }: Measurement): boolean => verdict === 'surprise';

/** How often a surprise must come, each time with the same outcome and reason, to be a finding. */
export const timesSeen = 3;

const describe = ({ outcome, reason }: Measurement): string => [outcome, reason].filter(Boolean).join(', ');

/** A surprise that did not come again: the machine may have caused it, so it says nothing about the browser. */
function notRepeated(surprise: Measurement, last: Measurement): Measurement {
  const came = isSurprise(last) ? describe(last) : `${describe(last)}, ${last.verdict}`;
  return {
    ...last,
    outcome: 'inconclusive',
    reason: null,
    part: null,
    verdict: 'inconclusive',
    labError: {
      code: 'not-repeated',
      message: `a surprise did not come again: at first ${describe(surprise)}${surprise.differences
        .map((difference) => `; ${difference}`)
        .join('')}; then ${came}`,
    },
  };
}

/**
 * What several measurements of one cell come to, in the order in which they were made.
 * @returns null if the cell must be measured again
 */
export function settle(history: readonly [Measurement, ...Measurement[]]): Measurement | null {
  const last = history.at(-1)!;
  const surprise = history.find(isSurprise);
  if (mayPass(last)) return history.filter(mayPass).length > 1 ? last : null;
  if (!surprise || last.verdict === 'inconclusive') return last;
  if (!isSurprise(last) || last.outcome !== surprise.outcome || last.reason !== surprise.reason)
    return notRepeated(surprise, last);
  return history.filter(isSurprise).length < timesSeen ? null : last;
}

/** If more cells than these fail, the cause is one that asking again does not mend. */
export const askedAgainAtMost = (cells: number): number => Math.max(8, cells / 200);
