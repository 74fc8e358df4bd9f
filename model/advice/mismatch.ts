import { getHeader } from '../http/headers';
import { originDifference, type OriginDifference } from '../http/origin-difference';
import type { Answer } from '../standards/exchange-case';

const words: Readonly<Record<OriginDifference, string>> = {
  slash: 'one slash too many',
  empty: 'it is empty',
  quotes: 'quotes are part of the value',
  case: 'letters of another case',
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
 * Both strings of an `Access-Control-Allow-Origin` that is not the request's `Origin`, and how they differ.
 * @param answer the one that was refused for it
 * @returns null if there is nothing to compare
 */
export function describeMismatch(origin: string | null, answer: Answer | null): string | null {
  const sent = getHeader(answer?.headers ?? [], 'access-control-allow-origin');
  if (sent === null || origin === null) return null;
  const difference = originDifference(sent, origin);
  return `sent "${sent}", wanted "${origin}"${difference === null ? '' : `: ${words[difference]}`}`;
}
