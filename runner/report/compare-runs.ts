import type { Measurement } from '../../model/evidence/measurement';
import type { PredictedExchange } from '../../model/lab/predict/predicted-exchange';
import { askedAgainBy } from '../../model/judge/asked-again-by';
import { describeExchange, requestLines } from '../../model/judge/compare-wire';
import type { RunResult } from '../measure/run';

/** A cell of a run. */
interface Cell {
  readonly id: string;
  readonly engine: Measurement['engine'];
}

/** What two runs differ in, of one cell: each has a line or more. */
export interface Change {
  readonly of: 'outcome' | 'requests' | 'words';
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface ChangedCell extends Cell {
  readonly changes: readonly Change[];
}

/** A cell of both runs that had no result in one of them, or in both. */
export interface FailedCell extends Cell {
  /** Why there is none in the first; null if there is one. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What a run was taken with. */
interface Taken {
  readonly cells: number;
  /** Names and versions. */
  readonly browsers: readonly string[];
}

/** How two runs differ. */
export interface RunChanges {
  readonly before: Taken;
  readonly after: Taken;
  /** How many cells of both could be compared. */
  readonly compared: number;
  readonly changed: readonly ChangedCell[];
  /** Cells of one run alone. */
  readonly onlyBefore: readonly Cell[];
  readonly onlyAfter: readonly Cell[];
  /** Cells of both that cannot be compared. Where one run has a result, a library may load no more as it did. */
  readonly inconclusive: readonly FailedCell[];
}

/** The ports of a lab are others at each run. */
const withoutPort = (text: string): string => text.replace(/:\d+$/, '');
const describe = (exchange: PredictedExchange): string =>
  describeExchange({
    ...exchange,
    host: withoutPort(exchange.host),
    origin: exchange.origin && withoutPort(exchange.origin),
  });

const requestsOf = ({ loader, wire }: Measurement): string[] => {
  const by = askedAgainBy(loader);
  return requestLines(wire.servers, by, by !== 'nobody', describe);
};

/** URLs in them have ports and tokens of the run. */
const wordsOf = ({ wire }: Measurement): string[] => {
  const error = wire.page?.error;
  const plain = (text: string) =>
    text.replaceAll(/(https?:\/\/[\w.-]+)(:\d+)?([^\s?"')]*)(\?[\w=&%.-]*)?/g, '$1$3');
  return error ? [`${error.name}: ${plain(error.message)}`] : [];
};

const outcomeOf = ({ outcome, reason, part }: Measurement): string[] => [
  [outcome, reason && `: ${reason}`, part && ` (${part})`].filter(Boolean).join(''),
];

const parts = { outcome: outcomeOf, requests: requestsOf, words: wordsOf } as const;

function changesOf(before: Measurement, after: Measurement): Change[] {
  return (['outcome', 'requests', 'words'] as const).flatMap((of) => {
    const [a, b] = [parts[of](before), parts[of](after)];
    return a.join('\n') === b.join('\n') ? [] : [{ of, before: a, after: b }];
  });
}

const keyOf = ({ id, engine }: Cell): string => `${engine} ${id}`;
const cellOf = ({ id, engine }: Cell): Cell => ({ id, engine });
const takenOf = ({ measurements, stats }: RunResult): Taken => ({
  cells: measurements.length,
  browsers: stats.browsers.map(({ engine, version }) => `${engine} ${version}`),
});
const isInconclusive = ({ outcome }: Measurement): boolean => outcome === 'inconclusive';
const failureOf = ({ outcome, labError }: Measurement): string | null =>
  outcome === 'inconclusive' ? (labError ? `${labError.code}: ${labError.message}` : outcome) : null;

/** Compares two runs cell by cell: what came of each load, what it asked for, and what the page was told. */
export function compareRuns(before: RunResult, after: RunResult): RunChanges {
  const later = new Map(after.measurements.map((each) => [keyOf(each), each]));
  const earlier = new Set(before.measurements.map(keyOf));
  const both = before.measurements.flatMap((each) => {
    const other = later.get(keyOf(each));
    return other ? [[each, other] as const] : [];
  });
  const told = both.filter((pair) => !pair.some(isInconclusive));
  return {
    before: takenOf(before),
    after: takenOf(after),
    compared: told.length,
    changed: told.flatMap(([a, b]) => {
      const changes = changesOf(a, b);
      return changes.length === 0 ? [] : [{ ...cellOf(a), changes }];
    }),
    onlyBefore: before.measurements.filter((each) => !later.has(keyOf(each))).map(cellOf),
    onlyAfter: after.measurements.filter((each) => !earlier.has(keyOf(each))).map(cellOf),
    inconclusive: both
      .filter((pair) => pair.some(isInconclusive))
      .map(([a, b]) => ({ ...cellOf(a), before: failureOf(a), after: failureOf(b) })),
  };
}
