import { fixExchange } from '../model/advice/edits/fix-exchange';
import type { FixResult } from '../model/advice/edits/search-fix';
import { explainExchange, type ExchangeExplanation } from '../model/advice/explain-exchange';
import type { ExchangeCase } from '../model/standards/exchange-case';
import { apiOf, exchangeOf, type Load } from './load';

/**
 * Predicts a load, and says why it is so: the steps of the standards that decide it, what the reason means, what browsers
 * write in their consoles, and the smallest change that makes it readable.
 * @throws UsageError where the load is malformed
 */
export const explain = (load: Load): ExchangeExplanation => explainExchange(exchangeOf(load), apiOf(load));

/**
 * Searches the smallest change of the page's request and of the servers' answers that makes a load readable.
 * @returns the fix, or a code that says why there is none: `unneeded` of a load that is readable
 * @throws UsageError where the load is malformed
 */
export const findFix = (load: Load): FixResult<ExchangeCase> => fixExchange(exchangeOf(load), apiOf(load));
