import type { AddressSpace } from './ip-address-space';
import type { Reason } from './reason';
import type { Client } from './client';
import type { Answer } from './exchange-case';
import type { FetchRules } from './fetch-rules';
import type { PreflightCache } from './preflight-cache';
import type { SecFetch } from './fetch-metadata';
import type { ReferrerPolicy } from './referrer-policy';
import type { FetchedRequest } from './request';
import type { HstsHosts } from './strict-transport-security';
import type { Trace } from './trace';
import type { Url } from '../http/url';

/** One request on the wire. */
export interface SentRequest {
  readonly kind: 'preflight' | 'request';
  readonly method: string;
  readonly url: Url;
  /** Its `Origin`; null if it has none. */
  readonly origin: string | null;
  /** Its `Referer`; null if it has none. */
  readonly referer: string | null;
  /** Its `Sec-Fetch-*`; null where none are sent. */
  readonly secFetch: SecFetch | null;
  /** Whether cookies and other credentials may go with it. */
  readonly withCredentials: boolean;
  /** Its `Cookie`; null, or absent, if it has none. */
  readonly cookie?: string | null;
  /** Headers that script asked for; those of a preflight are named in `Access-Control-Request-Headers`. */
  readonly headers: FetchedRequest['headers'];
  /** What it is for; a media element asks for a range. */
  readonly destination: FetchedRequest['destination'];
  /** The later range that a media element asks for. */
  readonly range?: FetchedRequest['range'];
  readonly cache?: FetchedRequest['cache'];
  readonly hasBody?: FetchedRequest['hasBody'];
}

export interface Servers {
  /** What the servers answer: to the request just sent, which is the `hop`th on the way (the first is 1). */
  (sent: SentRequest, hop: number): Answer | undefined;
  /** The address space of the server at a URL; null, or absent, where its URL tells it, or nobody. */
  readonly addressSpaceOf?: (url: Url, hop: number) => AddressSpace | null;
  /** The cookies that a request which may carry some takes along; none, if it is absent. @param urls its URL list */
  readonly cookieFor?: (urls: readonly Url[]) => string | null;
  /** The hosts that are asked over https alone; none, if it is absent. */
  readonly hstsHosts?: HstsHosts;
  /** What the browser does in its own way; as the standard says, if it is absent. */
  readonly rules?: FetchRules;
  /** Whether servers speak HTTP/2 over https; HTTP/1.1, if it is absent. */
  readonly speaksHttp2?: true;
  /** Whether what is asked goes through a cache first. */
  readonly isBehindCache?: true;
}

/** https://fetch.spec.whatwg.org/#concept-request-response-tainting */
export type Tainting = 'basic' | 'cors' | 'opaque';

/** What a fetch comes to. */
export type Fetched = { readonly sent: readonly SentRequest[] } & (
  | { readonly failure: Reason }
  | {
      readonly failure: null;
      readonly answer: Answer;
      readonly tainting: Tainting;
      /** Where the answer came from. */
      readonly url: Url;
      /** A redirect that is not followed: its filtered response is opaque (https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect). */
      readonly isOpaqueRedirect?: true;
      /** The credentials mode of the request of a service worker, which got it: what script sees of it depends on that. */
      readonly credentials?: FetchedRequest['credentials'];
    }
);

/**
 * A fetch on its way: the fetch params of the standard (https://fetch.spec.whatwg.org/#fetch-params). What the standard
 * sets on its way is set here, too.
 */
export interface FetchState {
  readonly client: Client;
  /** Another one after some redirects. */
  request: FetchedRequest;
  /** The request's URL list; the last is the current URL. */
  readonly urls: Url[];
  tainting: Tainting;
  referrerPolicy: ReferrerPolicy;
  /** What the request has as its referrer by now; null for none. */
  referrer: Url | null;
  readonly sent: SentRequest[];
  readonly preflights: PreflightCache;
  readonly servers: Servers;
  readonly trace: Trace | undefined;
  /** What the service worker that controls the page answers; absent where none does. */
  readonly handleFetch?: HandleFetch | undefined;
}

/** Handle fetch (https://w3c.github.io/ServiceWorker/#handle-fetch), and what is made of the response. */
export type HandleFetch = (state: FetchState) => Fetched;
