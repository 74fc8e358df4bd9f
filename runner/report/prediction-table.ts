import type { Prediction } from '../../model/standards/predict';
import { shown } from '../../model/http/shown-text';
import { renderColumns } from './tables';

interface PredictedLoad extends Omit<Prediction, 'wire' | 'onSide' | 'unsent' | 'hasMetadata' | 'sources'> {
  /** Of the engine that was asked for; absent if none was. */
  readonly quirks?: readonly { readonly id: string }[];
}

interface Predicted extends PredictedLoad {
  readonly id: string;
  /** The loads that the same page makes after it. */
  readonly then?: readonly PredictedLoad[];
  /** Where it differs from what the file expects; absent if that expects nothing. */
  readonly differences?: readonly string[];
  /** What comes of it if the page is at a public address, where that is something else. */
  readonly fromPublicPage?: 'local-network';
}

const compared = ({ differences }: Pick<Predicted, 'differences'>): string =>
  differences === undefined ? '' : differences.join('; ') || 'as expected';

/** What a table calls a load after the first of a case. @param i its place among those, from 0 */
export const nameOfLater = (i: number): string => `  load ${i + 2}`;

/** A row for each case, and below it one for each load that its page makes after that. */
export function predictionTable(predicted: readonly Predicted[]): string {
  const head = ['id', 'outcome', 'reason', 'preflight', 'Origin sent', 'headers that script sees'];
  const isCompared = predicted.some(({ differences }) => differences !== undefined);
  const hasQuirks = predicted.some(({ quirks = [], then = [] }) =>
    [quirks, ...then.map((load) => load.quirks ?? [])].some((some) => some.length > 0),
  );
  const rowOf = (load: PredictedLoad, name: string, reasons: readonly (string | null | undefined)[]) => [
    name,
    load.outcome,
    reasons.filter((part) => part != null).join('; '),
    load.preflight ? 'preflight' : '',
    shown(load.originHeader ?? 'no Origin'),
    shown(load.visibleHeaders.join(', ')),
    ...(hasQuirks ? [(load.quirks ?? []).map(({ id }) => id).join(', ')] : []),
  ];
  const rows = predicted.flatMap(({ id, then = [], fromPublicPage, ...each }) => [
    [
      ...rowOf(each, shown(id), [each.reason, fromPublicPage && `from a public page: ${fromPublicPage}`]),
      ...(isCompared ? [compared(each)] : []),
    ],
    ...then.map((load, i) => [...rowOf(load, nameOfLater(i), [load.reason]), ...(isCompared ? [''] : [])]),
  ]);
  return renderColumns([
    [...head, ...(hasQuirks ? ['quirk'] : []), ...(isCompared ? ['expected'] : [])],
    ...rows,
  ]);
}
