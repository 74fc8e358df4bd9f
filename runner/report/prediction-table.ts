import type { Prediction } from '../../model/standards/predict';
import { shown } from '../../model/http/shown-text';
import { renderColumns } from './tables';

export function predictionTable(predicted: readonly (Prediction & { readonly id: string })[]): string {
  return renderColumns(
    predicted.map(({ id, outcome, reason, preflight, originHeader, visibleHeaders }) => [
      shown(id),
      outcome,
      reason ?? '',
      preflight ? 'preflight' : '',
      shown(originHeader ?? 'no Origin'),
      shown(visibleHeaders.join(', ')),
    ]),
  );
}
