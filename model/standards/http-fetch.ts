import type { Reason } from './reason';
import { corsCheck } from './cors-check';
import { corsPreflightFetch } from './cors-preflight-fetch';
import { corpCheck } from './cross-origin-resource-policy';
import type { Answer } from './exchange-case';
import type { Fetched, FetchState, SentRequest } from './fetch-state';
import { httpNetworkOrCacheFetch } from './http-network-or-cache-fetch';
import { httpRedirectFetch, isRedirectStatus, locationUrl } from './http-redirect-fetch';
import { allowsLocalNetworkAccess } from './local-network-access';
import { hasCacheEntryMatches } from './preflight-cache';
import { blameRedirect, currentUrl } from './url-list';

/** HTTP fetch, 4.1: a CORS-preflight fetch, unless the cache knows what it would allow. */
function preflightUnlessCached(state: FetchState): Reason | null {
  if (!hasCacheEntryMatches(state)) return corsPreflightFetch(state);
  state.trace?.note('CORS-preflight cache', `it knows ${currentUrl(state).href}`);
  return null;
}

/** HTTP fetch, 4.4 and 5: what is checked of an answer. */
function checkAnswer(state: FetchState, asked: SentRequest, answer: Answer): Reason | null {
  const { client, request, tainting, trace } = state;
  // 4.4. The CORS check.
  if (tainting === 'cors') {
    const failure = corsCheck(asked.origin!, request.credentials === 'include', answer.headers);
    trace?.note('CORS check', `Origin ${asked.origin}: ${failure ?? 'success'}`);
    return failure && blameRedirect(state, failure, answer);
  }
  // 4.5 left out: the TAO check decides which times are shown.
  // 5. The cross-origin resource policy check, of what is embedded without CORS.
  if (tainting !== 'opaque') return null;
  const failure = corpCheck(client, asked.url, answer.headers, asked.withCredentials);
  trace?.note('cross-origin resource policy check', failure ? 'refused' : 'allowed');
  return failure;
}

/**
 * HTTP fetch (https://fetch.spec.whatwg.org/#http-fetch), of one hop.
 * @param makeCorsPreflight whether a preflight must come first
 * @returns what the fetch comes to, or null after a redirect, where main fetch goes on
 */
export function httpFetch(state: FetchState, makeCorsPreflight: boolean): Fetched | null {
  const { sent, tainting, urls, handleFetch } = state;
  // 3. In `service-worker.ts`: no service worker sees a redirect (4.2).
  if (handleFetch && urls.length === 1) return handleFetch(state);
  // Within 4.1 and 4.3, as soon as there is a connection.
  if (!allowsLocalNetworkAccess(state)) return { failure: 'local-network', sent };
  // 4.1.
  const refusal = makeCorsPreflight ? preflightUnlessCached(state) : null;
  if (refusal) return { failure: refusal, sent };
  // 4.3.
  const { asked, answer } = httpNetworkOrCacheFetch(state, 'request');
  if (!answer) return { failure: 'network', sent };
  // 4.4, 5.
  const failure = checkAnswer(state, asked, answer);
  if (failure) return { failure, sent };
  // 6. A redirect status: 6.1 left out, it is about HTTP/2.
  if (isRedirectStatus(answer.status)) {
    // 6.2, by the redirect mode.
    if (state.request.redirect === 'error') return { failure: 'redirect-invalid', sent };
    if (state.request.redirect === 'manual')
      return { failure: null, answer, tainting, sent, url: asked.url, isOpaqueRedirect: true };
  }
  const location = locationUrl(answer, asked.url);
  if (location !== undefined) {
    const invalid = httpRedirectFetch(state, answer, location);
    return invalid && { failure: invalid, sent };
  }
  // 7.
  return { failure: null, answer, tainting, sent, url: asked.url };
}
