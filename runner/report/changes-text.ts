import colors from 'picocolors';
import { shown } from '../../model/http/shown-text';
import type { Change, ChangedCell, RunChanges } from './compare-runs';

const names = { outcome: 'comes of it', requests: 'asks', words: 'tells the page' } as const;

const sideLines = (sign: '-' | '+', lines: readonly string[]): string[] =>
  (lines.length === 0 ? ['nothing'] : lines).map((line) => `    ${sign} ${shown(line)}`);

const changeLines = ({ of, before, after }: Change): string[] => [
  `  ${names[of]}:`,
  ...sideLines('-', before),
  ...sideLines('+', after),
];

const cellLines = ({ id, engine, changes }: ChangedCell): string[] => [
  `${colors.bold(shown(id))} in ${engine}`,
  ...changes.flatMap(changeLines),
  '',
];

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
    ...changed.flatMap(cellLines),
    `${changed.length} of ${compared} cells differ.`,
    ...counted(onlyBefore, 'cells are in the first run alone.'),
    ...counted(onlyAfter, 'cells are in the second run alone.'),
    ...counted(inconclusive, 'cells are not compared: the lab failed in one of the runs.'),
    ...(old === now ? [] : [`Browsers differ too: ${old} before, ${now} after.`]),
  ].join('\n');
}
