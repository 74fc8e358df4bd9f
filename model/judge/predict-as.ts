import type { EngineName } from '../evidence/engine';
import type { ExchangeCase } from '../standards/exchange-case';
import { standardCookieRules, type CookieRules } from '../standards/cookies';
import { nothingKept, predict, type Prediction, type SourcePrediction } from '../standards/predict';
import { predictAfter } from '../standards/predict-after';
import { cacheRulesOf, fetchRulesOf, hstsRulesOf, http2RulesOf, preflightRulesOf } from './engine-rules';
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

/** What comes of an exchange in an engine that has these quirks. @param before the loads that the same page did before */
export function predictWith(
  each: ExchangeCase,
  quirks: readonly ExchangeQuirk[],
  before: readonly ExchangeCase[] = [],
): Prediction {
  const fetchRules = fetchRulesOf(quirks);
  const http2Rules = http2RulesOf(quirks);
  const alone = (other: ExchangeCase) =>
    predict(other, undefined, { ...nothingKept(other), fetchRules, http2Rules });
  return predictAfter(each, {
    before,
    seenAs: (given) => seenBy(given, quirks),
    instead: (seen, predicted) =>
      quirks.reduce((came, { instead }) => instead?.(seen, came, alone) ?? came, predicted),
    cookieRules: quirks.reduce<CookieRules>(
      (rules, { cookies }) => (cookies ? { ...rules, ...cookies } : rules),
      standardCookieRules,
    ),
    preflightRules: preflightRulesOf(quirks),
    hstsRules: hstsRulesOf(quirks),
    fetchRules,
    http2Rules,
    cacheRules: cacheRulesOf(quirks),
  });
}

const seenOfSource = ({ outcome, reason, isTaken, wire }: SourcePrediction) => [
  outcome,
  reason,
  isTaken,
  wire.length,
];

const isSame = (one: Prediction, other: Prediction): boolean =>
  one.outcome === other.outcome &&
  one.reason === other.reason &&
  one.preflight === other.preflight &&
  one.originHeader === other.originHeader &&
  one.refererHeader === other.refererHeader &&
  one.cookieHeader === other.cookieHeader &&
  JSON.stringify(one.secFetch) === JSON.stringify(other.secFetch) &&
  one.visibleHeaders.join() === other.visibleHeaders.join() &&
  JSON.stringify(one.sources?.map(seenOfSource)) === JSON.stringify(other.sources?.map(seenOfSource));

/** Those without which something else would come; where several do the same, those that do it alone. */
function decisive(
  each: ExchangeCase,
  standard: Prediction,
  came: Prediction,
  known: readonly ExchangeQuirk[],
  before: readonly ExchangeCase[],
): readonly ExchangeQuirk[] {
  const needed = known.filter(
    (quirk) =>
      !isSame(
        predictWith(
          each,
          known.filter((other) => other !== quirk),
          before,
        ),
        came,
      ),
  );
  return needed.length > 0
    ? needed
    : known.filter((quirk) => !isSame(predictWith(each, [quirk], before), standard));
}

/**
 * Predicts what comes of one exchange in `engine`: what the standards say, but for the quirks that are recorded of it.
 * @param before the loads that the same page did before
 */
export function predictAs(
  engine: EngineName,
  given: ExchangeCase,
  before: readonly ExchangeCase[] = [],
): EnginePrediction {
  const known = engineFacts[engine].exchangeQuirks;
  const each = askedBy(engine, given);
  const earlier = before.map((load) => askedBy(engine, load));
  const standard = predictAfter(each, { before: earlier });
  const came = predictWith(each, known, earlier);
  return isSame(came, standard)
    ? { ...standard, quirks: [] }
    : { ...came, quirks: decisive(each, standard, came, known, earlier) };
}
