import type { PlayedExchange } from '../exchange/played-exchange';
import { renderColumns } from './tables';

export function exchangeTable(played: readonly PlayedExchange[]): string {
  const rows = played.map(
    ({ id, engine, outcome, preflight, originHeader, visibleHeaders, wire, labError }) => [
      id,
      engine,
      outcome,
      preflight ? 'preflight' : '',
      originHeader ?? 'no Origin',
      labError?.message ?? wire.page?.error?.message ?? visibleHeaders.join(', '),
    ],
  );
  return renderColumns(rows);
}
