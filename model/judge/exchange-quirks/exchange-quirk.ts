import type { EngineName } from '../../evidence/engine';
import type { CacheRules } from '../../standards/cache-rules';
import type { CookieRules } from '../../standards/cookies';
import type { Answer, ExchangeCase } from '../../standards/exchange-case';
import type { SentRequest } from '../../standards/fetch-state';
import type { Http2Rules } from '../../standards/http2-message';
import type { SecFetch } from '../../standards/fetch-metadata';
import type { FetchRules } from '../../standards/fetch-rules';
import type { PreflightRules } from '../../standards/preflight-cache';
import type { Prediction } from '../../standards/predict';
import type { HstsRules } from '../../standards/strict-transport-security';

/** The `Sec-Fetch-*` of a request, whatever a browser says in them. */
export type SentSecFetch = Readonly<Record<keyof SecFetch, string>>;

/** What of an exchange can be measured. */
export type Observed = Pick<
  Prediction,
  'preflight' | 'originHeader' | 'refererHeader' | 'cookieHeader' | 'visibleHeaders'
> & {
  readonly outcome: string;
  readonly secFetch: SentSecFetch | null;
  /** What comes of each `<source>`; absent where there are none. */
  readonly sources?: readonly { readonly isAsked: boolean; readonly isTaken: boolean }[];
};

/** A recorded difference of one engine from the standard, in a kind of exchange. */
export interface ExchangeQuirk {
  readonly id: string;
  readonly engine: EngineName;
  readonly title: string;
  /** Versions in which it was seen. */
  readonly seenIn: readonly string[];
  /** What the standard says. */
  readonly source: string;
  /** An exchange that shows it. */
  readonly example: Omit<ExchangeCase, 'id'>;
  /** The exchange that is to the standard what this one is to the engine. */
  readonly seenAs?: (each: ExchangeCase) => ExchangeCase;
  /** What a kept answer counts as: it is to the cache of the standard what the given one is to that of the engine. */
  readonly keptAs?: (answer: Answer) => Answer;
  /** The part of the cache that a request goes through, where there are several. */
  readonly partOf?: (sent: SentRequest) => string;
  /** The rules of the cache that are its own. */
  readonly cache?: Partial<Omit<CacheRules, 'keptAs' | 'partOf'>>;
  /** The rules of cookies that are its own. */
  readonly cookies?: Partial<CookieRules>;
  /** What it makes of `Strict-Transport-Security`. */
  readonly hsts?: Partial<HstsRules>;
  /** The rules of a fetch that are its own. */
  readonly fetch?: Partial<FetchRules>;
  /** What it makes of HTTP/2, and of the rules that other quirks leave. */
  readonly http2?: (rules: Http2Rules) => Partial<Http2Rules>;
  /** The requests that use the CORS-preflight cache in another way. */
  readonly preflights?: Partial<PreflightRules>;
  /**
   * What comes of it instead of what is predicted, where no other exchange would show it; null where the same comes.
   * @param predict what comes of another exchange by the rules of the engine, alone in its page
   */
  readonly instead?: (
    each: ExchangeCase,
    predicted: Prediction,
    predict: (each: ExchangeCase) => Prediction,
  ) => Prediction | null;
}
