import type { Reason } from './reason';
import type { Answer } from './exchange-case';
import type { FetchState } from './fetch-state';
import { referrerPolicyOf } from './referrer-policy';
import type { FetchedRequest } from './request';
import { currentUrl, hasRedirectTaint } from './url-list';
import { isHttp, parseUrl, type Url } from '../http/url';

const maxRedirects = 20;
/** https://fetch.spec.whatwg.org/#redirect-status */
const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];
export const isRedirectStatus = (status: number): boolean => redirectStatuses.includes(status);
/** https://fetch.spec.whatwg.org/#request-body-header-name */
const requestBodyHeaderNames = ['content-encoding', 'content-language', 'content-location', 'content-type'];

/** Bytes above 0x7F, escaped as they are, whatever their encoding: what engines read in a `Location`. */
const escapeBytes = (value: string): string =>
  value.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Location URL (https://fetch.spec.whatwg.org/#concept-response-location-url)
 * @param url where the answer came from
 * @returns undefined if the answer leads nowhere, null (failure) where its `Location` is no URL
 */
export function locationUrl({ status, headers }: Answer, url: Url): Url | null | undefined {
  // 1.
  if (!isRedirectStatus(status)) return undefined;
  // 2. Of several lines the first: lines that differ are no answer at all (`corrupted-answer.ts`).
  const location = headers.find(([name]) => name.toLowerCase() === 'location');
  // 3.
  const target = location && parseUrl(escapeBytes(location[1]), url);
  // 4. Where it says no fragment, it keeps that of the request.
  return target?.fragment === '' ? { ...target, fragment: url.fragment } : target;
}

/** HTTP-redirect fetch, 5 to 10: where a redirect leads, or in words why it is not followed. */
function checkTarget({ client, request, urls, tainting }: FetchState, target: Url | null): Url | string {
  // 5.
  if (!target) return 'its Location is no URL';
  // 6.
  if (!isHttp(target)) return `it leads to ${target.scheme}:`;
  // 7, 8. The URL list counts.
  if (urls.length > maxRedirects) return `it is the ${maxRedirects + 1}th`;
  // 9. A user name for another origin, with CORS; 10. or for any, once the response is tainted by CORS.
  const foreign = request.mode === 'cors' && target.origin !== client.origin;
  return target.userinfo && (foreign || tainting === 'cors') ? 'it holds a user name or password' : target;
}

/** HTTP-redirect fetch, 12: whether the method becomes GET. */
const becomesGet = (status: number, method: string): boolean =>
  ((status === 301 || status === 302) && method === 'POST') ||
  (status === 303 && method !== 'GET' && method !== 'HEAD');

/** HTTP-redirect fetch, 12 and 13: the request that goes on. */
function redirected(request: FetchedRequest, status: number, leaves: boolean): FetchedRequest {
  // 12. The method becomes GET, and the headers of the body go.
  const toGet = becomesGet(status, request.method);
  // 13. Authorization stays behind where the origin changes.
  const headers = request.headers.filter(
    ([name]) => !(toGet && requestBodyHeaderNames.includes(name)) && !(leaves && name === 'authorization'),
  );
  const { isStream, ...rest } = request;
  return {
    ...rest,
    headers,
    method: toGet ? 'GET' : request.method,
    ...(isStream && !toGet && { isStream }),
  };
}

/**
 * HTTP-redirect fetch (https://fetch.spec.whatwg.org/#http-redirect-fetch), but for its last step: main fetch goes on.
 * @param location 3: the answer's location URL; that 4 there is one was seen by the caller
 * @returns null for success, else the reason of the failure
 */
export function httpRedirectFetch(
  state: FetchState,
  { status, headers }: Answer,
  location: Url | null,
): Reason | null {
  const { trace } = state;
  // 5–10.
  const target = checkTarget(state, location);
  if (typeof target === 'string') {
    trace?.note('HTTP-redirect fetch', `not followed: ${target}`);
    return 'redirect-invalid';
  }
  // 11. A stream cannot be sent again.
  if (state.request.isStream && status !== 303) {
    trace?.note('HTTP-redirect fetch', 'not followed: its body is a stream');
    return 'redirect-invalid';
  }
  // 12, 13.
  state.request = redirected(state.request, status, target.origin !== currentUrl(state).origin);
  // 14–17 left out: the body again, and timing.
  // 18.
  state.urls.push(target);
  // 19. https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect
  state.referrerPolicy = referrerPolicyOf(headers) ?? state.referrerPolicy;
  trace?.note(
    'HTTP-redirect fetch',
    `${status} to ${target.href}${hasRedirectTaint(state) ? ', the origin is tainted' : ''}`,
  );
  // 20, 21 left out: only redirects that are followed come here.
  return null;
}
