import type { HeaderLine } from '../http/headers';
import { isHttp, isTrustworthy, parseUrl, type Url } from '../http/url';
import type { AskedRequest } from '../standards/request';
import { clientOf } from '../standards/client';
import { isBelow, isSent, pathOf, type Cookie } from '../standards/cookies';
import type { ExchangeCase } from '../standards/exchange-case';

/** A cookie that a person has in a browser, as it is given to the browsers of a check. */
export interface SessionCookie extends Cookie {
  readonly name: string;
  /** A character for each byte. */
  readonly value: string;
  /** The domain whose hosts get it; null where it is that of one host alone. */
  readonly domain: string | null;
  readonly path: string;
}

/**
 * The attributes of a cookie of which nothing more than its name and value is known. It is one that a load from another
 * site gets, wherever browsers allow that: `SameSite=None` wants `Secure`, and that a trustworthy URL. On another it has
 * neither.
 */
export function usualAttributes(url: Url): Pick<SessionCookie, 'domain' | 'path' | 'sameSite' | 'secure'> {
  const secure = isTrustworthy(url);
  return { domain: null, path: '/', sameSite: secure ? 'None' : null, secure };
}

/** What a server says to give a browser this cookie. No script sees it. */
export function setCookieLine({
  name,
  value,
  domain,
  path,
  secure = false,
  sameSite,
}: SessionCookie): HeaderLine {
  const attributes = [
    `Path=${path}`,
    ...(domain === null ? [] : [`Domain=${domain}`]),
    'HttpOnly',
    ...(secure ? ['Secure'] : []),
    ...(sameSite === null ? [] : [`SameSite=${sameSite}`]),
  ];
  return ['Set-Cookie', [`${name}=${value}`, ...attributes].join('; ')];
}

/**
 * The cookies that a page's request for a URL takes along (rfc6265bis, section 5.8.3).
 * @returns one `Cookie` line, or none
 */
export function cookieLines(
  cookies: readonly SessionCookie[],
  page: ExchangeCase['page'],
  href: string,
  { credentials }: Pick<AskedRequest, 'credentials'>,
): HeaderLine[] {
  const url = parseUrl(href);
  const client = clientOf(page);
  if (!url || !isHttp(url)) return [];
  if (credentials === 'omit' || (credentials === 'same-origin' && client.origin !== url.origin)) return [];
  const those = cookies.filter(
    (cookie) => isBelow(pathOf(url), cookie.path) && isSent(cookie, client, [url]),
  );
  return those.length === 0
    ? []
    : [['Cookie', those.map(({ name, value }) => `${name}=${value}`).join('; ')]];
}

/** A `Cookie` line without the cookies that somebody has elsewhere; null if none is left. */
export function withoutCookies(line: string, cookies: readonly SessionCookie[]): string | null {
  const own = new Set(cookies.map(({ name, value }) => `${name}=${value}`));
  const left = line
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => !own.has(pair));
  return left.length === 0 ? null : left.join('; ');
}

/** What no output may show of cookies, as header lines that say it. */
export const secretLines = (cookies: readonly SessionCookie[]): HeaderLine[] =>
  cookies.map(({ name, value }) => ['Cookie', `${name}=${value}`]);
