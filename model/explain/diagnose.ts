import { requestOf } from '../loader-request';
import { loaderSpec, type LoaderName } from '../loaders';
import type { Exchange, Outcome } from '../measurement';
import { corsCheck } from '../oracle/cors-check';
import { checkPreflight } from '../oracle/cors-preflight';
import { getHeader } from '../oracle/headers';
import { createRequest, type FetchedRequest } from '../oracle/request';
import { pageSpec, type PageId } from '../pages';
import type { Reason } from './reasons';

interface Load {
  readonly page: PageId;
  readonly loader: LoaderName;
  readonly url: string;
  readonly outcome: Outcome;
  readonly wire: readonly Exchange[];
}

/** No request came to any server: the page or the browser refused by itself. */
function unsent({ page, url }: Load): Reason {
  const { csp, scheme } = pageSpec(page);
  if (!/^https?:/.test(url)) return 'scheme';
  if (csp !== undefined && !csp.startsWith('sandbox')) return 'csp';
  if (scheme === 'https' && url.startsWith('http:')) return 'mixed-content';
  return 'network';
}

/** Why the answer to a preflight kept the request from being sent. */
function preflightFailure(request: FetchedRequest, { requestHeaders, ...seen }: Exchange): Reason {
  const answer = { status: seen.status ?? 0, headers: seen.responseHeaders };
  return checkPreflight(request, requestHeaders.origin ?? 'null', answer) ?? 'network';
}

/** A failed CORS check of the last answer; `redirect-null-origin` where the load itself turned the origin into null. */
function corsFailure(request: FetchedRequest, { wire }: Load, last: Exchange): Reason | null {
  const { origin } = last.requestHeaders;
  if (origin === undefined) return null;
  const failure = corsCheck(origin, request.credentials === 'include', last.responseHeaders);
  if (failure !== 'allow-origin-mismatch' || origin !== 'null') return failure;
  const own = wire.find(({ requestHeaders }) => requestHeaders.origin !== undefined)?.requestHeaders.origin;
  return own !== undefined && corsCheck(own, false, last.responseHeaders) === null
    ? 'redirect-null-origin'
    : failure;
}

/**
 * The reason why a load was not readable, from what the servers saw. The last exchange is the one that was
 * refused: a browser that accepts an answer goes on to the next.
 */
export function diagnose(load: Load): Reason | null {
  if (load.outcome === 'readable') return null;
  if (load.outcome === 'opaque')
    return loaderSpec(load.loader).kind === 'fetch' ? 'no-cors-mode' : 'no-crossorigin';
  const last = load.wire.at(-1);
  if (last === undefined) return unsent(load);
  const request = createRequest(requestOf(load.loader));
  if (!request) return 'request-invalid';
  if (last.method === 'OPTIONS') return preflightFailure(request, last);
  if (last.status === null) return 'network';
  const failure = corsFailure(request, load, last);
  if (failure) return failure;
  if (last.status === 401) return 'auth';
  if (last.status >= 400) return 'http-status';
  if (!last.complete) return 'network';
  return getHeader(last.responseHeaders, 'cross-origin-resource-policy') === null ? 'decode' : 'corp';
}
