import { isSchemelesslySameSite, isTrustworthy, parseUrl, type Url } from '../http/url';

/** The headers of Fetch Metadata that go with a request. */
export interface SecFetch {
  readonly site: 'same-origin' | 'same-site' | 'cross-site';
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly dest: string;
}

/** Set the Sec-Fetch-Site header (https://www.w3.org/TR/fetch-metadata/#abstract-opdef-set-site), 3. */
function siteOf(origin: string, urls: readonly Url[]): SecFetch['site'] {
  const home = origin === 'null' ? null : parseUrl(origin);
  let site: SecFetch['site'] = 'same-origin';
  for (const url of urls) {
    // 3.1.
    if (home?.origin === url.origin) continue;
    // 3.2, 3.3.
    if (home?.scheme !== url.scheme || !isSchemelesslySameSite(home, url)) return 'cross-site';
    // 3.4.
    site = 'same-site';
  }
  return site;
}

/**
 * Append the Fetch metadata headers (https://www.w3.org/TR/fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request)
 * @param urls the request's URL list; the last is the current URL
 * @returns null where none are sent: the URL is not trustworthy
 */
export function fetchMetadata(
  origin: string,
  urls: readonly Url[],
  { mode, destination }: { readonly mode: SecFetch['mode']; readonly destination: string },
): SecFetch | null {
  if (!isTrustworthy(urls[urls.length - 1]!)) return null;
  return { site: siteOf(origin, urls), mode, dest: destination === '' ? 'empty' : destination };
}
