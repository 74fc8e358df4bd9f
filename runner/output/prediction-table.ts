import type { Prediction } from '../../model/oracle/predict';
import { renderColumns } from './tables';

export function predictionTable(predicted: readonly (Prediction & { readonly id: string })[]): string {
  return renderColumns(
    predicted.map(({ id, outcome, reason, preflight, originHeader, visibleHeaders }) => [
      id,
      outcome,
      reason ?? '',
      preflight ? 'preflight' : '',
      originHeader ?? 'no Origin',
      visibleHeaders.join(', '),
    ]),
  );
}
