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

/** What several checks found, for a person: one that is as expected in a line, the others in full. */
export const checksText = (checks: readonly ToldCheck[]): string =>
  checks
    .map(({ result, findings }) =>
      findings.every(isFine)
        ? `${colors.green('as expected')}  ${shown(result.url, 300)}`
        : `${checkText(result)}\n`,
    )
    .join('\n');
