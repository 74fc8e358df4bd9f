import type { CacheRules } from './cache-rules';
import type { Client } from './client';
import type { Answer } from './exchange-case';
import type { SentRequest } from './fetch-state';
import { askThroughCache, forgetRefused, type Ask, type HttpCache } from './http-cache';
import { isMedia } from './media-destination';

/** What a browser keeps of the answers that came. */
export interface KeptAnswers<A extends Answer = Answer> {
  /** What comes of a request: what is kept, or what `ask` gets from a server. */
  readonly recall: (sent: SentRequest, hop: number, ask: Ask<A>) => A | undefined;
  /** Forgets what came of the requests of a load that is refused. */
  readonly forget: (sent: readonly SentRequest[]) => void;
  /** Whether no server saw a request, since the answer was kept. */
  readonly isUnsent: (sent: SentRequest) => boolean;
  /** Whether it was sent on the side all the same. */
  readonly isOnSide: (sent: SentRequest) => boolean;
}

/** What media elements of a page got, by what they ask, and whether with CORS and credentials. */
const elementKey = ({ url, origin, withCredentials }: SentRequest): string =>
  [url.href, origin !== null, withCredentials].join(' ');

/** Keeps what comes, as the rules have it: in the parts of a cache, and for media elements past it. @param client whose page it is for */
export function keepAnswers<A extends Answer>(
  rules: CacheRules,
  { origin }: Pick<Client, 'origin'>,
): KeptAnswers<A> {
  const isForgotten = origin === 'null' && !rules.keepsForOpaqueOrigins;
  const parts = new Map<string, HttpCache<A>>();
  const elements = new Map<string, A>();
  /** What the load under way was redirected from. */
  let from: string[] = [];
  const unsent = new Set<SentRequest>();
  const onSide = new Set<SentRequest>();
  function cacheFor(sent: SentRequest): HttpCache<A> {
    if (isForgotten) return new Map();
    const part = rules.partOf(sent);
    const known = parts.get(part);
    if (known) return known;
    const cache: HttpCache<A> = new Map();
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
      const cache = cacheFor(sent);
      if (sent.kind === 'request') {
        if (hop === 1) from = [];
        if (rules.asksLoopsAgain && from.includes(sent.url.href)) cache.delete(sent.url.href);
        from.push(sent.url.href);
      }
      const came = askThroughCache(cache, sent, hop, askNow, rules, (asked) => onSide.add(asked));
      if (came && isMedia(sent.destination) && !isForgotten && rules.isTakenByElements(came))
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
