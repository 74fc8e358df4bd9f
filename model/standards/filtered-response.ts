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
 * Main fetch, 14, and the filtered response that it makes (https://fetch.spec.whatwg.org/#concept-filtered-response): names
 * of the headers that script sees, lower-case and sorted. Of an opaque one it sees none.
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
  // 14.2. The basic filtered response.
  if (tainting === 'basic') return names.sort();
  // 14.1.1.
  const listed = extractTokens(headers, 'access-control-expose-headers');
  const exposed = new Set(listed === 'failure' ? null : listed?.map((name) => name.toLowerCase()));
  // 14.1.2. A wildcard is for requests without credentials.
  if (exposed.has('*') && !withCredentials) return names.sort();
  // 14.1.3, 14.2. The CORS filtered response.
  return names.filter((name) => safelisted.includes(name) || exposed.has(name)).sort();
}
