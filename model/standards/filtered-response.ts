import type { HeaderLine } from '../http/headers';
import { extractTokens } from '../http/headers';

const forbidden = ['set-cookie', 'set-cookie2'];
/** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
const safelisted = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
];

/**
 * Names of the headers that script sees (https://fetch.spec.whatwg.org/#concept-filtered-response), lower-case and sorted.
 * @param withCredentials whether the request's credentials mode is `include`
 */
export function visibleHeaders(
  tainting: 'basic' | 'cors',
  withCredentials: boolean,
  headers: readonly HeaderLine[],
): string[] {
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))].filter(
    (name) => !forbidden.includes(name),
  );
  if (tainting === 'basic') return names.sort();
  const listed = extractTokens(headers, 'access-control-expose-headers');
  const exposed = new Set(listed === 'failure' ? null : listed?.map((name) => name.toLowerCase()));
  if (exposed.has('*') && !withCredentials) return names.sort();
  return names.filter((name) => safelisted.includes(name) || exposed.has(name)).sort();
}
