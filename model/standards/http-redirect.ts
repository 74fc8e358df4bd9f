import type { Reason } from './reason';
import type { Answer } from './exchange-case';
import type { FetchState } from './fetch-state';
import { referrerPolicyOf } from './referrer-policy';
import type { Trace } from './trace';
import { isHttp, parseUrl, type Url } from '../http/url';

const maxRedirects = 20;
const isRedirectStatus = (status: number): boolean =>
  status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
/** https://fetch.spec.whatwg.org/#request-body-header-name */
const bodyHeaders = ['content-encoding', 'content-language', 'content-location', 'content-type'];

/** https://fetch.spec.whatwg.org/#concept-request-tainted-origin */
export function hasRedirectTaintedOrigin({ client, urls }: FetchState): boolean {
  for (let i = 1; i < urls.length; i += 1) {
    const last = urls[i - 1]!.origin;
    if (urls[i]!.origin !== last && client.origin !== last) return true;
  }
  return false;
}

/**
 * https://fetch.spec.whatwg.org/#concept-response-location-url
 * @returns undefined where the answer is no redirect, null where its `Location` is none that can be followed
 */
export function locationOf({ status, headers }: Answer, base: Url): Url | null | undefined {
  if (!isRedirectStatus(status)) return undefined;
  const location = headers.find(([name]) => name.toLowerCase() === 'location');
  const target = location && parseUrl(location[1], base);
  // It has the fragment of the URL that it comes from, where it says none.
  return target?.fragment === '' ? { ...target, fragment: base.fragment } : target;
}

/** Where a redirect leads, or in words why it is not followed. */
function checkTarget({ client, request, urls, tainting }: FetchState, target: Url | null): Url | string {
  if (!target) return 'its Location is no URL';
  if (!isHttp(target)) return `it leads to ${target.scheme}:`;
  if (urls.length > maxRedirects) return `it is the ${maxRedirects + 1}th`;
  const foreign = request.mode === 'cors' && target.origin !== client.origin;
  return target.userinfo && (foreign || tainting === 'cors') ? 'it holds a user name or password' : target;
}

/** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
export function followRedirect(
  state: FetchState,
  url: Url,
  { status, headers: answered }: Answer,
  location: Url | null,
  trace?: Trace,
): FetchState | Reason {
  const target = checkTarget(state, location);
  if (typeof target === 'string') {
    trace?.note('HTTP-redirect fetch', `not followed: ${target}`);
    return 'redirect-invalid';
  }
  const { request, urls } = state;
  const { method } = request;
  const toGet =
    ((status === 301 || status === 302) && method === 'POST') ||
    (status === 303 && method !== 'GET' && method !== 'HEAD');
  const leaves = target.origin !== url.origin;
  const headers = request.headers.filter(
    ([name]) => !(toGet && bodyHeaders.includes(name)) && !(leaves && name === 'authorization'),
  );
  const next = {
    ...state,
    request: { ...request, headers, method: toGet ? 'GET' : method },
    urls: [...urls, target],
    referrerPolicy: referrerPolicyOf(answered) ?? state.referrerPolicy,
  };
  trace?.note(
    'HTTP-redirect fetch',
    `${status} to ${target.href}${hasRedirectTaintedOrigin(next) ? ', the origin is tainted' : ''}`,
  );
  return next;
}
