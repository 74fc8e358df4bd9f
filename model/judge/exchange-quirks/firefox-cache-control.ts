import { getHeader } from '../../http/headers';
import type { Answer } from '../../standards/exchange-case';

/** What a number of seconds can be in Firefox. */
export const mostSeconds = 2 ** 32 - 1;

/** The directives that count for it, and have a value. */
const withSeconds: ReadonlySet<string> = new Set([
  'max-age',
  'max-stale',
  'min-fresh',
  'stale-while-revalidate',
]);
const plain: ReadonlySet<string> = new Set(['no-store', 'private', 'public', 'immutable']);

/**
 * The directives of a `Cache-Control` as Firefox reads them, by name; it ends where one is empty, begins with no name, or has more
 * behind it than it can have.
 */
function parseControl(value: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const rest = { at: 0 };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const taken = new RegExp(pattern, 'iy');
    taken.lastIndex = rest.at;
    const match = taken.exec(value);
    if (match) rest.at = taken.lastIndex;
    return match;
  };
  do {
    const start = rest.at;
    const name = take(/\s*([\w-]+)/)?.[1]?.toLowerCase();
    if (name === undefined) break;
    if (withSeconds.has(name)) {
      const digits = take(/\s*=\s*(\d+)/)?.[1];
      found.delete(name);
      if (digits !== undefined && Number(digits) <= mostSeconds) found.set(name, digits);
    } else if (plain.has(name)) found.set(name, '');
    else {
      if (name === 'no-cache') found.set(name, '');
      rest.at = start;
      // Commas in quotes end nothing.
      take(/(?:"[^"]*(?:"|$)|[^",])*/);
    }
  } while (take(/\s*,/));
  return found;
}

/** Answers with the directives of `Cache-Control` that Firefox finds in it. */
export function withParsedControl(answer: Answer): Answer {
  const value = getHeader(answer.headers, 'cache-control');
  if (value === null) return answer;
  const directives = [...parseControl(value)].map(([name, said]) => (said === '' ? name : `${name}=${said}`));
  const mustRevalidate = /(^|[\s,])must-revalidate($|[\s,])/i.test(value) ? ['must-revalidate'] : [];
  return {
    ...answer,
    headers: [
      ...answer.headers.filter(([name]) => !/^cache-control$/i.test(name)),
      ['Cache-Control', [...directives, ...mustRevalidate].join(', ')],
    ],
  };
}
