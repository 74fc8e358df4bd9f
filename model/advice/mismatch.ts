import { parseUrl } from '../http/url';
import { getHeader } from '../http/headers';
import type { Answer } from '../standards/exchange-case';

/** How two origins that should be the same differ, in a few words; null if it cannot be told briefly. */
function differenceOf(sent: string, wanted: string): string | null {
  if (sent === `${wanted}/`) return 'one slash too many';
  if (sent === '') return 'it is empty';
  if (/^["'].*["']$/.test(sent)) return 'quotes are part of the value';
  if (sent.toLowerCase() === wanted.toLowerCase()) return 'letters of another case';
  if (sent === 'null') return 'null is what pages without an origin of their own say, and this one has one';
  if (wanted === 'null') return 'the page has no origin of its own, and says null';
  if (sent.includes('*')) return '* is no pattern: it stands alone, or for itself';
  const [given, right] = [parseUrl(sent), parseUrl(wanted)];
  if (!right) return null;
  if (!given) return 'it is no origin: the scheme comes first';
  const same = {
    scheme: given.scheme === right.scheme,
    host: given.host === right.host,
    port: given.port === right.port,
  };
  if (!same.host)
    return given.host === `www.${right.host}` || right.host === `www.${given.host}`
      ? 'with and without www'
      : 'another host';
  if (!same.scheme) return same.port ? 'another scheme' : 'another scheme and port';
  if (!same.port) return given.port === null ? 'the port is missing' : 'another port';
  return given.path === '/' ? 'the default port must not be named' : 'a path is no part of an origin';
}

/**
 * Both strings of an `Access-Control-Allow-Origin` that is not the request's `Origin`, and how they differ.
 * @param answer the one that was refused for it
 * @returns null if there is nothing to compare
 */
export function describeMismatch(origin: string | null, answer: Answer | null): string | null {
  const sent = getHeader(answer?.headers ?? [], 'access-control-allow-origin');
  if (sent === null || origin === null) return null;
  const difference = differenceOf(sent, origin);
  return `sent "${sent}", wanted "${origin}"${difference === null ? '' : `: ${difference}`}`;
}
