import { isToken } from '../../model/http/headers';
import { parseUrl } from '../../model/http/url';
import { usualAttributes, type SessionCookie } from '../../model/check/session-cookie';

/** Bytes of name and value that browsers keep (rfc6265bis, section 5.7). */
const mostBytes = 4_096;

/** Why browsers keep no cookie of this name and value for a URL; undefined if they do. The value is not in it. */
export function whyNoCookie(name: string, value: string, secure: boolean): string | undefined {
  if (!isToken(name)) return 'it is no name of a cookie';
  if (!/^[\x20-\x3a\x3c-\x7e\x80-\xff]*$/.test(value))
    return 'its value has a character that no cookie may have';
  if (name.length + value.length > mostBytes)
    return `browsers keep no more than ${mostBytes} bytes of a cookie`;
  if (!secure && /^__(?:secure|host)-/i.test(name)) return 'a cookie of this name is for https alone';
  return undefined;
}

/**
 * A cookie of which no more than name and value is given, for a URL of http or https.
 * @returns why there can be none, in words without its value
 */
export function ownCookie(url: string, name: string, value: string): SessionCookie | string {
  const attributes = usualAttributes(parseUrl(url)!);
  return whyNoCookie(name, value, attributes.secure === true) ?? { name, value, ...attributes };
}

/** Names and values of a text such as `id=1; theme=dark`, in the manner of a `Cookie` line. */
export const pairsOf = (text: string): [name: string, value: string][] =>
  text
    .replace(/^cookie:/i, '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    });
