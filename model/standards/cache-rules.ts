import { getHeader } from '../http/headers';
import { isHopByHop } from '../http/hop-by-hop';
import type { Answer } from './exchange-case';
import type { SentRequest } from './fetch-state';
import { isStorable } from './freshness';

/** A request of a browser for what it has in part: whether that is still the same, or for a range. */
type RestAsk = 'same' | 'range';

/** What a cache does where the standards leave it to the browser, or a browser does it in its own way. */
export interface CacheRules {
  /** The answer that is to this cache what one that is kept is to the cache of an engine. */
  readonly keptAs: (answer: Answer) => Answer;
  /** Whether an answer to a request is kept at all. */
  readonly isKept: (answer: Answer, sent: SentRequest) => boolean;
  /** Whether what a load got that is refused stays there. */
  readonly keepsRefused: boolean;
  /** Whether a redirect that is refused stays there, which has no body to be read. */
  readonly keepsRefusedRedirects: boolean;
  /** How the rest of a kept answer is asked for, which ended before its length; not at all where such a one is not kept. */
  readonly asksForRest: (answer: Answer, sent: SentRequest) => readonly RestAsk[];
  /** Whether a server that is asked again is told of a kept answer, which may still be the same. */
  readonly isValidated: (answer: Answer, sent: SentRequest) => boolean;
  /** Whether a 304 brings a field of a kept answer up to date. @param name in small letters */
  readonly isUpdated: (name: string) => boolean;
  /** Whether what is kept of a URL is forgotten once it was asked by a method that changes something. */
  readonly isForgotten: (sent: SentRequest, came: Answer) => boolean;
  /** The method whose kept answers HEAD gets; null for none. */
  readonly answersHead: 'GET' | 'HEAD' | null;
  /** Whether a request neither looks at what is kept nor keeps what comes. */
  readonly isPassedBy: (sent: SentRequest) => boolean;
  /** Whether anything that a page of an opaque origin got is kept. */
  readonly keepsForOpaqueOrigins: boolean;
  /** The part of the cache that a request goes through. */
  readonly partOf: (sent: SentRequest) => string;
  /** Whether a URL that a load was redirected from is asked again where a redirect leads back to it, whatever is kept of it. */
  readonly asksLoopsAgain: boolean;
  /** Whether a media element that asks again takes what an element before it got, past the cache. */
  readonly isTakenByElements: (answer: Answer) => boolean;
}

/** Without CORS nothing but that changes what is stored, if the server lets it happen (https://httpwg.org/specs/rfc9111.html#invalidation). */
const isSafe = (method: string): boolean => method === 'HEAD' || method === 'OPTIONS';

/** Whether a field is kept with its answer (https://httpwg.org/specs/rfc9111.html#storing.fields). */
export const isFieldKept = (name: string): boolean => !isHopByHop(name);

/** Whether a server can say that it is still the same. */
const hasValidator = ({ headers }: Answer): boolean =>
  getHeader(headers, 'etag') !== null || getHeader(headers, 'last-modified') !== null;

/** Those of RFC 9111. */
export const standardCacheRules: CacheRules = {
  keptAs: (answer) => answer,
  isKept: isStorable,
  keepsRefused: false,
  keepsRefusedRedirects: true,
  // https://httpwg.org/specs/rfc9111.html#incomplete.responses lets a cache keep a part, and asks none to.
  asksForRest: () => [],
  isValidated: hasValidator,
  // https://httpwg.org/specs/rfc9111.html#update
  isUpdated: (name) => name !== 'content-length',
  isForgotten: ({ method }, { status }) => status < 400 && !isSafe(method),
  answersHead: null,
  isPassedBy: () => false,
  keepsForOpaqueOrigins: true,
  partOf: () => '',
  asksLoopsAgain: false,
  isTakenByElements: () => false,
};
