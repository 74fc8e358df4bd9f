import { engineFacts } from '../../model/judge/engines';
import { predictAs, predictWith } from '../../model/judge/predict-as';
import { askedBy } from '../../model/judge/user-agent';
import type { Observed } from '../../model/judge/exchange-quirks/exchange-quirk';
import { loadsOf, type ExchangeCase } from '../../model/standards/exchange-case';
import { seenOf, type Prediction } from '../../model/standards/predict';
import { predictAfter } from '../../model/standards/predict-after';
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

const fields = [
  'outcome',
  'preflight',
  'originHeader',
  'refererHeader',
  'secFetch',
  'cookieHeader',
  'visibleHeaders',
  'sources',
] as const;

const show = (value: unknown): string =>
  Array.isArray(value) ? value.join(', ') : value === null ? 'none' : JSON.stringify(value);

const seenSources = ({ sources }: Prediction): Observed['sources'] =>
  sources?.map(({ wire, isTaken }) => ({ isAsked: wire.length > 0, isTaken }));

/** Which `<source>` were asked for, and which was taken; undefined where there are none. */
const showSources = (sources: Observed['sources']): string | undefined =>
  sources
    ?.flatMap(({ isAsked, isTaken }, i) => (isAsked || isTaken ? `${i + 1}${isTaken ? ' taken' : ''}` : []))
    .join(', ');

const differencesIn = (predicted: Prediction, measured: Observed): Difference[] =>
  fields
    .map((field) =>
      field === 'sources'
        ? {
            field,
            predicted: show(showSources(seenSources(predicted))),
            measured: show(showSources(measured.sources)),
          }
        : { field, predicted: show(predicted[field]), measured: show(measured[field]) },
    )
    .filter((each) => each.predicted !== each.measured);

/** Where they disagree, whether a server saw what is sent on the side before the load ended or not. */
function differencesOf(predicted: Prediction, measured: Observed): Difference[] {
  const differences = differencesIn(predicted, measured);
  if (differences.length === 0 || predicted.onSide.length === 0) return differences;
  const sent = { ...predicted, ...seenOf([...predicted.wire, ...predicted.onSide]) };
  const withSide = differencesIn(sent, measured);
  return withSide.length < differences.length ? withSide : differences;
}

/** The recorded quirks that explain what was measured: all that apply together, or one of them. */
function quirkOf(each: ExchangeCase, played: PlayedExchange, before: readonly ExchangeCase[]): string | null {
  const known = engineFacts[played.engine].exchangeQuirks;
  const together = predictAs(played.engine, each, before);
  if (differencesOf(together, played).length === 0) return together.quirks.map(({ id }) => id).join(' + ');
  return (
    known.find((quirk) => differencesOf(predictWith(each, [quirk], before), played).length === 0)?.id ?? null
  );
}

function compareLoad(
  given: ExchangeCase,
  played: PlayedExchange,
  givenBefore: readonly ExchangeCase[],
): ExchangeVerdict {
  if (played.outcome === 'inconclusive') return { kind: 'inconclusive' };
  const each = askedBy(played.engine, given);
  const before = givenBefore.map((load) => askedBy(played.engine, load));
  const predicted = predictAfter(each, { before });
  const differences = differencesOf(predicted, played);
  if (differences.length === 0) return { kind: 'as predicted' };
  const quirk = quirkOf(each, played, before);
  return quirk === null ? { kind: 'surprise', differences } : { kind: 'known quirk', quirk };
}

/** Compares what a browser did in an exchange, and in the loads after it, with what the standards say. */
export function compareExchange(given: ExchangeCase, played: PlayedExchange | undefined): ExchangeVerdict {
  if (!played || played.outcome === 'inconclusive') return { kind: 'inconclusive' };
  const loads = loadsOf(given);
  const came = [played, ...(played.then ?? [])];
  const verdicts = loads.map((load, i): ExchangeVerdict => {
    const one = came[i];
    return one ? compareLoad(load, one, loads.slice(0, i)) : { kind: 'inconclusive' };
  });
  const find = (kind: ExchangeVerdict['kind']) => verdicts.find((verdict) => verdict.kind === kind);
  return find('inconclusive') ?? find('surprise') ?? find('known quirk') ?? { kind: 'as predicted' };
}
