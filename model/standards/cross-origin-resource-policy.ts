import type { HeaderLine } from '../http/headers';
import type { Client } from './client';
import { getHeader } from '../http/headers';
import { isSchemelesslySameSite, parseUrl, type Url } from '../http/url';

const values: readonly (string | null)[] = ['same-origin', 'same-site', 'cross-origin'];

/**
 * https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check, which only no-cors requests undergo.
 * @param withCredentials whether the request was sent with credentials
 */
export function isAllowedByResourcePolicy(
  client: Client,
  url: Url,
  headers: readonly HeaderLine[],
  withCredentials: boolean,
): boolean {
  const { embedderPolicy, origin } = client;
  const header = getHeader(headers, 'cross-origin-resource-policy');
  const isolated =
    embedderPolicy === 'require-corp' || (embedderPolicy === 'credentialless' && withCredentials);
  const policy = values.includes(header) ? header : isolated ? 'same-origin' : 'cross-origin';
  if (policy === 'cross-origin' || url.origin === origin) return true;
  // None where the page's origin is opaque.
  const home = parseUrl(origin);
  if (policy === 'same-origin' || !home) return false;
  return isSchemelesslySameSite(home, url) && (home.scheme === 'https' || url.scheme !== 'https');
}
