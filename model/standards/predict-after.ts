import { standardCacheRules, type CacheRules } from './cache-rules';
import { clientOf } from './client';
import type { CookieRules } from './cookies';
import { createCookieJar } from './cookie-jar';
import { sourcesOf, type ExchangeCase } from './exchange-case';
import type { FetchRules } from './fetch-rules';
import type { Fetched } from './fetch-state';
import type { Http2Rules } from './http2-message';
import { keepAnswers } from './keep-answers';
import { isMedia } from './media-destination';
import { hearSound } from './media-volume';
import { predictUnheard, type Prediction } from './predict';
import { hasSources, predictSources } from './predict-sources';
import { createPreflightCache, type PreflightRules } from './preflight-cache';
import { createHstsHosts, type HstsRules } from './strict-transport-security';
import type { Trace } from './trace';

/** What a page did before, and how its browser takes what it kept of that. */
export interface Past {
  /** Loads of the same page, whose answers, preflights and cookies may be kept. */
  readonly before: readonly ExchangeCase[];
  readonly cacheRules?: CacheRules;
  readonly cookieRules?: CookieRules;
  readonly hstsRules?: HstsRules;
  readonly fetchRules?: FetchRules;
  readonly http2Rules?: Http2Rules | undefined;
  readonly preflightRules?: PreflightRules;
  /** The exchange that each of these is to the browser. */
  readonly seenAs?: (each: ExchangeCase) => ExchangeCase;
  /** What comes of an exchange instead of what is predicted of it. */
  readonly instead?: (each: ExchangeCase, predicted: Prediction) => Prediction;
}

/** Predicts from the standards what comes of a load that its page does after others. */
export function predictAfter(
  each: ExchangeCase,
  {
    before,
    cacheRules = standardCacheRules,
    cookieRules,
    hstsRules,
    fetchRules,
    http2Rules,
    preflightRules,
    seenAs = (given) => given,
    instead = (_, predicted) => predicted,
  }: Past,
  trace?: Trace,
): Prediction {
  // What an element asks for in parts is one load: an engine keeps them together.
  const mayMeetKept = before.length > 0 || !isMedia(each.request.destination);
  const client = clientOf(each.page);
  const memory = {
    preflights: createPreflightCache(preflightRules),
    cookies: createCookieJar(cookieRules),
    hstsHosts: createHstsHosts(client.url, hstsRules),
    ...(fetchRules && { fetchRules }),
    kept: new Map<string, Fetched>(),
    ...(http2Rules && { http2Rules }),
    ...(mayMeetKept && { answers: keepAnswers(cacheRules, client) }),
  };
  const predictLoad = (load: ExchangeCase, ofLoad?: Trace): Prediction => {
    const sources = sourcesOf(load).map(seenAs);
    const predictOne = (source: ExchangeCase) =>
      hearSound(source, instead(source, predictUnheard(source, ofLoad, memory)), ofLoad);
    return hasSources(load) ? predictSources(sources, predictOne, ofLoad) : predictOne(sources[0]!);
  };
  for (const load of before) predictLoad(load);
  return predictLoad(each, trace);
}
