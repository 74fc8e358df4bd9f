import { shown } from '../../model/http/shown-text';
import type { ComparedExchange } from '../exchange/compare-expected';
import { renderColumns } from './tables';

const compared = ({ differences }: ComparedExchange): string =>
  differences === undefined ? '' : differences.join('; ') || 'as expected';

export function exchangeTable(played: readonly ComparedExchange[]): string {
  const head = ['id', 'browser', 'outcome', 'preflight', 'Origin sent', 'headers that script sees, or error'];
  const isCompared = played.some(({ differences }) => differences !== undefined);
  const rows = played.map((each) => [
    shown(each.id),
    each.engine,
    each.outcome,
    each.preflight ? 'preflight' : '',
    shown(each.originHeader ?? 'no Origin'),
    shown(each.labError?.message ?? each.wire.page?.error?.message ?? each.visibleHeaders.join(', ')),
    ...(isCompared ? [compared(each)] : []),
  ]);
  return renderColumns([[...head, ...(isCompared ? ['expected'] : [])], ...rows]);
}
