import type { HeaderLine } from '../http/headers';

/** `request`: `fetch(event.request, init)`; `url`: `fetch(event.request.url, init)`, a new request of which the page's has the URL alone. */
export const workerFetches = ['request', 'url'] as const;

/** What the script of a service worker answers the page's requests with; `event.request` passed on, if it says nothing. */
export interface WorkerScript {
  /** `request`, if it is absent. */
  readonly fetches?: (typeof workerFetches)[number] | null | undefined;
  /** Options of its `fetch()`; what it takes by itself, if they are absent. */
  readonly mode?: 'cors' | 'no-cors' | 'same-origin' | null | undefined;
  readonly credentials?: 'omit' | 'same-origin' | 'include' | null | undefined;
  readonly headers?: readonly HeaderLine[] | null | undefined;
  /** Whether it copies `Range` and `If-Range` of the page's request into the headers of its own. */
  readonly ranges?: boolean | null | undefined;
  /** Whether it keeps the response in a Cache, and answers with what it finds there. */
  readonly cache?: boolean | null | undefined;
  /** Whether it answers a range with what it cuts out of the whole file; pages of the lab alone have such a one. */
  readonly cuts?: true;
}
