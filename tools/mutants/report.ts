import { groupBy } from '../../runner/lists/group-by';
import { renderColumns } from '../../runner/report/tables';
import type { MutantResult } from './run-mutants';

const count = (results: readonly MutantResult[], which: (result: MutantResult) => boolean): number =>
  results.filter(which).length;

export const isCaught = ({ caughtBy: { matrix, exchanges, specs } }: MutantResult): boolean =>
  matrix !== null || exchanges !== null || specs !== null;

export interface Tally {
  readonly mutants: number;
  readonly matrix: number;
  readonly exchanges: number;
  /** By matrix and exchanges alike. */
  readonly both: number;
  /** By the matrix or the exchanges. */
  readonly either: number;
  /** By the specs, of those that neither caught. */
  readonly specs: number;
  readonly survived: number;
}

export function tallyOf(results: readonly MutantResult[]): Tally {
  const matrix = count(results, ({ caughtBy }) => caughtBy.matrix !== null);
  const exchanges = count(results, ({ caughtBy }) => caughtBy.exchanges !== null);
  const both = count(results, ({ caughtBy }) => caughtBy.matrix !== null && caughtBy.exchanges !== null);
  return {
    mutants: results.length,
    matrix,
    exchanges,
    both,
    either: matrix + exchanges - both,
    specs: count(results, ({ caughtBy }) => caughtBy.specs !== null),
    survived: count(results, (each) => !isCaught(each)),
  };
}

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)}%`;

const row = (name: string, tally: Tally): string[] => [
  name,
  ...[tally.mutants, tally.matrix, tally.exchanges, tally.either, tally.specs, tally.survived].map(String),
  percent(tally.mutants - tally.survived, tally.mutants),
];

const head = ['', 'mutants', 'matrix', 'exchanges', 'either', 'specs alone', 'survived', 'caught'];

/** One line for each file of the oracle, and one for all. */
export function fileTable(results: readonly MutantResult[]): string {
  const files = [...groupBy(results, ({ file }) => file)];
  return renderColumns([
    head,
    ...files.map(([file, some]) => row(file, tallyOf(some))),
    row('all', tallyOf(results)),
  ]);
}

const brief = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
};

/** Where a mutant stands, and what it changes. */
export const mutantLine = ({ file, line, operator, original, replacement }: MutantResult): string =>
  `${file}:${line}  ${operator}  ${brief(original)}  →  ${brief(replacement) || 'nothing'}`;

/** All of it in one line. */
export function summaryLine(results: readonly MutantResult[], seconds: number): string {
  const { mutants, matrix, exchanges, both, either, specs, survived } = tallyOf(results);
  const share = (part: number) => `${part} (${percent(part, mutants)})`;
  return (
    `${mutants} mutants in ${seconds.toFixed(0)} s: the matrix caught ${share(matrix)}, the exchanges ${share(exchanges)}, ` +
    `both of them ${share(both)}, one or the other ${share(either)}; the specs ${specs} more; ${share(survived)} survived`
  );
}
