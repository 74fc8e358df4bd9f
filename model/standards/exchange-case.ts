import type { HeaderLine } from '../http/headers';
import type { HttpVersion } from '../http/version';
import { meetsCondition, type AnswerCondition, type AskedHeaders } from './answer-condition';
import type { Body } from './body';
import type { AddressSpace } from './ip-address-space';
import type { LocalNetworkPermission } from './local-network-permission';
import type { ReferrerPolicy } from './referrer-policy';
import type { RequestBody } from './request-body';
import type { UserActivation } from './user-activation';
import type { WorkerScript } from './worker-script';

/** https://fetch.spec.whatwg.org/#requestcache */
export const cacheModes = [
  'default',
  'no-store',
  'reload',
  'no-cache',
  'force-cache',
  'only-if-cached',
] as const;
export type CacheMode = (typeof cacheModes)[number];
/** https://fetch.spec.whatwg.org/#requestredirect */
export const redirectModes = ['follow', 'error', 'manual'] as const;

/** What a script says of how it is fetched; for what is absent, what `fetch()` takes by itself. */
export interface FetchOptions {
  readonly redirect?: (typeof redirectModes)[number] | null | undefined;
  readonly cache?: CacheMode | null | undefined;
  readonly referrerPolicy?: ReferrerPolicy | '' | null | undefined;
  readonly keepalive?: boolean | null | undefined;
  /** https://wicg.github.io/local-network-access/#fetch-api */
  readonly targetAddressSpace?: AddressSpace | null | undefined;
  /** Integrity metadata; `{body}` stands for the right digest, as in `sha256-{body}`. */
  readonly integrity?: string | null | undefined;
  /** What goes with the request, by its interface. */
  readonly body?: RequestBody | null | undefined;
  /** The type that a `Blob` was made with; empty if it is absent. */
  readonly bodyType?: string | null | undefined;
  /** Without it no stream is taken. */
  readonly duplex?: 'half' | null | undefined;
  /** Who asks: `fetch()`, if it is absent. An XMLHttpRequest takes mode, credentials, method, headers and a body alone. */
  readonly api?: 'fetch' | 'xhr' | null | undefined;
  /** Whether something listens to the upload of an XMLHttpRequest. */
  readonly uploadListener?: boolean | null | undefined;
}

/**
 * Documents that a page makes without a server, each in a frame. They have its policies and its origin, but for `data`, whose
 * origin is opaque.
 */
export const madeDocuments = ['srcdoc', 'about:blank', 'blob', 'data'] as const;
export type MadeDocument = (typeof madeDocuments)[number];

/** A page, a request and what the servers answer to it: all that decides a cross-origin load. */
export interface ExchangeCase {
  readonly id: string;
  readonly page: {
    /** Serialized; `null` where it is opaque. */
    readonly origin: string;
    readonly csp?: string | null | undefined;
    /** The policy of each of its `<meta http-equiv="Content-Security-Policy">`. */
    readonly cspMeta?: readonly string[] | null | undefined;
    /** `Content-Security-Policy-Report-Only`, which refuses nothing. */
    readonly cspReportOnly?: string | null | undefined;
    readonly coep?: string | null | undefined;
    /** `Document-Isolation-Policy` */
    readonly documentIsolationPolicy?: string | null | undefined;
    /** True, or the flags of the attribute: without `allow-same-origin` the origin is opaque. */
    readonly sandbox?: boolean | string | null | undefined;
    /** Its `Referrer-Policy`. */
    readonly referrerPolicy?: string | null | undefined;
    /** Where it stands on its origin; `/` if it is absent. */
    readonly path?: string | null | undefined;
    /** It makes these documents, each in the one before, and the load is that of the last one; the page's own, if it is absent. */
    readonly documents?: readonly MadeDocument[] | null | undefined;
    /** Where the page came from; what its origin tells, if it is absent. */
    readonly addressSpace?: AddressSpace | null | undefined;
    /** What the person permits the page; nothing, if it is absent. */
    readonly permissions?: readonly LocalNetworkPermission[] | null | undefined;
    /** Where a person has clicked; in the page, if it is absent. */
    readonly userActivation?: UserActivation | null | undefined;
    /** The `allow` attribute of the frame that the page is in, for its `autoplay`. */
    readonly allow?: string | null | undefined;
    /** Its `Permissions-Policy`, for its `autoplay`. */
    readonly permissionsPolicy?: string | null | undefined;
    /** The service worker that controls it; none, if it is absent. */
    readonly serviceWorker?: WorkerScript | null | undefined;
  };
  readonly request: FetchOptions & {
    readonly url_origin: string;
    readonly path: string;
    readonly mode: 'cors' | 'no-cors' | 'same-origin';
    readonly credentials: 'omit' | 'same-origin' | 'include';
    readonly method: string;
    readonly headers: readonly HeaderLine[];
    /** `audio` and `video` are media elements tapped by Web Audio. */
    readonly destination: string;
    readonly crossorigin?: 'anonymous' | 'use-credentials' | null | undefined;
    /** The `type` of the `<source>` that it is the URL of. */
    readonly type?: string | null | undefined;
    /** Whether the media element is muted, from before it loads on. */
    readonly muted?: boolean | null | undefined;
    /** The `volume` of the media element, 0 to 1; 1 if it is absent. */
    readonly volume?: number | null | undefined;
  };
  readonly responses: readonly NamedAnswer[];
  /** What servers speak over https, HTTP/1.1 if it is absent. Over http browsers ask for no other. */
  readonly http?: HttpVersion | null | undefined;
  /** The element loads from `<source>` elements: the URL of the request is that of the first, these come after it. By its `src`, if it is absent. */
  readonly nextSources?: readonly NextSource[] | null | undefined;
  /** Loads of the same page, one after the other, once this one has ended. */
  readonly then?: readonly LaterLoad[] | null | undefined;
}

/** A `<source>` behind the first one of a media element, and what servers answer to whoever asks for it. */
export interface NextSource {
  readonly url_origin: string;
  readonly path: string;
  readonly type?: string | null | undefined;
  readonly responses: readonly NamedAnswer[];
}

/** A load that a page does after others. */
export type LaterLoad = Pick<ExchangeCase, 'request' | 'responses' | 'nextSources'>;

/** Each load of a case as a case of its own: the first, and those after it. */
export const loadsOf = ({ then, ...first }: ExchangeCase): ExchangeCase[] => [
  first,
  ...(then ?? []).map((load) => ({ ...first, nextSources: null, ...load })),
];

/** Each `<source>` of a load as a case of its own, in their order; the load itself, if its element has a `src`. */
export const sourcesOf = ({ nextSources, ...first }: ExchangeCase): ExchangeCase[] => [
  first,
  ...(nextSources ?? []).map(({ responses, type, url_origin, path }) => ({
    ...first,
    request: { ...first.request, type, url_origin, path },
    responses,
  })),
];

/** Each way on which a case may ask servers, as a case of its own: that of each `<source>` of each load. */
export const waysOf = (each: ExchangeCase): ExchangeCase[] => loadsOf(each).flatMap(sourcesOf);

/** The URL that a request names; a path that begins with no slash gets one. */
export function requestUrl({ url_origin: origin, path }: ExchangeCase['request']): string {
  const bare = /^https?:\/\/[^/?#]*$/i.test(origin);
  return bare && !/^[/?#]/.test(path) ? `${origin}/${path}` : origin + path;
}

/** An answer of 100 to 199, which another one follows. */
export interface Informational {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
}

/** What a server answers to one request. */
export interface Answer {
  /** 0 in a case says that there is no answer: the server hangs up. */
  readonly status: number;
  /** As they come, duplicates kept. */
  readonly headers: readonly HeaderLine[];
  /** What comes before it, in its order; nothing, if it is absent. Fetch ignores it (https://fetch.spec.whatwg.org/#concept-http-network-fetch, 10). */
  readonly informational?: readonly Informational[] | null | undefined;
  /** The lines after its body; none, if it is absent. Fetch has none of them. */
  readonly trailers?: readonly HeaderLine[] | null | undefined;
  /** What comes after the headers; what the load wants, if it is absent: a wav file, or text for `fetch()`. */
  readonly body?: Body | null | undefined;
  /** Of the server that answers; what its URL tells, if it is absent. */
  readonly addressSpace?: AddressSpace | null | undefined;
}

/** The answer to the request that it names: `preflight`, `redirect-1`, `preflight-2`, …, `actual`. */
export interface NamedAnswer extends Answer {
  readonly for: string;
  /** Which requests it is for, of those that it names; all, if it is absent. The first answer that is for a request is given. */
  readonly when?: AnswerCondition | null | undefined;
}

/** An answer that came; none has status 0. */
const cameOf = <A extends NamedAnswer>(answer: A | undefined): A | undefined =>
  answer?.status === 0 ? undefined : answer;

/** The address space of the server that is asked at the `hop`th URL, where the case names it; null if it does not. */
export const addressSpaceAt = (answers: readonly NamedAnswer[], hop: number): AddressSpace | null =>
  (
    answers.find(({ for: name }) => name === `redirect-${hop}`) ??
    answers.find(({ for: name }) => name === 'actual')
  )?.addressSpace ?? null;

/**
 * The answer to the request that is `hop`th on the way (the first is 1). A missing preflight answer is that of the actual
 * one.
 * @param asked what the request has; if it is absent, conditions do not count
 * @returns undefined if the server hangs up
 */
export function answerOf<A extends NamedAnswer>(
  answers: readonly A[],
  hop: number,
  isPreflight: boolean,
  asked?: AskedHeaders,
): A | undefined {
  const name = isPreflight ? (hop === 1 ? 'preflight' : `preflight-${hop}`) : `redirect-${hop}`;
  let actual: A | undefined;
  for (const answer of answers) {
    if (asked && !meetsCondition(answer.when, asked)) continue;
    if (answer.for === name) return cameOf(answer);
    if (answer.for === 'actual') actual ??= answer;
  }
  return cameOf(actual);
}
