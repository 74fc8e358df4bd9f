import type { Reason } from './reason';
import type { Answer } from './exchange-case';
import { corsCheck } from './cors-check';
import { extractTokens } from '../http/headers';
import type { FetchedRequest } from './request';
import { isSafelistedMethod, unsafeHeaderNames } from './safelist';

/** Whether a cross-origin CORS request must be asked for beforehand (https://fetch.spec.whatwg.org/#main-fetch). */
export const needsPreflight = ({ method, headers }: FetchedRequest): boolean =>
  !isSafelistedMethod(method) || unsafeHeaderNames(headers).length > 0;

/**
 * CORS-preflight fetch (https://fetch.spec.whatwg.org/#cors-preflight-fetch).
 * @param origin the request's `Origin`
 * @returns null for success, else the reason of the failure
 */
export function checkPreflight(request: FetchedRequest, origin: string, answer: Answer): Reason | null {
  const withCredentials = request.credentials === 'include';
  const { status, headers } = answer;
  const failure = corsCheck(origin, withCredentials, headers);
  if (failure) return failure;
  if (status > 299) return 'preflight-status';
  const methods = extractTokens(headers, 'access-control-allow-methods');
  const names = extractTokens(headers, 'access-control-allow-headers');
  if (methods === 'failure' || names === 'failure') return 'preflight-malformed';
  const allMethods = methods?.includes('*') === true && !withCredentials;
  if (!isSafelistedMethod(request.method) && !allMethods && methods?.includes(request.method) !== true) {
    return 'preflight-method-not-allowed';
  }
  const allowed = new Set(names?.map((name) => name.toLowerCase()));
  const allNames = allowed.has('*') && !withCredentials;
  const missing = unsafeHeaderNames(request.headers).some(
    (name) => !allowed.has(name) && (!allNames || name === 'authorization'),
  );
  return missing ? 'preflight-header-not-allowed' : null;
}
