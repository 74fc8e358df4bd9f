import type { Reason } from './reason';
import type { Client } from './client';
import { isAllowedByPolicies } from './content-security-policy';
import type { Fetched, FetchState, HandleFetch, Servers, Tainting } from './fetch-state';
import { httpFetch } from './http-fetch';
import { isAimedAtLocalNetwork } from './local-network-access';
import { refusesMixedContent, upgradeInsecureRequest, upgradeMixedContent } from './mixed-content';
import { isBadPort } from './port-blocking';
import { clearCacheEntries, createPreflightCache, type PreflightCache } from './preflight-cache';
import { determineReferrer } from './referrer';
import { defaultReferrerPolicy } from './referrer-policy';
import type { FetchedRequest } from './request';
import { isSafelistedMethod, unsafeHeaderNames } from './safelist';
import { schemeFetch } from './scheme-fetch';
import { refusesIntegrity } from './subresource-integrity';
import type { Trace } from './trace';
import { currentUrl } from './url-list';
import { isHttp, type Url } from '../http/url';

/** Main fetch, 5 and 6: the current URL as the page's policies upgrade it. */
function upgrade(state: FetchState): void {
  const { client, request, urls, servers, trace } = state;
  const url = currentUrl({ urls });
  // 5.
  const wanted = client.upgradesInsecureRequests ? upgradeInsecureRequest(url) : url;
  if (wanted !== url) trace?.note('upgrade insecure requests', `the page's policy makes it ${wanted.href}`);
  // 6.
  const wantedUrls = [...urls.slice(0, -1), wanted];
  const upgraded = isAimedAtLocalNetwork(state, wanted)
    ? wanted
    : upgradeMixedContent(client.url, wantedUrls, request.destination, servers.rules);
  if (upgraded !== wanted) {
    trace?.note('upgrade mixed content', `media of a page over https: it becomes ${upgraded.href}`);
  }
  urls[urls.length - 1] = upgraded;
}

/** Main fetch, 10: the current URL over https, where its host is known to be asked so. HTTPS records of DNS are left out. */
function upgradeKnownHost({ urls, servers, trace }: FetchState): void {
  const url = currentUrl({ urls });
  const upgraded = servers.hstsHosts?.upgrade(url);
  if (!upgraded) return;
  trace?.note(
    'HTTP Strict Transport Security',
    `${url.host} is asked over https alone: it becomes ${upgraded.href}`,
  );
  urls[urls.length - 1] = upgraded;
}

/** Main fetch, 7: what refuses a request before it is sent. Integrity Policy is left out: it is about scripts and styles. */
function refuseUnsent(state: FetchState): Reason | null {
  const { client, request, urls, servers, trace } = state;
  const url = currentUrl(state);
  if (isBadPort(url)) {
    trace?.note('port blocking', `port ${url.port} is one that browsers refuse`);
    return 'bad-port';
  }
  const isMixed = refusesMixedContent(client.url, urls, request.destination, servers.rules);
  if (isMixed && !isAimedAtLocalNetwork(state, url)) {
    trace?.note('mixed content check', `${url.origin} is not trustworthy, the page came over https`);
    return 'mixed-content';
  }
  const { policies, url: self } = client;
  const allowed = isAllowedByPolicies(policies, request.destination, url, self, urls.length - 1);
  if (policies.length > 0) {
    trace?.note('Content Security Policy', `${url.href} is ${allowed ? 'allowed' : 'refused'}`);
  }
  return allowed ? null : 'csp';
}

/**
 * Main fetch, 19, with https://www.w3.org/TR/CSP3/#should-block-response: where a service worker was led elsewhere, the page's
 * policies look at the URL that its response came from. What the page asked for itself was looked at before.
 */
function refusesResponse({ client, request, urls, handleFetch }: FetchState, fetched: Fetched): boolean {
  if (!handleFetch || fetched.failure !== null) return false;
  const { policies, url: self } = client;
  return !isAllowedByPolicies(policies, request.destination, fetched.url, self, urls.length - 1);
}

/** Main fetch, 12: the response tainting that its first matching statement sets, or the failure that it returns. */
function taintingFor(state: FetchState): Tainting | Reason {
  const { client, request, tainting } = state;
  const url = currentUrl(state);
  if (url.origin !== 'null' && url.origin === client.origin && tainting === 'basic') return 'basic';
  if (url.scheme === 'data') return 'basic';
  if (request.mode === 'same-origin') return 'mode-same-origin';
  // Without CORS every redirect is to be followed.
  const followsAll = (request.redirect ?? 'follow') === 'follow';
  if (request.mode === 'no-cors') return followsAll ? 'opaque' : 'redirect-invalid';
  return isHttp(url) ? 'cors' : 'scheme';
}

/**
 * Main fetch, 12: whether the statement matches that makes a CORS preflight. The unsafe-request flag is left out:
 * requests without it, those of media elements, are GET and have no headers.
 */
export const needsPreflight = ({ method, headers, usesCorsPreflight }: FetchedRequest): boolean =>
  usesCorsPreflight === true || !isSafelistedMethod(method) || unsafeHeaderNames(headers).length > 0;

/**
 * Main fetch, 12: what its statements run; null after a redirect, where main fetch goes on. Override fetch
 * (https://fetch.spec.whatwg.org/#override-fetch), between the two, is left out: no browser answers in a server's stead.
 */
function fetchByScheme(state: FetchState): Fetched | null {
  if (!isHttp(currentUrl(state))) return schemeFetch(state);
  // Scheme fetch, 3: http and https go to HTTP fetch, whatever the tainting.
  const makeCorsPreflight = state.tainting === 'cors' && needsPreflight(state.request);
  const fetched = httpFetch(state, makeCorsPreflight);
  if (makeCorsPreflight && fetched && fetched.failure !== null) clearCacheEntries(state, fetched.failure);
  return fetched;
}

/**
 * Main fetch (https://fetch.spec.whatwg.org/#main-fetch), hop by hop, against servers whose answers are known.
 *
 * Numbers of steps, here and in the other algorithms of Fetch, are those of its text after the review draft of December
 * 2025. Steps that only give something a name have no line.
 * @param url where the request goes first
 * @param preflights what earlier loads left in the CORS-preflight cache
 * @param handleFetch asks the service worker that controls the page, if one does
 */
export function mainFetch(
  client: Client,
  request: FetchedRequest,
  url: Url,
  servers: Servers,
  trace?: Trace,
  preflights: PreflightCache = createPreflightCache(),
  handleFetch?: HandleFetch,
): Fetched {
  // 8.
  const asked = request.referrerPolicy ?? '';
  const referrerPolicy = asked === '' ? (client.referrerPolicy ?? defaultReferrerPolicy) : asked;
  const state: FetchState = {
    client,
    request,
    urls: [url],
    tainting: 'basic',
    referrerPolicy,
    referrer: client.referrer ?? null,
    sent: [],
    preflights,
    servers,
    trace,
    handleFetch,
  };
  trace?.begin(state.urls);
  // Each turn is one run: HTTP-redirect fetch, 22, runs main fetch again.
  for (;;) {
    // 3, 4 left out: no loader asks for local URLs alone, and reports change nothing.
    // 5, 6.
    upgrade(state);
    // 7.
    const refusal = refuseUnsent(state);
    if (refusal) return { failure: refusal, sent: state.sent };
    // 9.
    state.referrer = determineReferrer(
      state.referrer,
      state.referrerPolicy,
      currentUrl(state),
      servers.rules,
    );
    // 10. 11 left out: nothing runs beside.
    upgradeKnownHost(state);
    // 12. A preloaded response (`preload.ts`) comes before all other statements.
    const { origin } = currentUrl(state);
    const tainting = taintingFor(state);
    trace?.note('main fetch', `${origin} for a page of ${client.origin}: ${tainting}`);
    if (tainting !== 'basic' && tainting !== 'cors' && tainting !== 'opaque') {
      return { failure: tainting, sent: state.sent };
    }
    state.tainting = tainting;
    const fetched = fetchByScheme(state);
    // 13. 14, the filtered response, is in `filtered-response.ts`.
    // 15–18, 21, 23 left out: timing and bodies.
    // 19. MIME type and nosniff count for scripts and styles alone.
    // 20 left out: no range that one request asked for comes to another.
    if (!fetched) continue;
    if (refusesResponse(state, fetched)) return { failure: 'csp', sent: fetched.sent };
    // 22.
    const isRefused =
      fetched.failure === null &&
      refusesIntegrity(request.integrity ?? '', fetched.answer, {
        method: state.request.method,
        comparesNoBody: servers.rules?.comparesNoBody === true,
        isOpaque: fetched.tainting === 'opaque' || fetched.isOpaqueRedirect === true,
      });
    return isRefused ? { failure: 'integrity', sent: fetched.sent } : fetched;
  }
}
