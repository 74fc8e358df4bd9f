import type { Reason } from './reason';
import { isCorrupted } from './corrupted-answer';
import { corsCheck } from './cors-check';
import { checkPreflight, needsPreflight } from './cors-preflight';
import { isAllowedByResourcePolicy } from './cross-origin-resource-policy';
import type { Answer } from './exchange-case';
import type { Fetched, FetchState, SentRequest, Servers, Tainting } from './fetch-state';
import { followRedirect, hasRedirectTaintedOrigin, locationOf } from './http-redirect';
import { clearEntries, keepAllowed, mustAsk } from './preflight-cache';
import { hidesOrigin } from './referrer-policy';
import type { Trace } from './trace';
import type { Url } from '../http/url';

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header */
function originHeader(state: FetchState, url: Url, tainting: Tainting): string | null {
  const { client, request } = state;
  const serialized = hasRedirectTaintedOrigin(state) ? 'null' : client.origin;
  if (tainting === 'cors') return serialized;
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  return request.mode !== 'cors' && hidesOrigin(state, url) ? 'null' : serialized;
}

/** https://fetch.spec.whatwg.org/#http-network-or-cache-fetch: whether credentials go with it */
function includesCredentials(state: FetchState, url: Url, tainting: Tainting): boolean {
  const { client, request } = state;
  const { credentials } = request;
  const wanted = credentials === 'include' || (credentials === 'same-origin' && tainting === 'basic');
  if (!wanted || request.mode !== 'no-cors' || client.embedderPolicy !== 'credentialless') return wanted;
  return url.origin === client.origin && !hasRedirectTaintedOrigin(state);
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch: null for success */
function preflight(state: FetchState, sent: SentRequest, answer: Answer, trace?: Trace): Reason | null {
  const failure = checkPreflight(state.request, sent.origin!, answer);
  trace?.note('CORS-preflight fetch', `status ${answer.status}: ${failure ?? 'the request may be sent'}`);
  return failure && ofTaintedOrigin(state, failure, answer);
}

/** A mismatch with `Origin: null` where the page's own origin would have passed is the redirect's doing. */
function ofTaintedOrigin(state: FetchState, failure: Reason, { headers }: Answer): Reason {
  if (failure !== 'allow-origin-mismatch' || !hasRedirectTaintedOrigin(state)) return failure;
  return corsCheck(state.client.origin, false, headers) === null ? 'redirect-null-origin' : failure;
}

/** https://fetch.spec.whatwg.org/#http-fetch: what is checked of an answer */
function checkAnswer(
  state: FetchState,
  sent: SentRequest,
  answer: Answer,
  tainting: Tainting,
  trace?: Trace,
) {
  if (tainting === 'cors') {
    const failure = corsCheck(sent.origin!, state.request.credentials === 'include', answer.headers);
    trace?.note('CORS check', `Origin ${sent.origin}: ${failure ?? 'success'}`);
    return failure && ofTaintedOrigin(state, failure, answer);
  }
  if (tainting !== 'opaque') return null;
  const allowed = isAllowedByResourcePolicy(state.client, sent.url, answer.headers, sent.withCredentials);
  trace?.note('cross-origin resource policy check', allowed ? 'allowed' : 'refused');
  return allowed ? null : 'corp';
}

/** Sends the preflight that a request needs, if the cache does not know its answer; and remembers that. */
function askBeforehand(
  state: FetchState,
  url: Url,
  origin: string,
  servers: Servers,
  trace: Trace | undefined,
): FetchState | Fetched {
  const { request, preflights, urls } = state;
  const asking = { request, origin, url };
  if (!mustAsk(asking, preflights)) {
    if (needsPreflight(request)) trace?.note('CORS-preflight cache', `it knows ${url.href}`);
    return state;
  }
  const { headers, destination } = request;
  const asked: SentRequest = {
    kind: 'preflight',
    method: 'OPTIONS',
    url,
    origin,
    withCredentials: false,
    headers,
    destination,
  };
  const sent = [...state.sent, asked];
  const answer = servers(asked, urls.length);
  if (!answer || isCorrupted(answer.headers)) return { failure: 'network', sent };
  const failure = preflight(state, asked, answer, trace);
  if (failure) return { failure, sent };
  keepAllowed(preflights, asking, answer);
  return { ...state, sent };
}

/** https://fetch.spec.whatwg.org/#concept-http-fetch: one hop on the wire, and what comes of its answer */
export function httpFetch(
  before: FetchState,
  url: Url,
  tainting: Tainting,
  servers: Servers,
  trace: Trace | undefined,
): FetchState | Fetched {
  const hop = sendAndCheck(before, url, tainting, servers, trace);
  // https://fetch.spec.whatwg.org/#main-fetch: a request that needed a preflight and failed
  const failed = 'failure' in hop && hop.failure !== null;
  if (failed && tainting === 'cors' && needsPreflight(before.request))
    clearEntries(before.preflights, { origin: originHeader(before, url, tainting)!, url });
  return hop;
}

/** Sends the request, after its preflight, and checks what comes. */
function sendAndCheck(
  before: FetchState,
  url: Url,
  tainting: Tainting,
  servers: Servers,
  trace: Trace | undefined,
): FetchState | Fetched {
  const origin = originHeader(before, url, tainting);
  const state = tainting === 'cors' ? askBeforehand(before, url, origin!, servers, trace) : before;
  if ('failure' in state) return state;
  const { method, headers, destination, cache } = state.request;
  const withCredentials = includesCredentials(state, url, tainting);
  const asked: SentRequest = {
    kind: 'request',
    method,
    url,
    origin,
    withCredentials,
    headers,
    destination,
    ...(cache && { cache }),
  };
  const sent = [...state.sent, asked];
  const fail = (failure: Reason): Fetched => ({ failure, sent });
  trace?.note(
    'HTTP-network-or-cache fetch',
    `${method} ${url.href}, ${origin === null ? 'no Origin' : `Origin ${origin}`}, credentials ${withCredentials ? 'may go with it' : 'stay at home'}`,
  );
  const answer = servers(asked, state.urls.length);
  if (!answer || isCorrupted(answer.headers)) return fail('network');
  const failure = checkAnswer(state, asked, answer, tainting, trace);
  if (failure) return fail(failure);
  const location = locationOf(answer, url);
  if (location === undefined) {
    return { failure: null, answer, tainting, sent, url };
  }
  const next = followRedirect({ ...state, sent, tainting }, url, answer, location, trace);
  return typeof next === 'string' ? fail(next) : next;
}
