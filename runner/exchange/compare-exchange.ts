import { engineFacts } from '../../model/judge/engines';
import type { Observed } from '../../model/judge/exchange-quirks/exchange-quirk';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { predict, type Prediction } from '../../model/standards/predict';
import type { PlayedExchange } from './played-exchange';

/** Where a browser and the standards disagree on one field. */
export interface Difference {
  readonly field: keyof Observed;
  readonly predicted: string;
  readonly measured: string;
}

export type ExchangeVerdict =
  | { readonly kind: 'as predicted' }
  | { readonly kind: 'inconclusive' }
  | { readonly kind: 'known quirk'; readonly quirk: string }
  | { readonly kind: 'surprise'; readonly differences: readonly Difference[] };

const fields = ['outcome', 'preflight', 'originHeader', 'visibleHeaders'] as const;

const show = (value: unknown): string =>
  Array.isArray(value) ? value.join(', ') : value === null ? 'none' : JSON.stringify(value);

const differencesOf = (predicted: Prediction, measured: Observed): Difference[] =>
  fields
    .map((field) => ({ field, predicted: show(predicted[field]), measured: show(measured[field]) }))
    .filter((each) => each.predicted !== each.measured);

/** The recorded quirks that explain what was measured: one of them, or all that apply together. */
function quirkOf(each: ExchangeCase, predicted: Prediction, played: PlayedExchange): string | null {
  const known = engineFacts[played.engine].exchangeQuirks;
  let all = each;
  const ids: string[] = [];
  for (const { id, seenAs, shows } of known) {
    if (shows?.(each, predicted, played)) return id;
    const seen = seenAs?.(each) ?? each;
    if (differencesOf(predict(seen), played).length === 0) return id;
    const together = seenAs?.(all) ?? all;
    if (JSON.stringify(together) !== JSON.stringify(all)) ids.push(id);
    all = together;
  }
  const seen = predict(all);
  const explained =
    differencesOf(seen, played).length === 0 || known.some(({ shows }) => shows?.(all, seen, played));
  return explained ? ids.join(' + ') : null;
}

/** Compares what a browser did in an exchange with what the standards say. */
export function compareExchange(each: ExchangeCase, played: PlayedExchange | undefined): ExchangeVerdict {
  if (!played || played.outcome === 'inconclusive') return { kind: 'inconclusive' };
  const predicted = predict(each);
  const differences = differencesOf(predicted, played);
  if (differences.length === 0) return { kind: 'as predicted' };
  const quirk = quirkOf(each, predicted, played);
  return quirk === null ? { kind: 'surprise', differences } : { kind: 'known quirk', quirk };
}
