import type { HeaderLine } from '../http/headers';
import type { ExchangeCase, FetchOptions } from './exchange-case';
import type { AddressSpace } from './ip-address-space';
import { getHeader, isToken, stripWhitespace } from '../http/headers';
import { splitList } from '../http/mime-type';
import { extractedType, refusesBody } from './request-body';
import { isSafelistedHeader, isSafelistedMethod } from './safelist';
import type { Trace } from './trace';
import { isMedia, type MediaDestination } from './media-destination';

/** A request as the Fetch standard has it, in so far as it decides what comes of it. */
export interface FetchedRequest {
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly method: string;
  readonly headers: readonly HeaderLine[];
  readonly destination: MediaDestination | 'audioworklet' | '';
  /** https://wicg.github.io/local-network-access/#request-target-ip-address-space, as the page names it. */
  readonly targetAddressSpace?: AddressSpace;
  /** https://fetch.spec.whatwg.org/#concept-request-cache-mode; `default` where it is absent. */
  readonly cache?: FetchOptions['cache'];
  /** https://fetch.spec.whatwg.org/#concept-request-redirect-mode; `follow` where it is absent. */
  readonly redirect?: FetchOptions['redirect'];
  /** https://fetch.spec.whatwg.org/#concept-request-referrer-policy; that of the page where it is absent or empty. */
  readonly referrerPolicy?: FetchOptions['referrerPolicy'];
  /** https://fetch.spec.whatwg.org/#concept-request-integrity-metadata; none where it is absent. */
  readonly integrity?: string;
  /** https://fetch.spec.whatwg.org/#use-cors-preflight-flag */
  readonly usesCorsPreflight?: true;
  /** What a media element asks for, if that is not the file from its first byte on. */
  readonly range?: string;
  readonly hasBody?: true;
  /** Its body is a stream, which cannot be sent again: its source is null (https://fetch.spec.whatwg.org/#concept-body-source). */
  readonly isStream?: true;
}

/** A request as a page asks for it, without its URL. */
export type AskedRequest = Omit<ExchangeCase['request'], 'url_origin' | 'path'>;

const forbiddenMethods = ['CONNECT', 'TRACE', 'TRACK'];
const normalizedMethods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];

/** https://fetch.spec.whatwg.org/#concept-method-normalize */
function normalizeMethod(method: string): string {
  const upper = method.toUpperCase();
  return normalizedMethods.includes(upper) ? upper : method;
}

export const forbiddenNames: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);
const methodOverrides = ['x-http-method', 'x-http-method-override', 'x-method-override'];

/** https://fetch.spec.whatwg.org/#forbidden-request-header */
function isForbidden(name: string, value: string): boolean {
  if (forbiddenNames.has(name) || name.startsWith('proxy-') || name.startsWith('sec-')) return true;
  return (
    methodOverrides.includes(name) &&
    splitList(value).some((method) => forbiddenMethods.includes(method.toUpperCase()))
  );
}

/** https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header; `Range` is only for the browser itself to set */
const isNoCorsSafelisted = (name: string, value: string): boolean =>
  name !== 'range' && isSafelistedHeader(name, value);

/** https://fetch.spec.whatwg.org/#header-value */
const isHeaderValue = (value: string): boolean => {
  const stripped = stripWhitespace(value);
  return !/[\0\n\r]/.test(stripped) && /^[\0-\xff]*$/.test(stripped);
};

/** https://fetch.spec.whatwg.org/#concept-headers-append: what the guard of `Headers` refuses is left out; lines stay apart. */
function appendAll(headers: readonly HeaderLine[], guard: 'request' | 'request-no-cors'): HeaderLine[] {
  const list: HeaderLine[] = [];
  for (const [raw, said] of headers) {
    const name = raw.toLowerCase();
    const value = stripWhitespace(said);
    if (isForbidden(name, value)) continue;
    const known = getHeader(list, name);
    const joined = known === null ? value : `${known}, ${value}`;
    if (guard === 'request' || isNoCorsSafelisted(name, joined)) list.push([name, value]);
  }
  return list;
}

/**
 * Create a potential-CORS request
 * (https://html.spec.whatwg.org/multipage/urls-and-fetching.html#create-a-potential-cors-request), as the resource fetch
 * algorithm of a media element does (https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource).
 * 2 left out: the same-origin fallback is for others.
 */
const createPotentialCorsRequest = (
  destination: MediaDestination,
  crossorigin: 'anonymous' | 'use-credentials' | null,
): FetchedRequest => ({
  // 1.
  mode: crossorigin === null ? 'no-cors' : 'cors',
  // 3, 4.
  credentials: crossorigin === 'anonymous' ? 'same-origin' : 'include',
  method: 'GET',
  headers: [],
  destination,
});

/** Fetch a single module script (https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script), 6 and 7. */
const createModuleRequest = (credentials: FetchedRequest['credentials']): FetchedRequest => ({
  mode: 'cors',
  credentials,
  method: 'GET',
  headers: [],
  destination: 'audioworklet',
});

/** Options that were given, and are not what there is without them. */
function optionsOf({
  cache,
  redirect,
  referrerPolicy,
  targetAddressSpace,
  integrity,
  body,
  api,
  uploadListener,
}: AskedRequest): Partial<FetchedRequest> | null {
  // https://xhr.spec.whatwg.org/#the-send()-method: what listens to an upload makes a preflight.
  const isListened = api === 'xhr' && uploadListener === true;
  const isStream = body === 'ReadableStream' && api !== 'xhr';
  const isPlain = !cache && !redirect && !referrerPolicy && targetAddressSpace == null;
  if (isPlain && !integrity && !isStream && !isListened) return null;
  return {
    ...(cache && { cache }),
    ...(redirect && { redirect }),
    ...(referrerPolicy && { referrerPolicy }),
    ...(targetAddressSpace != null && { targetAddressSpace }),
    ...(integrity && { integrity }),
    ...(isStream && { isStream }),
    ...((isStream || isListened) && { usesCorsPreflight: true as const }),
  };
}

/** The lines of a request with the type of its body, where they name none (https://fetch.spec.whatwg.org/#dom-request, 37). */
function withBodyType(
  headers: readonly HeaderLine[],
  { body, bodyType, api }: AskedRequest,
  method: string,
): readonly HeaderLine[] {
  // XMLHttpRequest drops what GET and HEAD cannot have (https://xhr.spec.whatwg.org/#the-send()-method, 3).
  if (body == null || (api === 'xhr' && (method === 'GET' || method === 'HEAD'))) return headers;
  const type = extractedType(body, bodyType ?? '');
  const isNamed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return type === null || isNamed ? headers : [...headers, ['content-type', type]];
}

/** XMLHttpRequest combines what was set of one name (https://xhr.spec.whatwg.org/#the-setrequestheader()-method). */
function combined(headers: readonly HeaderLine[]): HeaderLine[] {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  return [...names].map((name) => [name, getHeader(headers, name) ?? '']);
}

/**
 * The request that a page makes: that of a media element, or of `fetch()` (https://fetch.spec.whatwg.org/#dom-request).
 * @returns null if `fetch()` throws before there is one
 */
export function createRequest(init: AskedRequest, trace?: Trace): FetchedRequest | null {
  const { destination, crossorigin = null, mode, credentials, cache } = init;
  if (isMedia(destination)) {
    trace?.note('media element request', `crossorigin ${crossorigin ?? 'absent'}`);
    return createPotentialCorsRequest(destination, crossorigin);
  }
  if (destination === 'audioworklet') return createModuleRequest(credentials);
  const method = normalizeMethod(init.method);
  const invalid =
    !isToken(method) ||
    forbiddenMethods.includes(method.toUpperCase()) ||
    (mode === 'no-cors' && !isSafelistedMethod(method)) ||
    (cache === 'only-if-cached' && mode !== 'same-origin') ||
    (init.api !== 'xhr' && refusesBody(init, method, mode)) ||
    init.headers.some(([name, value]) => !isToken(name) || !isHeaderValue(value));
  trace?.note(
    'create a request',
    `${method}, mode ${mode}, credentials ${credentials}${invalid ? ': refused' : ''}`,
  );
  if (invalid) return null;
  const guard = mode === 'no-cors' ? 'request-no-cors' : 'request';
  const asked = withBodyType(init.headers, init, method);
  const lines = asked.length === 0 ? [] : appendAll(asked, guard);
  const headers = init.api === 'xhr' ? combined(lines) : lines;
  const hasBody = init.body != null && method !== 'GET' && method !== 'HEAD';
  const request: FetchedRequest = {
    mode,
    // https://xhr.spec.whatwg.org/#the-send()-method, 8: it can leave out none that go to the own origin.
    credentials: init.api === 'xhr' && credentials === 'omit' ? 'same-origin' : credentials,
    method,
    headers,
    destination: '',
    ...(hasBody && { hasBody }),
  };
  const options = optionsOf(init);
  return options ? { ...request, ...options } : request;
}
