/** One header line: its name and its value, a character for each byte. */
export type HeaderLine = readonly [name: string, value: string];

/** HTTP whitespace, stripped from both ends of a header value (https://fetch.spec.whatwg.org/#concept-header-value-normalize). */
export const stripWhitespace = (value: string): string => value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');

/** https://fetch.spec.whatwg.org/#concept-header-list-get: all values of `name` (lower-case) joined with a comma and a space, or null. */
export function getHeader(headers: readonly HeaderLine[], name: string): string | null {
  let joined: string | null = null;
  for (const [key, value] of headers) {
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    joined = joined === null ? stripWhitespace(value) : `${joined}, ${stripWhitespace(value)}`;
  }
  return joined;
}

const token = /^[!#$%&'*+\-.^_`|~\w]+$/;

/**
 * https://fetch.spec.whatwg.org/#extract-header-list-values, for headers that list tokens.
 * @returns null if there is no such header, `failure` where its value is malformed
 */
export function extractTokens(
  headers: readonly HeaderLine[],
  name: string,
): readonly string[] | null | 'failure' {
  const value = getHeader(headers, name);
  if (value === null) return null;
  const items = value
    .split(',')
    .map(stripWhitespace)
    .filter((item) => item !== '');
  return items.every((item) => token.test(item)) ? items : 'failure';
}

export const isToken = (text: string): boolean => token.test(text);

/** Lines out of a list of name, value, name, value, as Node keeps those that came. */
export const linesOf = (flat: readonly string[]): HeaderLine[] =>
  flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1]!] as const] : []));
