import type { Prediction } from '../../model/standards/predict';
import { shown } from '../../model/http/shown-text';
import { renderColumns } from './tables';

interface Predicted extends Omit<Prediction, 'wire'> {
  readonly id: string;
  /** Where it differs from what the file expects; absent if that expects nothing. */
  readonly differences?: readonly string[];
}

const compared = ({ differences }: Predicted): string =>
  differences === undefined ? '' : differences.join('; ') || 'as expected';

export function predictionTable(predicted: readonly Predicted[]): string {
  const head = ['id', 'outcome', 'reason', 'preflight', 'Origin sent', 'headers that script sees'];
  const isCompared = predicted.some(({ differences }) => differences !== undefined);
  const rows = predicted.map((each) => [
    shown(each.id),
    each.outcome,
    each.reason ?? '',
    each.preflight ? 'preflight' : '',
    shown(each.originHeader ?? 'no Origin'),
    shown(each.visibleHeaders.join(', ')),
    ...(isCompared ? [compared(each)] : []),
  ]);
  return renderColumns([[...head, ...(isCompared ? ['expected'] : [])], ...rows]);
}
