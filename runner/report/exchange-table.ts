import { shown } from '../../model/http/shown-text';
import type { PlayedExchange } from '../exchange/played-exchange';
import { renderColumns } from './tables';

export function exchangeTable(played: readonly PlayedExchange[]): string {
  const rows = played.map(
    ({ id, engine, outcome, preflight, originHeader, visibleHeaders, wire, labError }) => [
      shown(id),
      engine,
      outcome,
      preflight ? 'preflight' : '',
      shown(originHeader ?? 'no Origin'),
      shown(labError?.message ?? wire.page?.error?.message ?? visibleHeaders.join(', ')),
    ],
  );
  return renderColumns(rows);
}
