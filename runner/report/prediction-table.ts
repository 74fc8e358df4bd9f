import type { Prediction } from '../../model/standards/predict';
import { shown } from '../../model/http/shown-text';
import { renderColumns } from './tables';

interface Predicted extends Omit<Prediction, 'wire' | 'onSide' | 'unsent' | 'hasMetadata' | 'sources'> {
  readonly id: string;
  /** Where it differs from what the file expects; absent if that expects nothing. */
  readonly differences?: readonly string[];
  /** Of the engine that was asked for; absent if none was. */
  readonly quirks?: readonly { readonly id: string }[];
  /** What comes of it if the page is at a public address, where that is something else. */
  readonly fromPublicPage?: 'local-network';
}

const compared = ({ differences }: Predicted): string =>
  differences === undefined ? '' : differences.join('; ') || 'as expected';

export function predictionTable(predicted: readonly Predicted[]): string {
  const head = ['id', 'outcome', 'reason', 'preflight', 'Origin sent', 'headers that script sees'];
  const isCompared = predicted.some(({ differences }) => differences !== undefined);
  const hasQuirks = predicted.some(({ quirks = [] }) => quirks.length > 0);
  const rows = predicted.map((each) => [
    shown(each.id),
    each.outcome,
    [each.reason, each.fromPublicPage && `from a public page: ${each.fromPublicPage}`]
      .filter((part) => part != null)
      .join('; '),
    each.preflight ? 'preflight' : '',
    shown(each.originHeader ?? 'no Origin'),
    shown(each.visibleHeaders.join(', ')),
    ...(hasQuirks ? [(each.quirks ?? []).map(({ id }) => id).join(', ')] : []),
    ...(isCompared ? [compared(each)] : []),
  ]);
  return renderColumns([
    [...head, ...(hasQuirks ? ['quirk'] : []), ...(isCompared ? ['expected'] : [])],
    ...rows,
  ]);
}
