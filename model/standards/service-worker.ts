import type { Client } from './client';
import { corpCheck } from './cross-origin-resource-policy';
import { endsEarly } from './corrupted-answer';
import type { Fetched, FetchState, Servers } from './fetch-state';
import { mainFetch } from './main-fetch';
import type { PreflightCache } from './preflight-cache';
import type { Reason } from './reason';
import { createRequest, type FetchedRequest } from './request';
import type { Trace } from './trace';
import { getHeader, type HeaderLine } from '../http/headers';
import { splitList } from '../http/mime-type';
import { parseUrl, type Url } from '../http/url';
import { isRedirectStatus } from './http-redirect-fetch';
import { isMedia } from './media-destination';
import { currentUrl } from './url-list';
import type { WorkerScript } from './worker-script';

/** What a worker has in its Cache, by the URL that was asked for. */
export type WorkerCache = Map<string, Fetched>;

/** Where the script of a worker stands on the page's origin: what it asks for itself has that as its referrer. */
export const workerPath = '/worker.js';

/** Names that a worker copies. */
const rangeNames = ['range', 'if-range'];

/** Whether its `fetch()` has options: then not even the headers of the request that it takes are kept as they are. */
const hasInit = ({ mode, credentials, headers, ranges }: WorkerScript): boolean =>
  mode != null || credentials != null || headers != null || ranges === true;

/**
 * The request that a worker makes (https://fetch.spec.whatwg.org/#dom-request): that of a `Request` made of the page's, which has
 * no destination, and of whose flags none is kept, or of its URL alone.
 * @returns null where the constructor throws
 */
function requestOfWorker(worker: WorkerScript, { request: given }: FetchState): FetchedRequest | null {
  const { destination, range, mode, credentials, method, redirect, cache, integrity } = given;
  const lines: readonly HeaderLine[] = isMedia(destination)
    ? [...given.headers, ['range', range ?? 'bytes=0-']]
    : given.headers;
  const isNew = worker.fetches === 'url';
  const kept = {
    ...(redirect && { redirect }),
    ...(cache && { cache }),
    ...(integrity !== undefined && { integrity }),
  };
  if (passesOn(worker)) return { mode, credentials, method, headers: lines, destination: '', ...kept };
  const copied = worker.ranges ? lines.filter(([name]) => rangeNames.includes(name)) : [];
  const own = [...(worker.headers ?? []), ...copied];
  return createRequest({
    ...(!isNew && kept),
    mode: worker.mode ?? (isNew ? 'cors' : mode),
    credentials: worker.credentials ?? (isNew ? 'same-origin' : credentials),
    method: isNew ? 'GET' : method,
    headers: isNew || worker.headers != null || worker.ranges === true ? own : lines,
    destination: '',
  });
}

/** Whether a worker fetches the page's own request, which keeps its referrer and its referrer policy. */
export const passesOn = (worker: WorkerScript): boolean => worker.fetches !== 'url' && !hasInit(worker);

/** The worker as it fetches: on the page's origin, without its policies. What is passed on as it is keeps its referrer. */
function clientOfWorker(worker: WorkerScript, { client, referrer, referrerPolicy }: FetchState): Client {
  const { url, origin, addressSpace, permissions, isAllowedToPlay } = client;
  const isPassedOn = passesOn(worker);
  return {
    url,
    origin,
    addressSpace,
    permissions,
    isAllowedToPlay,
    policies: [],
    embedderPolicy: null,
    upgradesInsecureRequests: false,
    referrer: isPassedOn ? referrer : url && parseUrl(workerPath, url),
    referrerPolicy: isPassedOn ? referrerPolicy : undefined,
  };
}

/**
 * Whether a Cache takes no such response (https://w3c.github.io/ServiceWorker/#cache-put): one that breaks off, part of a file,
 * or one for its request alone. Of an opaque one it sees neither status nor headers.
 */
function refusesToKeep({ answer, sent, tainting, isOpaqueRedirect }: Fetched & { failure: null }): boolean {
  if (endsEarly(answer, sent.at(-1)?.method ?? 'GET')) return true;
  if (tainting === 'opaque' || isOpaqueRedirect) return false;
  const varies = splitList(getHeader(answer.headers, 'vary') ?? '').includes('*');
  return answer.status === 206 || varies;
}

/** HTTP fetch, 3.5.7: why the response of a worker is none for the request; null for success. */
function refuseResponse({ request }: FetchState, fetched: Fetched & { failure: null }): Reason | null {
  const { tainting, isOpaqueRedirect = false, sent } = fetched;
  if (request.mode === 'same-origin' && tainting === 'cors') return 'mode-same-origin';
  if (tainting === 'opaque' && request.mode !== 'no-cors') return 'worker-opaque';
  const redirect = request.redirect ?? 'follow';
  const isLed = sent.filter(({ kind }) => kind === 'request').length > 1;
  const isUnwanted = (isOpaqueRedirect && redirect !== 'manual') || (isLed && redirect !== 'follow');
  return isUnwanted ? 'redirect-invalid' : null;
}

/** Whether what the worker answers with is a range that it cut out itself: it has no header of the server, and no URL. */
const isCut = (
  { cuts }: WorkerScript,
  { tainting }: { readonly tainting: string },
  state: FetchState,
): boolean => cuts === true && tainting !== 'opaque' && isMedia(state.request.destination);

/** What comes of the request that the worker makes. */
function fetchByWorker(state: FetchState, worker: WorkerScript): Fetched {
  const { servers, trace, preflights } = state;
  const url = currentUrl(state);
  const request = requestOfWorker(worker, state);
  // Neither fetch() nor a Cache takes the text of a URL with a user name.
  const namesUrl = worker.fetches === 'url' || worker.cache === true;
  if (!request || (url.userinfo && namesUrl)) return { failure: 'request-invalid', sent: [] };
  const came = mainFetch(clientOfWorker(worker, state), request, url, servers, trace, preflights);
  return came.failure === null ? { ...came, credentials: request.credentials } : came;
}

/**
 * HTTP fetch, 3 and 5, with handle fetch (https://fetch.spec.whatwg.org/#http-fetch,
 * https://w3c.github.io/ServiceWorker/#handle-fetch): the worker is asked before the network, and the type of its response
 * counts, whoever asked for it.
 */
function handleFetch(state: FetchState, worker: WorkerScript, kept: WorkerCache): Fetched {
  const { client, trace } = state;
  const { href } = currentUrl(state);
  const known = worker.cache ? kept.get(href) : undefined;
  // 3.1–3.3 left out: the body and timing. 3.4. The worker fetches in the page's stead.
  const fetched = known ?? fetchByWorker(state, worker);
  const sent = known ? [] : fetched.sent;
  // 3.5.7. Its failure is that of the request.
  if (fetched.failure !== null) return fetched;
  if (worker.cache && !known) {
    if (refusesToKeep(fetched)) {
      trace?.note('handle fetch', 'the service worker cannot keep what came, and answers nothing');
      return { failure: 'network', sent };
    }
    kept.set(href, fetched);
  }
  const { answer, tainting } = fetched;
  trace?.note(
    'handle fetch',
    `the service worker answers with a response of type ${tainting}${known ? ', which it has kept' : ''}`,
  );
  const refusal = refuseResponse(state, fetched);
  if (refusal) return { failure: refusal, sent };
  // 5. The cross-origin resource policy check: what is embedded without CORS, whatever type the response has.
  const embeds = state.tainting === 'opaque' || tainting === 'opaque';
  const withCredentials = fetched.sent.at(-1)?.withCredentials ?? false;
  if (embeds && !isCut(worker, fetched, state)) {
    const isRefused = corpCheck(client, fetched.url, answer.headers, withCredentials) !== null;
    trace?.note('cross-origin resource policy check', isRefused ? 'refused' : 'allowed');
    if (isRefused) return { failure: 'corp', sent };
  }
  return { ...asRedirectMode(state, fetched), sent };
}

/** HTTP fetch, 6: a redirect status, which a worker has of an answer that leads nowhere, by the redirect mode of the page's request. */
function asRedirectMode({ request }: FetchState, fetched: Fetched & { failure: null }): Fetched {
  if (!isRedirectStatus(fetched.answer.status)) return fetched;
  if (request.redirect === 'error') return { failure: 'redirect-invalid', sent: fetched.sent };
  return request.redirect === 'manual' ? { ...fetched, isOpaqueRedirect: true } : fetched;
}

/**
 * Main fetch of a page that a service worker may control.
 * @param kept what the worker has in its Cache, and takes in what comes
 */
export function fetchThroughWorker(
  client: Client,
  request: FetchedRequest,
  url: Url,
  servers: Servers,
  trace?: Trace,
  preflights?: PreflightCache,
  kept: WorkerCache = new Map(),
): Fetched {
  const { worker } = client;
  const handle = worker && ((state: FetchState) => handleFetch(state, worker, kept));
  return mainFetch(client, request, url, servers, trace, preflights, handle);
}
