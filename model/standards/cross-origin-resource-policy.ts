import type { HeaderLine } from '../http/headers';
import type { Client } from './client';
import { getHeader } from '../http/headers';
import { isSchemelesslySameSite, parseUrl, type Url } from '../http/url';

const values: readonly (string | null)[] = ['same-origin', 'same-site', 'cross-origin'];

/**
 * Cross-origin resource policy check (https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check), 5 and 7: its
 * internal check with the page's embedder policy. 1 to 4 and 6 are left out: navigations and reports.
 *
 * Internal check: https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
 * @param withCredentials whether the request was sent with credentials
 * @returns null for success
 */
export function corpCheck(
  { embedderPolicy, origin }: Client,
  url: Url,
  headers: readonly HeaderLine[],
  withCredentials: boolean,
): 'corp' | null {
  // 1 left out: navigations. 2, 3. Another value counts as none.
  const header = getHeader(headers, 'cross-origin-resource-policy');
  // 4. Where there is none, the embedder policy may ask for `same-origin`.
  const isolated =
    embedderPolicy === 'require-corp' || (embedderPolicy === 'credentialless' && withCredentials);
  const policy = values.includes(header) ? header : isolated ? 'same-origin' : 'cross-origin';
  // 5.
  if (policy === 'cross-origin' || url.origin === origin) return null;
  // No URL where the page's origin is opaque.
  const home = parseUrl(origin);
  if (policy === 'same-origin' || !home) return 'corp';
  const isAllowed = isSchemelesslySameSite(home, url) && (home.scheme === 'https' || url.scheme !== 'https');
  return isAllowed ? null : 'corp';
}
