import type { Reason } from './reason';
import { corsCheck } from './cors-check';
import type { Answer } from './exchange-case';
import type { FetchState } from './fetch-state';
import { extractTokens } from '../http/headers';
import { httpNetworkOrCacheFetch } from './http-network-or-cache-fetch';
import { createCacheEntries } from './preflight-cache';
import type { FetchedRequest } from './request';
import { isSafelistedMethod, unsafeHeaderNames } from './safelist';
import { blameRedirect } from './url-list';

/** https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
const isNonWildcard = (name: string): boolean => name === 'authorization';

/**
 * CORS-preflight fetch, 7.1 to 7.7 and 8: whether the answer to a preflight lets the request go.
 * @param origin the request's `Origin`
 * @returns null for success, else the reason of the failure
 */
export function checkPreflight(request: FetchedRequest, origin: string, answer: Answer): Reason | null {
  const withCredentials = request.credentials === 'include';
  const { status, headers } = answer;
  // 7. A CORS check for the request itself, with its credentials mode, and an ok status; 8. else failure.
  const failure = corsCheck(origin, withCredentials, headers);
  if (failure) return failure;
  if (status < 200 || status > 299) return 'preflight-status';
  // 7.1–7.3.
  const methods = extractTokens(headers, 'access-control-allow-methods');
  const names = extractTokens(headers, 'access-control-allow-headers');
  if (methods === 'failure' || names === 'failure') return 'preflight-malformed';
  // 7.4 is in `preflight-cache.ts`: a method under the flag is safelisted, or named.
  // 7.5. The method is safelisted, named, or under a wildcard.
  const allMethods = methods?.includes('*') === true && !withCredentials;
  if (!isSafelistedMethod(request.method) && !allMethods && methods?.includes(request.method) !== true) {
    return 'preflight-method-not-allowed';
  }
  // 7.6, 7.7. Each unsafe header is named, or under a wildcard, which does not stand for Authorization.
  const allowed = new Set(names?.map((name) => name.toLowerCase()));
  const allNames = allowed.has('*') && !withCredentials;
  const missing = unsafeHeaderNames(request.headers).some(
    (name) => !allowed.has(name) && (!allNames || isNonWildcard(name)),
  );
  return missing ? 'preflight-header-not-allowed' : null;
}

/**
 * CORS-preflight fetch (https://fetch.spec.whatwg.org/#cors-preflight-fetch)
 * @returns null for success: the request itself may be sent; else the reason of the failure
 */
export function corsPreflightFetch(state: FetchState): Reason | null {
  const { trace, request } = state;
  const { headers, destination } = request;
  // 1. OPTIONS, in the mode and with the credentials mode of every new request with CORS: none are sent.
  // 2–5. Headers of the request stand for their names in Access-Control-Request-Headers.
  const preflight: FetchedRequest = {
    mode: 'cors',
    credentials: 'same-origin',
    method: 'OPTIONS',
    headers,
    destination,
  };
  // 6.
  const { asked, answer } = httpNetworkOrCacheFetch({ ...state, request: preflight }, 'preflight');
  if (!answer) return 'preflight-unanswered';
  // 7.1–7.7, 8.
  const failure = checkPreflight(request, asked.origin!, answer);
  trace?.note('CORS-preflight fetch', `status ${answer.status}: ${failure ?? 'the request may be sent'}`);
  if (failure) return blameRedirect(state, failure, answer);
  // 7.8–7.15.
  createCacheEntries(state, answer);
  // 7.16.
  return null;
}
