import type { HeaderLine } from '../policies/policy';
import type { Reason } from '../explain/reasons';

type CorsFailure = Extract<
  Reason,
  | 'allow-origin-missing'
  | 'allow-origin-mismatch'
  | 'allow-origin-multiple'
  | 'wildcard-with-credentials'
  | 'allow-credentials-missing'
>;

/** HTTP tab or space, stripped from both ends of a header value as it is parsed (https://fetch.spec.whatwg.org/#concept-header-value-normalize). */
const stripWhitespace = (value: string): string => value.replace(/^[\t ]+|[\t ]+$/g, '');

/** "Get" of the Fetch standard: all values of `name` joined with a comma and a space, or null where there is none. */
export function getHeader(headers: readonly HeaderLine[], name: string): string | null {
  const values = headers
    .filter(([key]) => key.toLowerCase() === name.toLowerCase())
    .map(([, v]) => stripWhitespace(v));
  return values.length === 0 ? null : values.join(', ');
}

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
  const allowed = getHeader(headers, 'access-control-allow-origin');
  if (allowed === null) return 'allow-origin-missing';
  if (!withCredentials && allowed === '*') return null;
  if (allowed !== origin) {
    if (allowed === '*') return 'wildcard-with-credentials';
    return /[,\s]/.test(allowed) ? 'allow-origin-multiple' : 'allow-origin-mismatch';
  }
  if (!withCredentials) return null;
  return getHeader(headers, 'access-control-allow-credentials') === 'true'
    ? null
    : 'allow-credentials-missing';
}
