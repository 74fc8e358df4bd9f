import fc from 'fast-check';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import type * as PredictAfter from '../../model/standards/predict-after';
import { exchangeOn } from '../fuzz/arbitrary-case';
import { pagesOf } from '../fuzz/arbitrary-page';
import { compareWith, type Catcher } from './catcher';
import type { Modules } from './modules';

/** Exchanges that share their pages. Here a page costs nothing, so there are many. */
const batchSize = 500;
const pagesPerBatch = 200;
/** Media elements in a hundred of them. */
const audio = 20;

/** Random exchanges; the same seed gives the same ones. */
function randomExchanges(seed: number, count: number): ExchangeCase[] {
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, i) => {
    const arbitrary = exchangeOn(pagesOf(seed + i, pagesPerBatch), audio);
    return fc.sample(arbitrary, { seed: seed + i, numRuns: Math.min(batchSize, count - i * batchSize) });
  }).flat();
}

/** What `npm run fuzz` holds against browsers: predictions of random exchanges. */
export function exchangesCatcher(truth: Modules, seed: number, count: number): Catcher {
  return compareWith(truth, {
    cases: randomExchanges(seed, count),
    nameOf: (each) => JSON.stringify(each),
    ask(modules) {
      const { predictAfter } = modules.load('model/standards/predict-after.ts') as typeof PredictAfter;
      return (each) => {
        const { outcome, reason, preflight, originHeader, visibleHeaders, sources } = predictAfter(each, {
          before: [],
        });
        const taken = sources?.map(({ isTaken, wire }) => [isTaken, wire.length]);
        return JSON.stringify([outcome, reason, preflight, originHeader, visibleHeaders, taken]);
      };
    },
  });
}
