import type { EngineName } from '../evidence/engine';
import type { PlannedCell } from '../lab/plan/cells';
import { predictCell } from '../lab/predict/predict-cell';
import type { CellPrediction } from '../lab/predict/setting';
import type { Ports } from '../lab/topology/topology';
import type { Client } from '../standards/client';
import { engineFacts } from './engines';
import { cacheRulesOf, preflightRulesOf } from './engine-rules';
import type { ExchangeQuirk } from './exchange-quirks/exchange-quirk';

/** What the standards say of a cell, as one engine does it. */
export interface EngineCellPrediction extends CellPrediction {
  /** Where the engine keeps answers in another way than the standards, which shows here; empty if it does not. */
  readonly quirks: readonly ExchangeQuirk[];
  /** What the standards say of it, but for what they leave to the engine. */
  readonly standard: CellPrediction;
}

const isSame = (one: CellPrediction, other: CellPrediction): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * Predicts what comes of a planned load in `engine`: what the standards say, but for how that keeps answers and preflights, and
 * how often it sends what gets no answer. What else is recorded of it in scenarios is in `quirkOf`.
 */
export function predictCellAs(
  engine: EngineName,
  cell: PlannedCell,
  ports: Ports,
  client?: Client,
): EngineCellPrediction {
  const { exchangeQuirks, timesSent, asksForRest } = engineFacts[engine];
  const predictWith = (quirks: readonly ExchangeQuirk[]): CellPrediction =>
    predictCell(cell, ports, undefined, client, {
      // What elements share is told of the lab's songs alone: in `playedKey`.
      cache: { ...cacheRulesOf(quirks), asksForRest, isTakenByElements: () => false },
      preflights: preflightRulesOf(quirks),
      timesSent,
    });
  const ofCaches = exchangeQuirks.filter(
    ({ cache, keptAs, partOf, preflights }) => cache ?? keptAs ?? partOf ?? preflights,
  );
  const standard = predictWith([]);
  const came = predictWith(ofCaches);
  if (isSame(came, standard)) return { ...came, quirks: [], standard };
  // Those without which something else would come; where several do the same, those that do it alone.
  const needed = ofCaches.filter(
    (quirk) => !isSame(predictWith(ofCaches.filter((other) => other !== quirk)), came),
  );
  const quirks =
    needed.length > 0 ? needed : ofCaches.filter((quirk) => !isSame(predictWith([quirk]), standard));
  return { ...came, quirks, standard };
}
