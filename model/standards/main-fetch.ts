import type { Reason } from './reason';
import type { Client } from './client';
import { isAllowedByPolicies } from './content-security-policy';
import type { HeaderLine } from '../http/headers';
import type { Fetched, FetchState, Servers, Tainting } from './fetch-state';
import { httpFetch } from './http-fetch';
import { isMixedContent, upgradeInsecureRequest, upgradeMixedContent } from './mixed-content';
import { isBadPort } from './port-blocking';
import type { PreflightCache } from './preflight-cache';
import { defaultReferrerPolicy } from './referrer-policy';
import type { FetchedRequest } from './request';
import type { Trace } from './trace';
import { isHttp, type Url } from '../http/url';

/** https://fetch.spec.whatwg.org/#main-fetch: the URL as the page's policies upgrade it */
function upgrade({ client, request }: FetchState, url: Url, trace: Trace | undefined): Url {
  const wanted = client.upgradesInsecureRequests ? upgradeInsecureRequest(url) : url;
  if (wanted !== url) trace?.note('upgrade insecure requests', `the page's policy makes it ${wanted.href}`);
  const upgraded = upgradeMixedContent(client.url, wanted, request.destination);
  if (upgraded !== wanted) {
    trace?.note('upgrade mixed content', `media of a page over https: it becomes ${upgraded.href}`);
  }
  return upgraded;
}

/** https://fetch.spec.whatwg.org/#main-fetch: what refuses a request before it is sent */
function refuseUnsent({ client, request, urls }: FetchState, url: Url, trace?: Trace): Reason | null {
  if (isBadPort(url)) {
    trace?.note('port blocking', `port ${url.port} is one that browsers refuse`);
    return 'bad-port';
  }
  if (isMixedContent(client.url, url)) {
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

/** https://fetch.spec.whatwg.org/#main-fetch: the request's response tainting */
function taintingFor({ client, request, tainting }: FetchState, url: Url): Tainting | Reason {
  if (url.origin !== 'null' && url.origin === client.origin && tainting === 'basic') return 'basic';
  if (url.scheme === 'data') return 'basic';
  if (request.mode === 'same-origin') return 'mode-same-origin';
  if (request.mode === 'no-cors') return 'opaque';
  return isHttp(url) ? 'cors' : 'scheme';
}

/** Names of the headers that the browser's own answers have. */
const localHeaders = (scheme: string): readonly string[] =>
  scheme === 'blob' ? ['Content-Length', 'Content-Type'] : ['Content-Type'];

/** Whether the browser has the answer itself; that a blob of the page's own is there is taken for granted. */
function answersItself({ client, request }: FetchState, { scheme, path, origin }: Url): boolean {
  if (scheme === 'data') return path.includes(',');
  if (scheme === 'blob') return request.method === 'GET' && origin !== 'null' && origin === client.origin;
  return scheme === 'about' && path === 'blank';
}

/** https://fetch.spec.whatwg.org/#scheme-fetch, of all schemes but http and https */
function schemeFetch(state: FetchState, url: Url, tainting: Tainting, trace?: Trace): Fetched {
  const { sent } = state;
  const local = answersItself(state, url);
  trace?.note(
    'scheme fetch',
    `${url.scheme}: is ${local ? 'answered by the browser itself' : 'not fetched'}`,
  );
  if (!local) return { failure: 'scheme', sent };
  const headers = localHeaders(url.scheme).map((name): HeaderLine => [name, '']);
  return { failure: null, answer: { status: 200, headers }, tainting, sent, url };
}

/**
 * Main fetch (https://fetch.spec.whatwg.org/#main-fetch), hop by hop, against servers whose answers are known.
 * @param url where the request goes first
 * @param preflights what earlier loads left in the CORS-preflight cache
 */
export function mainFetch(
  client: Client,
  request: FetchedRequest,
  url: Url,
  servers: Servers,
  trace?: Trace,
  preflights: PreflightCache = [],
): Fetched {
  const referrerPolicy = defaultReferrerPolicy;
  let state: FetchState = {
    client,
    request,
    urls: [url],
    tainting: 'basic',
    referrerPolicy,
    sent: [],
    preflights,
  };
  for (;;) {
    const { urls } = state;
    const asked = urls[urls.length - 1]!;
    const current = upgrade(state, asked, trace);
    if (current !== asked) state = { ...state, urls: [...urls.slice(0, -1), current] };
    const refusal = refuseUnsent(state, current, trace);
    if (refusal) return { failure: refusal, sent: state.sent };
    const tainting = taintingFor(state, current);
    trace?.note('main fetch', `${current.origin} for a page of ${client.origin}: ${tainting}`);
    if (tainting !== 'basic' && tainting !== 'cors' && tainting !== 'opaque') {
      return { failure: tainting, sent: state.sent };
    }
    if (!isHttp(current)) return schemeFetch(state, current, tainting, trace);
    const hop = httpFetch(state, current, tainting, servers, trace);
    if ('failure' in hop) return hop;
    state = hop;
  }
}
