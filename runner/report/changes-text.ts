import colors from 'picocolors';
import { shown } from '../../model/http/shown-text';
import { alike, idsOf, tellAlike } from './alike';
import type { Change, FailedCell, RunChanges } from './compare-runs';

const names = { outcome: 'comes of it', requests: 'asks', words: 'tells the page' } as const;

const sideLines = (sign: '-' | '+', lines: readonly string[]): string[] =>
  (lines.length === 0 ? ['nothing'] : lines).map((line) => `    ${sign} ${shown(line)}`);

const changeLines = ({ of, before, after }: Change): string[] => [
  `  ${names[of]}:`,
  ...sideLines('-', before),
  ...sideLines('+', after),
];

/** Cells that changed alike, told once. */
const changedLines = (changed: RunChanges['changed']): string[] =>
  alike(changed, ({ engine, changes }) => [engine, ...changes.flatMap(changeLines)].join('\n')).flatMap(
    ({ some }) => [
      ...idsOf(some).map((id) => `${colors.bold(shown(id))} in ${some[0].engine}`),
      ...some[0].changes.flatMap(changeLines),
      '',
    ],
  );

const failedLines = (title: string, cells: readonly FailedCell[]): string[] =>
  cells.length === 0
    ? []
    : [title, ...tellAlike(cells, ({ before, after }) => [shown(before ?? after ?? '')]), ''];

const counted = (cells: readonly unknown[], what: string): string[] =>
  cells.length === 0 ? [] : [`${cells.length} ${what}`];

/** How two runs differ, for a person: what was before has a minus, what is after a plus. */
export function changesText({
  before,
  after,
  compared,
  changed,
  onlyBefore,
  onlyAfter,
  inconclusive,
}: RunChanges): string {
  const [old, now] = [before, after].map(({ browsers }) => shown(browsers.join(', ')));
  return [
    ...(changed.length === 0 ? [] : ['- in the first run, + in the second', '']),
    ...changedLines(changed),
    ...failedLines(
      'No result in the second run, but in the first:',
      inconclusive.filter(({ before: failure }) => failure === null),
    ),
    ...failedLines(
      'No result in the first run, but in the second:',
      inconclusive.filter(({ after: failure }) => failure === null),
    ),
    `${changed.length} of ${compared} cells differ.`,
    ...counted(onlyBefore, 'cells are in the first run alone.'),
    ...counted(onlyAfter, 'cells are in the second run alone.'),
    ...counted(inconclusive, 'cells are not compared: they had no result in one of the runs, or in both.'),
    ...(old === now ? [] : [`Browsers differ too: ${old} before, ${now} after.`]),
  ].join('\n');
}
