import type { Wish } from '../recipes/recipe';
import { linesBesides } from '../recipes/wished-lines';

/** A file as it would be. */
export interface Patched {
  readonly text: string;
  /** The place of the lines, in words. */
  readonly where: string;
  /** What to know of it, a sentence each. */
  readonly notes: readonly string[];
}

/** Names of header lines, in lower case, whose old ones are taken out: of those that are written again, and of credentials, which go with an origin. */
export const takenOut = (wish: Omit<Wish, 'proxied'>): ReadonlySet<string> =>
  new Set(
    [
      'Access-Control-Allow-Origin',
      'Access-Control-Allow-Credentials',
      ...linesBesides({ ...wish, proxied: false }).map(([name]) => name),
    ].map((name) => name.toLowerCase()),
  );

/** A name that the text has not. */
export function freeName(text: string, name: string): string {
  for (let count = 1; ; count += 1) {
    const each = count === 1 ? name : `${name}_${count}`;
    if (!new RegExp(`${each.replace(/[$]/g, '\\$&')}(?![A-Za-z0-9_])`).test(text)) return each;
  }
}
