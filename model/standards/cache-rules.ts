import { getHeader } from '../http/headers';
import { isHopByHop } from '../http/hop-by-hop';
import type { Answer, CacheMode } from './exchange-case';
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
  /** Whether a field is kept with its answer. @param name in small letters */
  readonly isFieldKept: (name: string, answer: Answer) => boolean;
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
  /** The cache mode of a request, by what a script says in its options and its headers. */
  readonly modeOf: (sent: SentRequest) => CacheMode;
  /** What a request gets of an answer that is kept. */
  readonly asGiven: <A extends Answer>(answer: A, sent: SentRequest) => A;
  /** Whether what comes of a request that a script makes conditional changes what is kept, or takes its place. */
  readonly isTakenIn: (kept: Answer, sent: SentRequest) => boolean;
  /** The part of the cache that a request goes through. */
  readonly partOf: (sent: SentRequest) => string;
  /** Whether a URL that a load was redirected from is asked again where a redirect leads back to it, whatever is kept of it. */
  readonly asksLoopsAgain: boolean;
  /** Whether a media element that asks again takes what an element before it got, past the cache. */
  readonly isTakenByElements: (answer: Answer) => boolean;
}

/** Without CORS nothing but that changes what is stored, if the server lets it happen (https://httpwg.org/specs/rfc9111.html#invalidation). */
const isSafe = (method: string): boolean => method === 'HEAD' || method === 'OPTIONS';

/** Whether a server can say that it is still the same. */
const hasValidator = ({ headers }: Answer): boolean =>
  getHeader(headers, 'etag') !== null || getHeader(headers, 'last-modified') !== null;

/** HTTP-network-or-cache fetch, 8.17: a script that validates by itself wants no cache. */
const validatesItself = ({ headers }: SentRequest): boolean =>
  headers.some(([name]) => /^if-(modified-since|none-match|unmodified-since|match|range)$/i.test(name));

/** Whether the `Cache-Control` of a request has a directive. */
export const asksFor = ({ headers }: SentRequest, directive: string): boolean =>
  (getHeader(headers, 'cache-control') ?? '')
    .toLowerCase()
    .split(',')
    .some((each) => each.trim() === directive);

/** Those of RFC 9111. */
export const standardCacheRules: CacheRules = {
  keptAs: (answer) => answer,
  isKept: isStorable,
  keepsRefused: false,
  keepsRefusedRedirects: true,
  // https://httpwg.org/specs/rfc9111.html#incomplete.responses lets a cache keep a part, and asks none to.
  asksForRest: () => [],
  isValidated: hasValidator,
  // https://httpwg.org/specs/rfc9111.html#storing.fields
  isFieldKept: (name) => !isHopByHop(name),
  // https://httpwg.org/specs/rfc9111.html#update
  isUpdated: (name) => name !== 'content-length',
  isForgotten: ({ method }, { status }) => status < 400 && !isSafe(method),
  answersHead: null,
  isPassedBy: () => false,
  keepsForOpaqueOrigins: true,
  modeOf(sent) {
    const { cache } = sent;
    if (cache && cache !== 'default') return cache;
    if (validatesItself(sent)) return 'no-store';
    // https://httpwg.org/specs/rfc9111.html#cache-request-directive.no-cache, and .max-age: nothing is that fresh.
    return asksFor(sent, 'no-cache') || asksFor(sent, 'max-age=0') ? 'no-cache' : 'default';
  },
  asGiven: (answer) => answer,
  isTakenIn: () => false,
  partOf: () => '',
  asksLoopsAgain: false,
  isTakenByElements: () => false,
};
