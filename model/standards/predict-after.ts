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
  readonly cookieRules?: CookieRules;
}

function keepAnswers(keptAs: KeptAs | undefined): KeptAnswers {
  const cache: HttpCache = new Map();
  const unsent = new Set<SentRequest>();
  const onSide = new Set<SentRequest>();
  return {
    recall(sent, hop, ask) {
      unsent.add(sent);
      const askNow: typeof ask = (...asked) => {
        unsent.delete(sent);
        return ask(...asked);
      };
      return askThroughCache(cache, sent, hop, askNow, keptAs, (asked) => onSide.add(asked));
    },
    forget: (sent) => forgetRefused(cache, sent),
    isUnsent: (sent) => unsent.has(sent),
    isOnSide: (sent) => onSide.has(sent),
  };
}

/** Predicts from the standards what comes of a load that its page does after others. */
export function predictAfter(
  each: ExchangeCase,
  { before, keptAs, cookieRules }: Past,
  trace?: Trace,
): Prediction {
  const memory = {
    preflights: [],
    cookies: createCookieJar(cookieRules),
    ...(before.length > 0 && { answers: keepAnswers(keptAs) }),
  };
  for (const load of before) predict(load, undefined, memory);
  return predict(each, trace, memory);
}
