import { standardCacheRules, type CacheRules } from './cache-rules';
import type { CookieRules } from './cookies';
import { createCookieJar } from './cookie-jar';
import type { Answer, ExchangeCase } from './exchange-case';
import type { Fetched, SentRequest } from './fetch-state';
import { askThroughCache, forgetRefused, type HttpCache } from './http-cache';
import { isMedia } from './media-destination';
import { predict, type KeptAnswers, type Prediction } from './predict';
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

/** What media elements of a page got, by what they ask, and whether with CORS and credentials. */
const elementKey = ({ url, origin, withCredentials }: SentRequest): string =>
  [url.href, origin !== null, withCredentials].join(' ');

function keepAnswers(rules: CacheRules): KeptAnswers {
  const parts = new Map<string, HttpCache>();
  const elements = new Map<string, Answer>();
  const unsent = new Set<SentRequest>();
  const onSide = new Set<SentRequest>();
  function cacheFor(sent: SentRequest): HttpCache {
    const part = rules.partOf(sent);
    const known = parts.get(part);
    if (known) return known;
    const cache: HttpCache = new Map();
    parts.set(part, cache);
    return cache;
  }
  return {
    recall(sent, hop, ask) {
      unsent.add(sent);
      const askNow: typeof ask = (...asked) => {
        unsent.delete(sent);
        return ask(...asked);
      };
      if (isMedia(sent.destination)) {
        const got = elements.get(elementKey(sent));
        if (got) return got;
      }
      const came = askThroughCache(cacheFor(sent), sent, hop, askNow, rules, (asked) => onSide.add(asked));
      if (came && isMedia(sent.destination) && rules.isTakenByElements(came))
        elements.set(elementKey(sent), came);
      return came;
    },
    forget(sent) {
      const last = sent.at(-1);
      if (!last) return;
      forgetRefused(cacheFor(last), sent, rules);
      if (!rules.keepsRefused) elements.delete(elementKey(last));
    },
    isUnsent: (sent) => unsent.has(sent),
    isOnSide: (sent) => onSide.has(sent),
  };
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
