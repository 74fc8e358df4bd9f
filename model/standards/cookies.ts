import type { Client } from './client';
import { isSchemelesslySameSite, isTrustworthy, type Url } from '../http/url';

/** The attributes of a cookie that decide where it goes. */
export interface Cookie {
  /** Null: it has none, which counts as `Lax`. */
  readonly sameSite: 'Strict' | 'Lax' | 'None' | null;
  readonly secure?: boolean | undefined;
  readonly partitioned?: boolean | undefined;
}

/** https://html.spec.whatwg.org/multipage/browsers.html#same-site */
const isSameSite = (a: Url, b: Url): boolean => a.scheme === b.scheme && isSchemelesslySameSite(a, b);

/**
 * Whether a request is a same-site one (https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.2):
 * every URL on its way is of the page's site, and the page has an origin.
 */
const isSameSiteRequest = ({ origin, url }: Client, urls: readonly Url[]): boolean =>
  origin !== 'null' && url !== null && urls.every((each) => isSameSite(url, each));

/** Whether a cookie that an answer from `url` sets is stored (rfc6265bis, section 5.7). */
export function isStored(cookie: Cookie, client: Client, url: Url): boolean {
  const { sameSite, secure = false, partitioned = false } = cookie;
  if ((sameSite === 'None' || partitioned) && !secure) return false;
  if (secure && !isTrustworthy(url)) return false;
  return sameSite === 'None' || isSameSiteRequest(client, [url]);
}

/**
 * Whether a stored cookie goes with a request that may carry credentials (rfc6265bis, section 5.8.3).
 * @param urls the request's URL list; the last is where it goes
 */
export function isSent({ sameSite, secure = false }: Cookie, client: Client, urls: readonly Url[]): boolean {
  if (secure && !isTrustworthy(urls[urls.length - 1]!)) return false;
  return sameSite === 'None' || isSameSiteRequest(client, urls);
}
