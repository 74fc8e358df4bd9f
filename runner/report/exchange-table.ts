import { shown } from '../../model/http/shown-text';
import type { ComparedExchange } from '../exchange/compare-expected';
import type { PlayedExchange } from '../exchange/played-exchange';
import { nameOfLater } from './prediction-table';
import { renderColumns } from './tables';

const compared = ({ differences }: ComparedExchange): string =>
  differences === undefined ? '' : differences.join('; ') || 'as expected';

/** One load of a case: a row. */
const rowOf = (load: PlayedExchange, name: string): string[] => [
  name,
  load.engine,
  load.outcome,
  load.preflight ? 'preflight' : '',
  shown(load.originHeader ?? 'no Origin'),
  shown(load.labError?.message ?? load.wire.page?.error?.message ?? load.visibleHeaders.join(', ')),
];

/** A row for each case, and below it one for each load that its page makes after that. */
export function exchangeTable(played: readonly ComparedExchange[]): string {
  const head = ['id', 'browser', 'outcome', 'preflight', 'Origin sent', 'headers that script sees, or error'];
  const isCompared = played.some(({ differences }) => differences !== undefined);
  const rows = played.flatMap((each) => [
    [...rowOf(each, shown(each.id)), ...(isCompared ? [compared(each)] : [])],
    ...(each.then ?? []).map((load, i) => [...rowOf(load, nameOfLater(i)), ...(isCompared ? [''] : [])]),
  ]);
  return renderColumns([[...head, ...(isCompared ? ['expected'] : [])], ...rows]);
}
