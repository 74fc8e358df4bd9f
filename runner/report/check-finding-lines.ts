import colors from 'picocolors';
import { shown } from '../../model/http/shown-text';
import { groupBy } from '../lists/group-by';
import { findingEnds, type CheckFinding } from '../check/gate/check-finding';
import { expectationText } from '../check/gate/expectation';
import type { Finding } from './finding';

const endOf = {
  'as expected': 'as expected',
  otherwise: 'otherwise',
  inconclusive: 'inconclusive',
  known: 'left out',
  accepted: 'left out',
  'passed over': 'left out',
} as const;

/** Why something that is not as expected fails nothing. */
const whyNot: Readonly<Partial<Record<CheckFinding['ended'], string>>> = {
  known: 'known: it is in the baseline',
  accepted: 'accepted: it is expected',
  'passed over': 'passed over: --fail-on does not name it',
};

/** At most this many are told one by one. */
const mostTold = 20;

const cameText = ({ hole, outcome, reason }: CheckFinding): string =>
  hole ?? (outcome === null ? '' : expectationText({ outcome, reason }));

/** What was found out, for the reports that other programs read; without what nobody expects anything of. */
export const reportOf = (findings: readonly CheckFinding[]): Finding[] =>
  findings.flatMap((each) => {
    const { ended } = each;
    if (ended === 'not judged') return [];
    const lines = [each.says, whyNot[ended] ?? ''].filter((line) => line !== '');
    return {
      id: each.id,
      engine: each.engine ?? 'asked directly',
      group: shown(each.url),
      came: cameText(each),
      ended: endOf[ended],
      lines: ended === 'as expected' ? [] : lines.map((line) => shown(line, 600)),
    };
  });

function tell(title: string, findings: readonly CheckFinding[]): string[] {
  if (findings.length === 0) return [];
  const left = findings.length - mostTold;
  return [
    title,
    ...findings
      .slice(0, mostTold)
      .flatMap(({ id, says }) => [`  ${shown(id, 400)}`, `    ${shown(says, 600)}`]),
    ...(left > 0 ? [`  … and ${left} more: see --json`] : []),
  ];
}

/** What a check came to, for a person: what fails, what could not be found out, and how many of each there are. */
export function findingLines(findings: readonly CheckFinding[]): string[] {
  const byEnd = groupBy(findings, ({ ended }) => ended);
  const counts = findingEnds.flatMap((end) => {
    const count = byEnd.get(end)?.length ?? 0;
    return count === 0 || end === 'not judged' ? [] : [`${count} ${end}`];
  });
  return [
    ...tell(colors.red('Not as expected:'), byEnd.get('otherwise') ?? []),
    ...tell(colors.yellow('Not found out:'), byEnd.get('inconclusive') ?? []),
    counts.length === 0 ? 'Nothing was checked.' : `Findings: ${counts.join(', ')}.`,
  ];
}
