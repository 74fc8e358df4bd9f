import colors from 'picocolors';
import { shown } from '../../model/http/shown-text';
import type { CheckResult } from '../check/check-result';
import type { CheckFinding } from '../check/gate/check-finding';
import { checkText } from './check-text';

interface ToldCheck {
  readonly result: CheckResult;
  readonly findings: readonly CheckFinding[];
}

const isFine = ({ ended }: CheckFinding): boolean => ended !== 'otherwise' && ended !== 'inconclusive';

/** What is wrong, and fails nothing all the same. */
const excused = ['known', 'accepted', 'passed over'] as const;

/** At most this many are told of one URL. */
const mostTold = 6;

const cameOf = ({ hole, outcome, reason }: CheckFinding): string =>
  hole ?? `${outcome ?? ''}${reason === null ? '' : ` (${reason})`}`;

/** A line for each thing that is wrong and excused, told once for all browsers and pages; or one that says that nothing is. */
function fineLines(url: string, findings: readonly CheckFinding[]): string[] {
  const lines = new Set(
    excused.flatMap((end) =>
      findings
        .filter(({ ended }) => ended === end)
        .map((each) => `${colors.yellow(end)}  ${shown(url, 300)}  ${cameOf(each)}`),
    ),
  );
  if (lines.size === 0) return [`${colors.green('as expected')}  ${shown(url, 300)}`];
  const left = lines.size - mostTold;
  return [...[...lines].slice(0, mostTold), ...(left > 0 ? [`  … and ${left} more: see --json`] : [])];
}

/** What several checks found, for a person: one that fails nothing in a line or a few, the others in full. */
export const checksText = (checks: readonly ToldCheck[]): string =>
  checks
    .flatMap(({ result, findings }) =>
      findings.every(isFine) ? fineLines(result.url, findings) : [`${checkText(result)}\n`],
    )
    .join('\n');
