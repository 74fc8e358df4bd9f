import type { HeaderLine } from '../policies/policy';
import type { Client } from './client';
import { getHeader } from './headers';
import { isSchemelesslySameSite, type Url } from './url';

const values = ['same-origin', 'same-site', 'cross-origin'];

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
  const policy =
    header !== null && values.includes(header) ? header : isolated ? 'same-origin' : 'cross-origin';
  if (policy === 'cross-origin' || url.origin === origin) return true;
  if (policy === 'same-origin' || origin === 'null' || client.url === null) return false;
  return isSchemelesslySameSite(client.url, url) && (client.url.scheme === 'https' || url.scheme !== 'https');
}
