import type { Reason } from '../explain/reasons';
import type { Client } from './client';
import { isAllowedByPolicies } from './content-security-policy';
import { isCorrupted } from './corrupted-answer';
import { corsCheck } from './cors-check';
import { checkPreflight, needsPreflight } from './cors-preflight';
import { isAllowedByResourcePolicy } from './cross-origin-resource-policy';
import type { HeaderLine } from '../policies/policy';
import type { Answer } from './exchange-case';
import { followRedirect, hasRedirectTaintedOrigin, locationOf } from './http-redirect';
import { defaultReferrerPolicy, hidesOrigin, type ReferrerPolicy } from './referrer-policy';
import { isMixedContent, upgradeInsecureRequest, upgradeMixedContent } from './mixed-content';
import { isBadPort } from './port-blocking';
import type { FetchedRequest } from './request';
import type { Trace } from './trace';
import { isHttp, type Url } from './url';

/** One request on the wire. */
export interface SentRequest {
  readonly kind: 'preflight' | 'request';
  readonly method: string;
  readonly url: Url;
  /** Its `Origin`; null where it has none. */
  readonly origin: string | null;
  /** Whether cookies and other credentials may go with it. */
  readonly withCredentials: boolean;
  /** Headers that script asked for; those of a preflight are named in `Access-Control-Request-Headers`. */
  readonly headers: FetchedRequest['headers'];
}

/** What the servers answer: to the request just sent, which is the `hop`th on the way (the first is 1). */
export type Servers = (sent: SentRequest, hop: number) => Answer | undefined;

/** https://fetch.spec.whatwg.org/#concept-request-response-tainting */
type Tainting = 'basic' | 'cors' | 'opaque';

/** What a fetch comes to. */
export type Fetched = { readonly sent: readonly SentRequest[] } & (
  | { readonly failure: Reason }
  | {
      readonly failure: null;
      readonly answer: Answer;
      readonly tainting: Tainting;
      /** Where the answer came from. */
      readonly url: Url;
    }
);

/** A fetch on its way. */
export interface FetchState {
  readonly client: Client;
  readonly request: FetchedRequest;
  /** The request's URL list; the last is the current URL. */
  readonly urls: readonly Url[];
  readonly tainting: Tainting;
  readonly referrerPolicy: ReferrerPolicy;
  readonly sent: readonly SentRequest[];
}

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header */
function originHeader(state: FetchState, url: Url, tainting: Tainting): string | null {
  const { client, request } = state;
  const serialized = hasRedirectTaintedOrigin(state) ? 'null' : client.origin;
  if (tainting === 'cors') return serialized;
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  return request.mode !== 'cors' && hidesOrigin(state, url) ? 'null' : serialized;
}

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

/** https://fetch.spec.whatwg.org/#concept-http-fetch: one hop on the wire, and what comes of its answer */
function httpFetch(
  state: FetchState,
  url: Url,
  tainting: Tainting,
  servers: Servers,
  trace: Trace | undefined,
): FetchState | Fetched {
  const { request, urls } = state;
  const { method, headers } = request;
  const origin = originHeader(state, url, tainting);
  const hop = urls.length;
  const sent = [...state.sent];
  const fail = (failure: Reason): Fetched => ({ failure, sent });

  if (tainting === 'cors' && needsPreflight(request)) {
    const asked: SentRequest = {
      kind: 'preflight',
      method: 'OPTIONS',
      url,
      origin,
      withCredentials: false,
      headers,
    };
    sent.push(asked);
    const answer = servers(asked, hop);
    if (!answer || isCorrupted(answer.headers)) return fail('network');
    const failure = preflight(state, asked, answer, trace);
    if (failure) return fail(failure);
  }
  const withCredentials = includesCredentials(state, url, tainting);
  const asked: SentRequest = { kind: 'request', method, url, origin, withCredentials, headers };
  sent.push(asked);
  trace?.note(
    'HTTP-network-or-cache fetch',
    `${method} ${url.href}, ${origin === null ? 'no Origin' : `Origin ${origin}`}, credentials ${withCredentials ? 'may go with it' : 'stay at home'}`,
  );
  const answer = servers(asked, hop);
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

/**
 * Main fetch (https://fetch.spec.whatwg.org/#main-fetch), hop by hop, against servers whose answers are known.
 * @param url where the request goes first
 */
export function mainFetch(
  client: Client,
  request: FetchedRequest,
  url: Url,
  servers: Servers,
  trace?: Trace,
): Fetched {
  const referrerPolicy = defaultReferrerPolicy;
  let state: FetchState = { client, request, urls: [url], tainting: 'basic', referrerPolicy, sent: [] };
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
