import type { EngineName } from '../evidence/engine';
import type { ExchangeCase } from '../standards/exchange-case';
import { predict, type Prediction } from '../standards/predict';
import { engineFacts } from './engines';
import { askedBy } from './user-agent';
import type { ExchangeQuirk } from './exchange-quirks/exchange-quirk';

/** What the standards say of an exchange, as one engine does it. */
export interface EnginePrediction extends Prediction {
  /** Where the engine does something else than the standards; empty if it does the same here. */
  readonly quirks: readonly ExchangeQuirk[];
}

const seenBy = (each: ExchangeCase, quirks: readonly ExchangeQuirk[]): ExchangeCase =>
  quirks.reduce((all, { seenAs }) => seenAs?.(all) ?? all, each);

/** What comes of an exchange in an engine that has these quirks. */
export function predictWith(each: ExchangeCase, quirks: readonly ExchangeQuirk[]): Prediction {
  const seen = seenBy(each, quirks);
  return quirks.reduce((came, { instead }) => instead?.(seen, came) ?? came, predict(seen));
}

const isSame = (one: Prediction, other: Prediction): boolean =>
  one.outcome === other.outcome &&
  one.reason === other.reason &&
  one.preflight === other.preflight &&
  one.originHeader === other.originHeader &&
  one.refererHeader === other.refererHeader &&
  JSON.stringify(one.secFetch) === JSON.stringify(other.secFetch) &&
  one.visibleHeaders.join() === other.visibleHeaders.join();

/** Those without which something else would come; where several do the same, those that do it alone. */
function decisive(
  each: ExchangeCase,
  standard: Prediction,
  came: Prediction,
  known: readonly ExchangeQuirk[],
): readonly ExchangeQuirk[] {
  const needed = known.filter(
    (quirk) =>
      !isSame(
        predictWith(
          each,
          known.filter((other) => other !== quirk),
        ),
        came,
      ),
  );
  return needed.length > 0 ? needed : known.filter((quirk) => !isSame(predictWith(each, [quirk]), standard));
}

/** Predicts what comes of one exchange in `engine`: what the standards say, but for the quirks that are recorded of it. */
export function predictAs(engine: EngineName, given: ExchangeCase): EnginePrediction {
  const known = engineFacts[engine].exchangeQuirks;
  const each = askedBy(engine, given);
  const standard = predict(each);
  const came = predictWith(each, known);
  return isSame(came, standard)
    ? { ...standard, quirks: [] }
    : { ...came, quirks: decisive(each, standard, came, known) };
}
