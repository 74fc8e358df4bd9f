import type { HeaderLine } from '../http/headers';
import type { Reason } from './reason';
import { getHeader } from '../http/headers';

type CorsFailure = Extract<
  Reason,
  | 'allow-origin-missing'
  | 'allow-origin-mismatch'
  | 'allow-origin-multiple'
  | 'wildcard-with-credentials'
  | 'allow-credentials-missing'
>;

/**
 * CORS check (https://fetch.spec.whatwg.org/#concept-cors-check).
 * @param origin the request's serialized origin, as it stands in its `Origin` header
 * @param withCredentials whether the request's credentials mode is `include`
 * @param headers the answer's header lines
 * @returns null for success, else the reason of the failure
 */
export function corsCheck(
  origin: string,
  withCredentials: boolean,
  headers: readonly HeaderLine[],
): CorsFailure | null {
  // 1, 2.
  const allowed = getHeader(headers, 'access-control-allow-origin');
  if (allowed === null) return 'allow-origin-missing';
  // 3. A wildcard is for requests without credentials.
  if (!withCredentials && allowed === '*') return null;
  // 4. The very origin; what is wrong with another value is for the reason alone.
  if (allowed !== origin) {
    if (allowed === '*') return 'wildcard-with-credentials';
    return /[,\s]/.test(allowed) ? 'allow-origin-multiple' : 'allow-origin-mismatch';
  }
  // 5.
  if (!withCredentials) return null;
  // 6–8.
  return getHeader(headers, 'access-control-allow-credentials') === 'true'
    ? null
    : 'allow-credentials-missing';
}
