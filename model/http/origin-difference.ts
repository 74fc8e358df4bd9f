import { parseUrl } from './url';

/**
 * How a text that should be an origin differs from it. `no-origin`: it does not parse, or has no scheme. `opaque-page`: the
 * page's origin is `null`.
 */
export type OriginDifference =
  | 'slash'
  | 'empty'
  | 'quotes'
  | 'case'
  | 'null'
  | 'opaque-page'
  | 'glob'
  | 'trailing'
  | 'no-origin'
  | 'www'
  | 'host'
  | 'scheme'
  | 'scheme-and-port'
  | 'port-missing'
  | 'port'
  | 'default-port'
  | 'unicode'
  | 'path';

/** The difference in a few words. */
export const differenceWords: Readonly<Record<OriginDifference, string>> = {
  slash: 'one slash too many',
  empty: 'it is empty',
  quotes: 'quotes are part of the value',
  case: 'letters of another case',
  null: 'null is what pages without an origin of their own say, and this one has one',
  'opaque-page': 'the page has no origin of its own, and says null',
  glob: '* is no pattern: it stands alone, or for itself',
  trailing: 'something stands behind it',
  'no-origin': 'it is no origin: the scheme comes first',
  www: 'with and without www',
  host: 'another host',
  scheme: 'another scheme',
  'scheme-and-port': 'another scheme and port',
  'port-missing': 'the port is missing',
  port: 'another port',
  'default-port': 'the default port must not be named',
  unicode: 'browsers send a name that is not ASCII in punycode (xn--…)',
  path: 'a path is no part of an origin',
};

/** A header value whose bytes are UTF-8, as people write it; as it is where they are not. */
function readUtf8(value: string): string {
  const percentEncoded = value.replace(/[%\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
  try {
    return decodeURIComponent(percentEncoded);
  } catch {
    return value;
  }
}

/**
 * How two origins that should be the same differ.
 * @param sent what stands in `Access-Control-Allow-Origin`, not the same as `wanted`
 * @param wanted the page's origin, serialized
 * @returns null if `wanted` is no origin itself
 */
export function originDifference(sent: string, wanted: string): OriginDifference | null {
  if (sent === `${wanted}/`) return 'slash';
  if (sent === '') return 'empty';
  if (sent.startsWith(wanted) && /^[;.\s]+$/.test(sent.slice(wanted.length))) return 'trailing';
  if (/^["'].*["']$/.test(sent)) return 'quotes';
  if (sent.toLowerCase() === wanted.toLowerCase()) return 'case';
  if (sent === 'null') return 'null';
  if (wanted === 'null') return 'opaque-page';
  if (sent.includes('*')) return 'glob';
  if (/[^\0-\x7f]/.test(sent)) {
    const named = parseUrl(readUtf8(sent));
    if (named && named.origin === parseUrl(wanted)?.origin) return 'unicode';
  }
  const [given, right] = [parseUrl(sent), parseUrl(wanted)];
  if (!right) return null;
  if (!given) return 'no-origin';
  if (given.host !== right.host) {
    return given.host === `www.${right.host}` || right.host === `www.${given.host}` ? 'www' : 'host';
  }
  if (given.scheme !== right.scheme) return given.port === right.port ? 'scheme' : 'scheme-and-port';
  if (given.port !== right.port) return given.port === null ? 'port-missing' : 'port';
  return given.path === '/' ? 'default-port' : 'path';
}
