import { shown } from '../../model/http/shown-text';
import type { Reason } from '../../model/standards/reason';
import type { Outcome } from '../../model/standards/outcome';
import { fileLoadsOf, type FileCase } from './exchange-schema';
import type { PlayedExchange } from './played-exchange';

/** What came of a case. A browser tells no reason, so one that is expected of it is not compared. */
interface Came {
  readonly outcome: Outcome | 'inconclusive';
  readonly reason?: Reason | null;
}

/** A measurement with where it differs from what its file expects; without, if that expects nothing. */
export interface ComparedExchange extends PlayedExchange {
  readonly differences?: readonly string[];
}

const none = 'no reason';

/** Where the loads of a case came otherwise than its file expects, in words; undefined where the file expects nothing. */
export function compareAllExpected(
  each: FileCase,
  came: Came,
  later: readonly Came[] = [],
): string[] | undefined {
  const loads = fileLoadsOf(each);
  if (loads.every(({ expect }) => !expect)) return undefined;
  return [came, ...later].flatMap((one, i) =>
    compareExpected(loads[i] ?? {}, one).map((words) => (i === 0 ? words : `load ${i + 1}: ${words}`)),
  );
}

/** Where a case came otherwise than its file expects, in words; nothing where the file expects nothing. */
function compareExpected({ expect }: Pick<FileCase, 'expect'>, { outcome, reason }: Came): string[] {
  if (!expect || outcome === 'inconclusive') return [];
  const other = expect.outcome !== undefined && expect.outcome !== outcome;
  const otherReason = expect.reason !== undefined && reason !== undefined && expect.reason !== reason;
  return [
    ...(other ? [`expected ${expect.outcome}, came ${outcome}`] : []),
    ...(otherReason ? [`expected ${expect.reason ?? none}, came ${shown(reason ?? none)}`] : []),
  ];
}
