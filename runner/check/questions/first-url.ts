import { randomBytes, randomInt } from 'node:crypto';
import { unescape } from 'node:querystring';
import type { HeaderLine } from '../../../model/http/headers';
import { isHttp, parseUrl, type Url } from '../../../model/http/url';

/** A URL without what goes before its host, and that as the header that a browser makes of it. */
export interface FirstUrl {
  readonly url: Url;
  /** Empty if it holds no user name and no password. */
  readonly authorization: readonly HeaderLine[];
}

/** @throws TypeError where `text` is no http or https URL; what stands in it is not told again */
export function firstUrl(text: string): FirstUrl {
  const parsed = URL.parse(text);
  const url = parsed && parseUrl(parsed.href.replace(/\/\/[^/?#]*@/, '//'));
  if (!parsed || !url || !isHttp(url))
    throw new TypeError('a server can be asked for an http or https URL alone');
  const { username, password } = parsed;
  if (username === '' && password === '') return { url, authorization: [] };
  const pair = Buffer.from(`${unescape(username)}:${unescape(password)}`);
  return { url, authorization: [['Authorization', `Basic ${pair.toString('base64')}`]] };
}

/**
 * The folder of a URL, without the slash at its end, which file servers send on to; and a name in it that nobody has. Both
 * without a query.
 */
export function siblingUrls({ href }: Url): readonly Url[] {
  const folder = href.replace(/[?#].*$/s, '').replace(/\/[^/]*$/, '');
  const isRoot = /^[a-z]+:\/\/[^/]*$/.test(folder);
  return [isRoot ? `${folder}/` : folder, `${folder}/earshot-${randomBytes(6).toString('hex')}`].map((text) =>
    parseUrl(text)!,
  );
}

/** The same URL with a parameter that no cache has seen. */
export function freshUrl({ href }: Url): Url {
  const joined = !href.includes('?') ? '?' : /[?&]$/.test(href) ? '' : '&';
  return parseUrl(`${href}${joined}earshot=${randomBytes(6).toString('hex')}`)!;
}

/**
 * The same URL with letters of its last name written by their numbers, other ones at each call: a cache that leaves the query
 * out of account may take it for one that it has not seen, and the server for the same (https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2.2).
 * @returns null if that name has no letter
 */
export function respelledUrl({ href }: Url): Url | null {
  const [, before = '', name = '', query = ''] = /^([^?#]*\/)([^/?#]*)(.*)$/s.exec(href) ?? [];
  const parts = name.match(/%[\da-f]{2}|./gis) ?? [];
  const places = parts.flatMap((part, i) => (/^[a-z\d]$/i.test(part) ? [i] : []));
  if (places.length === 0) return null;
  const chosen = new Set(places.filter(() => randomInt(2) === 1));
  if (chosen.size === 0) chosen.add(places[randomInt(places.length)]!);
  const byNumber = (letter: string): string => {
    const code = `%${letter.charCodeAt(0).toString(16)}`;
    return randomInt(2) === 1 ? code.toUpperCase() : code;
  };
  const respelled = parts.map((part, i) => (chosen.has(i) ? byNumber(part) : part)).join('');
  return parseUrl(`${before}${respelled}${query}`);
}
