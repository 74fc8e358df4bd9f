import type { HeaderLine } from '../policies/policy';
import type { ExchangeCase } from './exchange-case';
import { isToken } from './headers';
import { isSafelistedHeader, isSafelistedMethod } from './safelist';
import type { Trace } from './trace';

/** A request as the Fetch standard has it, in so far as it decides what comes of it. */
export interface FetchedRequest {
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly method: string;
  readonly headers: readonly HeaderLine[];
  readonly destination: 'audio' | '';
}

const forbiddenMethods = ['CONNECT', 'TRACE', 'TRACK'];
const normalizedMethods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];

/** https://fetch.spec.whatwg.org/#concept-method-normalize */
function normalizeMethod(method: string): string {
  const upper = method.toUpperCase();
  return normalizedMethods.includes(upper) ? upper : method;
}

const forbiddenNames = new Set([
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
  const lower = name.toLowerCase();
  if (forbiddenNames.has(lower) || lower.startsWith('proxy-') || lower.startsWith('sec-')) return true;
  const methods = value.split(',').map((method) => method.trim().toUpperCase());
  return methodOverrides.includes(lower) && methods.some((method) => forbiddenMethods.includes(method));
}

/** https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header; `Range` is only for the browser itself to set */
const isNoCorsSafelisted = (name: string, value: string): boolean =>
  name.toLowerCase() !== 'range' && isSafelistedHeader(name, value);

const stripAll = (value: string): string => value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');

/** https://fetch.spec.whatwg.org/#header-value */
const isHeaderValue = (value: string): boolean => {
  const stripped = stripAll(value);
  return !/[\0\n\r]/.test(stripped) && /^[\0-\xff]*$/.test(stripped);
};

/** Headers as `Headers` keeps them: values of one name joined, what the guard refuses left out. */
function combine(
  headers: readonly HeaderLine[],
  isAllowed: (name: string, value: string) => boolean,
): HeaderLine[] {
  const byName = new Map<string, string>();
  for (const [raw, value] of headers) {
    const name = raw.toLowerCase();
    const stripped = stripAll(value);
    const known = byName.get(name);
    const joined = known === undefined ? stripped : `${known}, ${stripped}`;
    if (isAllowed(name, joined)) byName.set(name, joined);
  }
  return [...byName];
}

/** A media element's request (https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource). */
const elementRequest = (crossorigin: 'anonymous' | 'use-credentials' | null): FetchedRequest => ({
  mode: crossorigin === null ? 'no-cors' : 'cors',
  credentials: crossorigin === 'anonymous' ? 'same-origin' : 'include',
  method: 'GET',
  headers: [],
  destination: 'audio',
});

/**
 * The request that a page makes: that of a media element, or of `fetch()` (https://fetch.spec.whatwg.org/#dom-request).
 * @returns null where `fetch()` throws before there is one
 */
export function createRequest(
  { destination, crossorigin, ...init }: Omit<ExchangeCase['request'], 'url_origin' | 'path'>,
  trace?: Trace,
): FetchedRequest | null {
  if (destination === 'audio') {
    trace?.note('media element request', `crossorigin ${crossorigin ?? 'absent'}`);
    return elementRequest(crossorigin ?? null);
  }
  const { mode, credentials } = init;
  const method = normalizeMethod(init.method);
  const invalid =
    !isToken(method) ||
    forbiddenMethods.includes(method.toUpperCase()) ||
    (mode === 'no-cors' && !isSafelistedMethod(method)) ||
    init.headers.some(([name, value]) => !isToken(name) || !isHeaderValue(value));
  trace?.note(
    'create a request',
    `${method}, mode ${mode}, credentials ${credentials}${invalid ? ': refused' : ''}`,
  );
  if (invalid) return null;
  if (init.headers.length === 0) return { mode, credentials, method, headers: [], destination: '' };
  const allowed = init.headers.filter(([name, value]) => !isForbidden(name, value));
  const headers = combine(allowed, mode === 'no-cors' ? isNoCorsSafelisted : () => true);
  return { mode, credentials, method, headers, destination: '' };
}
