import fc from 'fast-check';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { predict } from '../../model/standards/predict';
import { exchangeOn } from '../fuzz/arbitrary-case';
import { pagesOf } from '../fuzz/arbitrary-page';
import { byTurns, compareRates, type Comparison } from './comparison';

const seed = 1;
const count = 5_000;
const rounds = 10;

/** Does `work` on each case a few times over, and says how many a second. */
function perSecond<T>(cases: readonly T[], work: (each: T) => unknown): Promise<number> {
  // Of this core's own time: what else runs on the machine does not count.
  const started = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) cases.forEach((each) => work(each));
  return Promise.resolve((1_000_000 * rounds * cases.length) / process.cpuUsage(started).user);
}

/** Predictions per second of one core, of random exchanges and without a trace, beside their parsing as JSON. */
export async function predictionsAgainstParsing(): Promise<Comparison[]> {
  const texts = fc
    .sample(exchangeOn(pagesOf(seed, 40), 10), { seed, numRuns: count })
    .map((each) => JSON.stringify(each));
  // As a file gives them.
  const cases = texts.map((text) => JSON.parse(text) as ExchangeCase);
  const { ours, beside } = await byTurns(
    5,
    () => perSecond(cases, predict),
    () => perSecond(texts, (text) => JSON.parse(text) as unknown),
  );
  return [
    compareRates('predictions / JSON.parse of the exchange', ours, beside, 'exchanges/s', '>= 200000/s'),
  ];
}
