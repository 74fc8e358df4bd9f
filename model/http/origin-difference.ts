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
  | 'no-origin'
  | 'www'
  | 'host'
  | 'scheme'
  | 'scheme-and-port'
  | 'port-missing'
  | 'port'
  | 'default-port'
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
  'no-origin': 'it is no origin: the scheme comes first',
  www: 'with and without www',
  host: 'another host',
  scheme: 'another scheme',
  'scheme-and-port': 'another scheme and port',
  'port-missing': 'the port is missing',
  port: 'another port',
  'default-port': 'the default port must not be named',
  path: 'a path is no part of an origin',
};

/**
 * How two origins that should be the same differ.
 * @param sent what stands in `Access-Control-Allow-Origin`, not the same as `wanted`
 * @param wanted the page's origin, serialized
 * @returns null if `wanted` is no origin itself
 */
export function originDifference(sent: string, wanted: string): OriginDifference | null {
  if (sent === `${wanted}/`) return 'slash';
  if (sent === '') return 'empty';
  if (/^["'].*["']$/.test(sent)) return 'quotes';
  if (sent.toLowerCase() === wanted.toLowerCase()) return 'case';
  if (sent === 'null') return 'null';
  if (wanted === 'null') return 'opaque-page';
  if (sent.includes('*')) return 'glob';
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
