import type { Client, WorkerKind } from './client';
import { corpCheck } from './cross-origin-resource-policy';
import type { Fetched, Servers } from './fetch-state';
import { mainFetch } from './main-fetch';
import type { PreflightCache } from './preflight-cache';
import type { FetchedRequest } from './request';
import type { Trace } from './trace';
import type { Url } from '../http/url';
import { isMedia } from './media-destination';

/** The request that a worker makes instead. */
function requestOfWorker(worker: WorkerKind, request: FetchedRequest): FetchedRequest {
  if (worker === 'refetch') return request;
  const mode = worker === 'opaque' ? 'no-cors' : 'cors';
  return { mode, credentials: 'same-origin', method: 'GET', headers: [], destination: '' };
}

/** Whether what the worker answers with has the headers that the CDN sent: not a range that it cut out itself. */
const passesOn = (worker: WorkerKind, { destination }: FetchedRequest): boolean =>
  worker === 'cors' || (worker === 'slice' && !isMedia(destination));

/**
 * Main fetch of a page that a service worker may control. What it does is HTTP fetch, 3, with handle fetch
 * (https://fetch.spec.whatwg.org/#http-fetch, https://w3c.github.io/ServiceWorker/#handle-fetch): the worker is asked
 * before the network, and the type of its response counts, whoever asked for it.
 */
export function fetchThroughWorker(
  client: Client,
  request: FetchedRequest,
  url: Url,
  servers: Servers,
  trace?: Trace,
  preflights?: PreflightCache,
): Fetched {
  const { worker } = client;
  if (!worker) return mainFetch(client, request, url, servers, trace, preflights);
  // 3.1–3.3 left out: the body and timing. 3.4. The worker fetches in the page's stead.
  const fetched = mainFetch(client, requestOfWorker(worker, request), url, servers, trace, preflights);
  // 3.5.7. Its failure is that of the request.
  if (fetched.failure !== null) return fetched;
  const { sent, tainting, answer } = fetched;
  trace?.note('handle fetch', `the service worker answers with a response of type ${tainting}`);
  // 3.5.7. An opaque response is for requests without CORS. Left out: the cases of other modes, of redirect and request.
  if (tainting === 'opaque' && request.mode !== 'no-cors') return { failure: 'worker-opaque', sent };
  // 5. The cross-origin resource policy check: what is embedded without CORS, whatever type the response has.
  const embeds = request.mode === 'no-cors' && url.origin !== client.origin && passesOn(worker, request);
  if (!embeds || corpCheck(client, fetched.url, answer.headers, false) === null) return fetched;
  trace?.note('cross-origin resource policy check', 'refused');
  return { failure: 'corp', sent };
}
