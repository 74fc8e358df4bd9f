import { standardCacheRules, type CacheRules } from './cache-rules';
import type { CookieRules } from './cookies';
import { createCookieJar } from './cookie-jar';
import type { ExchangeCase } from './exchange-case';
import type { Fetched } from './fetch-state';
import { keepAnswers } from './keep-answers';
import { predict, type Prediction } from './predict';
import { createPreflightCache, type PreflightRules } from './preflight-cache';
import type { Trace } from './trace';

/** What a page did before, and how its browser takes what it kept of that. */
export interface Past {
  /** Loads of the same page, whose answers, preflights and cookies may be kept. */
  readonly before: readonly ExchangeCase[];
  readonly cacheRules?: CacheRules;
  readonly cookieRules?: CookieRules;
  readonly preflightRules?: PreflightRules;
}

/** Predicts from the standards what comes of a load that its page does after others. */
export function predictAfter(
  each: ExchangeCase,
  { before, cacheRules = standardCacheRules, cookieRules, preflightRules }: Past,
  trace?: Trace,
): Prediction {
  const memory = {
    preflights: createPreflightCache(preflightRules),
    cookies: createCookieJar(cookieRules),
    kept: new Map<string, Fetched>(),
    ...(before.length > 0 && { answers: keepAnswers(cacheRules) }),
  };
  for (const load of before) predict(load, undefined, memory);
  return predict(each, trace, memory);
}
