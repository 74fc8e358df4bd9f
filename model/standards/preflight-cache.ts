import type { HeaderLine } from '../http/headers';
import type { Client } from './client';
import type { Answer, CacheMode } from './exchange-case';
import { extractTokens, getHeader } from '../http/headers';
import type { Reason } from './reason';
import type { FetchedRequest } from './request';
import { isSafelistedMethod, unsafeHeaderNames } from './safelist';
import { currentUrl, serializeRequestOrigin } from './url-list';
import type { Url } from '../http/url';

/** What one preflight allowed: its cache entries (https://fetch.spec.whatwg.org/#cors-preflight-cache). */
interface PreflightEntry {
  /** Serialized; `null` where it is opaque or tainted. */
  readonly origin: string;
  /** With its fragment. */
  readonly url: string;
  readonly credentials: boolean;
  readonly methods: readonly string[];
  /** Lower-case. */
  readonly headerNames: readonly string[];
}

/** The cache modes of requests that use it not as others do; the standard knows of none. */
export interface PreflightRules {
  /** They find nothing in it. */
  readonly unread: readonly CacheMode[];
  /** They leave nothing in it. */
  readonly unkept: readonly CacheMode[];
  /** Whether what a page of an opaque origin was allowed stays there. */
  readonly keepsForOpaqueOrigins: boolean;
  /** Whether `*` stays there, and not only what a preflight names. */
  readonly keepsWildcards: boolean;
  /** Whether what a preflight allowed stays there though the request after it fails. */
  readonly staysAfter: (failure: Reason, request: FetchedRequest) => boolean;
}

export const standardPreflightRules: PreflightRules = {
  unread: [],
  unkept: [],
  keepsForOpaqueOrigins: true,
  keepsWildcards: true,
  staysAfter: () => false,
};

/** The browser's own; what a load leaves in it, later ones find. */
export interface PreflightCache {
  readonly entries: PreflightEntry[];
  readonly rules: PreflightRules;
}

export const createPreflightCache = (rules = standardPreflightRules): PreflightCache => ({
  entries: [],
  rules,
});

const hasMode = ({ cache }: FetchedRequest, modes: readonly CacheMode[]): boolean =>
  modes.includes(cache ?? 'default');

/** Whose entries, and where they are. The network partition key is left out: a cache is that of one page. */
interface Asking {
  readonly client: Client;
  readonly urls: readonly Url[];
  readonly request: FetchedRequest;
  readonly preflights: PreflightCache;
}

const entryUrl = (state: Asking): string => currentUrl(state).href + currentUrl(state).fragment;

/** In seconds. */
const defaultMaxAge = 5;

/** CORS-preflight fetch, 7.8 and 7.9: `Access-Control-Max-Age` in seconds. 7.10 left out: limits are the engines' own. */
function maxAgeOf(headers: readonly HeaderLine[]): number {
  const value = getHeader(headers, 'access-control-max-age');
  return value !== null && /^\d+$/.test(value) ? Number(value) : defaultMaxAge;
}

const tokensOf = (headers: readonly HeaderLine[], name: string): readonly string[] => {
  const tokens = extractTokens(headers, name);
  return tokens === 'failure' || tokens === null ? [] : tokens;
};

/** CORS-preflight fetch, 7.4: without a list, what the flag asked about is allowed. */
function methodsOf({ usesCorsPreflight, method }: FetchedRequest, headers: readonly HeaderLine[]) {
  const name = 'access-control-allow-methods';
  return usesCorsPreflight && getHeader(headers, name) === null ? [method] : tokensOf(headers, name);
}

/**
 * CORS-preflight fetch, 7.8 to 7.15, with create a new cache entry
 * (https://fetch.spec.whatwg.org/#concept-cache-create-entry): keeps what a preflight that succeeded allowed.
 */
export function createCacheEntries(state: Asking, { headers }: Answer): void {
  // Entries that last no time are not made; others last as long as the loads take.
  const { entries, rules } = state.preflights;
  if (maxAgeOf(headers) === 0 || hasMode(state.request, rules.unkept)) return;
  if (state.client.origin === 'null' && !rules.keepsForOpaqueOrigins) return;
  const isKept = (name: string): boolean => rules.keepsWildcards || name !== '*';
  const headerNames = tokensOf(headers, 'access-control-allow-headers').map((name) => name.toLowerCase());
  entries.push({
    origin: serializeRequestOrigin(state),
    url: entryUrl(state),
    credentials: state.request.credentials === 'include',
    methods: methodsOf(state.request, headers).filter(isKept),
    headerNames: headerNames.filter(isKept),
  });
}

/** Clear cache entries (https://fetch.spec.whatwg.org/#concept-cache-clear), as a CORS request with a preflight that fails does. */
export function clearCacheEntries(state: Asking, failure: Reason): void {
  const { entries, rules } = state.preflights;
  if (rules.staysAfter(failure, state.request)) return;
  const [origin, url] = [serializeRequestOrigin(state), entryUrl(state)];
  const kept = entries.filter((entry) => entry.origin !== origin || entry.url !== url);
  entries.splice(0, entries.length, ...kept);
}

/** Cache entry match (https://fetch.spec.whatwg.org/#concept-cache-match) */
function matchingEntries(state: Asking): readonly PreflightEntry[] {
  const [origin, url] = [serializeRequestOrigin(state), entryUrl(state)];
  if (hasMode(state.request, state.preflights.rules.unread)) return [];
  return state.preflights.entries.filter(
    (entry) =>
      entry.origin === origin &&
      entry.url === url &&
      (entry.credentials || state.request.credentials !== 'include'),
  );
}

/** Method cache entry match (https://fetch.spec.whatwg.org/#concept-cache-match-method) */
const methodMatches = (method: string, { methods }: PreflightEntry): boolean =>
  methods.includes(method) || methods.includes('*');

/** Header-name cache entry match (https://fetch.spec.whatwg.org/#concept-cache-match-header) */
const headerNameMatches = (name: string, { headerNames }: PreflightEntry): boolean =>
  headerNames.includes(name) || (headerNames.includes('*') && name !== 'authorization');

/** HTTP fetch, 4.1: whether entries allow the method, and each header, that a preflight would have to allow. */
export function hasCacheEntryMatches(state: Asking): boolean {
  const { method, headers, usesCorsPreflight } = state.request;
  const entries = matchingEntries(state);
  return (
    ((isSafelistedMethod(method) && !usesCorsPreflight) ||
      entries.some((entry) => methodMatches(method, entry))) &&
    unsafeHeaderNames(headers).every((name) => entries.some((entry) => headerNameMatches(name, entry)))
  );
}
