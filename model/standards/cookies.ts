import type { Client } from './client';
import { standardDates, type DateGrammar } from './cookie-date';
import { isSchemelesslySameSite, isTrustworthy, type Url } from '../http/url';

/** The attributes of a cookie that decide where it goes. */
export interface Cookie {
  /** Null: it has none, which counts as `Lax`. */
  readonly sameSite: 'Strict' | 'Lax' | 'None' | null;
  readonly secure?: boolean | undefined;
  readonly partitioned?: boolean | undefined;
}

/** What engines do each in its own way. */
export interface CookieRules {
  /** What a cookie without `SameSite` counts as. */
  readonly unsaid: 'Lax' | 'None';
  /** Whether all URLs on a request's way must be of the page's site, or the last one alone. */
  readonly countsRedirects: boolean;
  /** Whether a URL of another scheme is of another site. */
  readonly countsSchemes: boolean;
  /** Whether a cookie that takes the place of another one has its age, whatever its value. */
  readonly keepsAge: boolean;
  /** Whether every cookie of another site is partitioned. */
  readonly partitionsOtherSites: boolean;
  /** Which cookies without a name are stored; where none is, a line without `=` is a name. */
  readonly nameless: 'any' | 'without =' | 'never';
  /** Whether a cookie with the prefix `__Host-` must say its path, or may have that of its URL. */
  readonly hostSaysPath: boolean;
  readonly dates: DateGrammar;
  /** What is a `Max-Age`; one that begins with a minus has passed. */
  readonly age: RegExp;
  /** Whether of several `Max-Age` or `Expires` the last counts though it is none, so that there is none. */
  readonly lastCounts: boolean;
  /** Whether `Domain=.` counts as none is said, or is refused. */
  readonly takesDotDomain: boolean;
  /** Whether a tab may stand within a name or a value, be it that of an attribute. */
  readonly takesTabs: boolean;
  /** Whether bytes of a value that are not UTF-8 become U+FFFD. */
  readonly valueIsUtf8: boolean;
}

/** https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html */
export const standardCookieRules: CookieRules = {
  unsaid: 'Lax',
  countsRedirects: true,
  countsSchemes: true,
  keepsAge: true,
  partitionsOtherSites: false,
  nameless: 'any',
  hostSaysPath: true,
  dates: standardDates,
  age: /^-?\d+$/,
  lastCounts: false,
  takesDotDomain: true,
  takesTabs: true,
  valueIsUtf8: false,
};

/**
 * Whether a request is a same-site one (https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.2):
 * every URL on its way is of the page's site, and the page has an origin.
 */
function isSameSiteRequest(
  { origin, url }: Client,
  urls: readonly Url[],
  { countsRedirects, countsSchemes }: CookieRules,
): boolean {
  const isSameSite = (each: Url): boolean =>
    (!countsSchemes || url!.scheme === each.scheme) && isSchemelesslySameSite(url!, each);
  return origin !== 'null' && url !== null && (countsRedirects ? urls : urls.slice(-1)).every(isSameSite);
}

/** Whether a URL is of another site than the page on top, as partitions go by it: whatever the scheme. */
export const isThirdParty = ({ origin, url: page }: Client, url: Url): boolean =>
  origin === 'null' || page === null || !isSchemelesslySameSite(page, url);

/**
 * Whether a cookie that an answer sets is stored (rfc6265bis, section 5.7).
 * @param urls the URL list of the request that is answered; the last is where the answer came from
 */
export function isStored(
  cookie: Cookie,
  client: Client,
  urls: readonly Url[],
  rules: CookieRules = standardCookieRules,
): boolean {
  const { secure = false, partitioned = false } = cookie;
  if ((cookie.sameSite === 'None' || partitioned) && !secure) return false;
  if (secure && !isTrustworthy(urls[urls.length - 1]!)) return false;
  return (cookie.sameSite ?? rules.unsaid) === 'None' || isSameSiteRequest(client, urls, rules);
}

/**
 * Whether a stored cookie goes with a request that may carry credentials (rfc6265bis, section 5.8.3).
 * @param urls the request's URL list; the last is where it goes
 */
export function isSent(
  { sameSite, secure = false }: Cookie,
  client: Client,
  urls: readonly Url[],
  rules: CookieRules = standardCookieRules,
): boolean {
  if (secure && !isTrustworthy(urls[urls.length - 1]!)) return false;
  return (sameSite ?? rules.unsaid) === 'None' || isSameSiteRequest(client, urls, rules);
}

/** Path-match (rfc6265bis, section 5.1.4) */
export const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

/** The path of a URL, without its query. */
export const pathOf = ({ path }: Url): string => path.replace(/\?.*/s, '');
