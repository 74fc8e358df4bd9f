import type { HeaderLine } from '../http/headers';
import { needsPreflight } from './cors-preflight';
import type { Answer } from './exchange-case';
import { extractTokens, getHeader } from '../http/headers';
import type { FetchedRequest } from './request';
import { isSafelistedMethod, unsafeHeaderNames } from './safelist';
import type { Url } from '../http/url';

/** What a preflight allowed: the entries that it left in the CORS-preflight cache (https://fetch.spec.whatwg.org/#cors-preflight-cache). */
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

/** The browser's own; what a load leaves in it, later ones find. */
export type PreflightCache = PreflightEntry[];

/** Who asks for what: the rest of an entry's key. */
interface Asking {
  readonly request: FetchedRequest;
  readonly origin: string;
  readonly url: Url;
}

/** In seconds. */
const defaultMaxAge = 5;

/** `Access-Control-Max-Age` as https://fetch.spec.whatwg.org/#cors-preflight-fetch takes it, in seconds. */
function maxAgeOf(headers: readonly HeaderLine[]): number {
  const value = getHeader(headers, 'access-control-max-age');
  return value !== null && /^\d+$/.test(value) ? Number(value) : defaultMaxAge;
}

const tokensOf = (headers: readonly HeaderLine[], name: string): readonly string[] => {
  const tokens = extractTokens(headers, name);
  return tokens === 'failure' || tokens === null ? [] : tokens;
};

/** Keeps what a preflight that succeeded allowed, if its lifetime is not none. */
export function keepAllowed(
  cache: PreflightCache,
  { request, origin, url }: Asking,
  { headers }: Answer,
): void {
  if (maxAgeOf(headers) === 0) return;
  cache.push({
    origin,
    url: url.href + url.fragment,
    credentials: request.credentials === 'include',
    methods: tokensOf(headers, 'access-control-allow-methods'),
    headerNames: tokensOf(headers, 'access-control-allow-headers').map((name) => name.toLowerCase()),
  });
}

/** Forgets what was allowed of a request that has failed (https://fetch.spec.whatwg.org/#concept-cache-clear). */
export function clearEntries(cache: PreflightCache, { origin, url }: Omit<Asking, 'request'>): void {
  const kept = cache.filter((entry) => entry.origin !== origin || entry.url !== url.href + url.fragment);
  cache.splice(0, cache.length, ...kept);
}

/**
 * Whether a preflight has yet to be sent: the cache has no entry that allows the method, or one of the headers
 * (https://fetch.spec.whatwg.org/#concept-http-fetch). No entry expires meanwhile.
 */
export function mustAsk({ request, origin, url }: Asking, cache: Readonly<PreflightCache>): boolean {
  if (!needsPreflight(request)) return false;
  const matching = cache.filter(
    (entry) =>
      entry.origin === origin &&
      entry.url === url.href + url.fragment &&
      (entry.credentials || request.credentials !== 'include'),
  );
  const allowsMethod = matching.some(
    ({ methods }) => methods.includes(request.method) || methods.includes('*'),
  );
  const allowsHeader = (name: string) =>
    matching.some(
      ({ headerNames }) =>
        headerNames.includes(name) || (headerNames.includes('*') && name !== 'authorization'),
    );
  return (
    (!isSafelistedMethod(request.method) && !allowsMethod) ||
    !unsafeHeaderNames(request.headers).every(allowsHeader)
  );
}
