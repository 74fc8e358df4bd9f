import { isCorrupted } from './corrupted-answer';
import type { Answer } from './exchange-case';
import type { FetchState, SentRequest } from './fetch-state';
import { fetchMetadata } from './fetch-metadata';
import { hidesOrigin } from './referrer-policy';
import { currentUrl, hasRedirectTaint, serializeRequestOrigin } from './url-list';

/** Append a request `Origin` header (https://fetch.spec.whatwg.org/#append-a-request-origin-header): its value, or null. */
function requestOriginHeader(state: FetchState): string | null {
  const { request, tainting } = state;
  // 2.
  const serialized = serializeRequestOrigin(state);
  // 3. With CORS it is always sent.
  if (tainting === 'cors') return serialized;
  // 4. Without CORS, GET and HEAD have none; 4.1: for others the referrer policy may hide it.
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  return request.mode !== 'cors' && hidesOrigin(state, currentUrl(state)) ? 'null' : serialized;
}

/**
 * Cross-Origin-Embedder-Policy allows credentials
 * (https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials)
 */
function embedderPolicyAllowsCredentials(state: FetchState): boolean {
  const { client, request } = state;
  // 2–4. Only `credentialless` takes them, and only from requests without CORS.
  if (request.mode !== 'no-cors' || client.embedderPolicy !== 'credentialless') return true;
  // 5, 6. The page's own servers get them. The text says "not same-origin" of the taint; the opposite is meant.
  return currentUrl(state).origin === client.origin && !hasRedirectTaint(state);
}

/** HTTP-network-or-cache fetch, 8.3 and 8.4: whether credentials go with the request. */
function includesCredentials(state: FetchState): boolean {
  const { credentials } = state.request;
  const isWanted = credentials === 'include' || (credentials === 'same-origin' && state.tainting === 'basic');
  return isWanted && embedderPolicyAllowsCredentials(state);
}

/** What went on the wire, and what came: no answer is a network error. */
interface Exchanged {
  readonly asked: SentRequest;
  readonly answer: Answer | undefined;
}

/** Which of the requests on the way that servers are asked it is, or is a preflight to; the first is 1. */
const hopOf = ({ sent, servers }: FetchState, kind: SentRequest['kind']): number =>
  sent.filter((one) => one.kind === 'request' && servers.hstsHosts?.isRedirected(one) !== true).length +
  (kind === 'preflight' ? 1 : 0);

/**
 * HTTP-network-or-cache fetch (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). The steps of the cache are in
 * `http-cache.ts`: the caller of main fetch decides whether there is one between it and the servers.
 */
export function httpNetworkOrCacheFetch(state: FetchState, kind: SentRequest['kind']): Exchanged {
  const { servers, trace, urls, referrer } = state;
  const { method, headers, destination, cache, range, hasBody } = state.request;
  const url = currentUrl(state);
  // 8.3, 8.4.
  const withCredentials = includesCredentials(state);
  // 8.5–8.10 left out: length of the body and keepalive decide nothing.
  // 8.12.
  const origin = requestOriginHeader(state);
  const asked: SentRequest = {
    kind,
    method,
    url,
    origin,
    // 8.11, 8.13.
    referer: referrer?.href ?? null,
    secFetch: fetchMetadata(state.client.origin, urls, state.request),
    withCredentials,
    // 8.20.1, which comes before the cache there.
    cookie: withCredentials && kind === 'request' ? (servers.cookieFor?.(urls) ?? null) : null,
    headers,
    destination,
    ...(cache && { cache }),
    ...(hasBody && { hasBody }),
    ...(range !== undefined && { range }),
  };
  // 8.14–8.19 left out: no answer here depends on these headers; for 8.19, Accept-Encoding, see `http-cache.ts`.
  // 8.21 is done where the cookies are, by whoever answers for the servers. 8.22, 8.23 left out: proxies and WebDriver.
  if (kind === 'request') {
    trace?.note(
      'HTTP-network-or-cache fetch',
      `${method} ${url.href}, ${origin === null ? 'no Origin' : `Origin ${origin}`}, credentials ${withCredentials ? 'may go with it' : 'stay at home'}`,
    );
  }
  // 11.1. Where nothing is stored, what wants no server gets none.
  if (cache === 'only-if-cached' && !servers.isBehindCache) return { asked, answer: undefined };
  // HTTP-network fetch, 10.4: no stream is sent by HTTP/1.
  const isOverHttp2 = servers.speaksHttp2 === true && url.scheme === 'https';
  if (state.request.isStream && !isOverHttp2) return { asked, answer: undefined };
  state.sent.push(asked);
  const redirect = servers.hstsHosts?.redirect(asked);
  if (redirect) {
    trace?.note(
      'HTTP Strict Transport Security',
      `${url.host} is asked over https alone: a redirect comes in its stead`,
    );
    return { asked, answer: redirect };
  }
  // 8.24–11. The cache, or HTTP-network fetch (https://fetch.spec.whatwg.org/#http-network-fetch).
  const answer = servers(asked, hopOf(state, kind));
  // 12–14: what the response is told of the request stands in `asked`.
  // 15–18 left out: nobody is there to type a password in (401, 407), and no connection is shared (421).
  const isError = !answer || isCorrupted(answer.headers);
  trace?.exchange(kind, answer);
  // 19.
  return { asked, answer: isError ? undefined : answer };
}
