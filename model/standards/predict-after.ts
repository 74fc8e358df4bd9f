import type { CookieRules } from './cookies';
import { createCookieJar } from './cookie-jar';
import type { ExchangeCase } from './exchange-case';
import type { SentRequest } from './fetch-state';
import { askThroughCache, forgetRefused, type HttpCache, type KeptAs } from './http-cache';
import { predict, type KeptAnswers, type Prediction } from './predict';
import type { Trace } from './trace';

/** What a page did before, and how its browser takes what it kept of that. */
export interface Past {
  /** Loads of the same page, whose answers, preflights and cookies may be kept. */
  readonly before: readonly ExchangeCase[];
  readonly keptAs?: KeptAs;
  /** The part of the cache that a request goes through; all go through one, if it is absent. */
  readonly partOf?: (sent: SentRequest) => string;
  readonly cookieRules?: CookieRules;
}

function keepAnswers({ keptAs, partOf }: Past): KeptAnswers {
  const parts = new Map<string, HttpCache>();
  function cacheFor(sent: SentRequest): HttpCache {
    const part = partOf?.(sent) ?? '';
    const known = parts.get(part);
    if (known) return known;
    const cache: HttpCache = new Map();
    parts.set(part, cache);
    return cache;
  }
  const unsent = new Set<SentRequest>();
  const onSide = new Set<SentRequest>();
  return {
    recall(sent, hop, ask) {
      unsent.add(sent);
      const askNow: typeof ask = (...asked) => {
        unsent.delete(sent);
        return ask(...asked);
      };
      return askThroughCache(cacheFor(sent), sent, hop, askNow, keptAs, (asked) => onSide.add(asked));
    },
    forget: (sent) => sent.forEach((each) => forgetRefused(cacheFor(each), [each])),
    isUnsent: (sent) => unsent.has(sent),
    isOnSide: (sent) => onSide.has(sent),
  };
}

/** Predicts from the standards what comes of a load that its page does after others. */
export function predictAfter(each: ExchangeCase, past: Past, trace?: Trace): Prediction {
  const { before, cookieRules } = past;
  const memory = {
    preflights: [],
    cookies: createCookieJar(cookieRules),
    ...(before.length > 0 && { answers: keepAnswers(past) }),
  };
  for (const load of before) predict(load, undefined, memory);
  return predict(each, trace, memory);
}
