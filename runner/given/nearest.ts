import { distance } from 'fastest-levenshtein';

/** Nobody mistypes a name of more characters; the time to compare grows with them. */
const longestName = 200;

/** The name that a mistyped one was meant to be: a third of it may differ. Undefined if none is so near. */
export function nearest<N extends string>(typed: string, names: readonly N[]): N | undefined {
  if (typed === '' || typed.length > longestName) return undefined;
  const small = typed.toLowerCase();
  let best: N | undefined;
  let least = Math.min(typed.length, Math.max(3, Math.ceil(typed.length / 3) + 1));
  for (const name of names) {
    const far = distance(small, name.toLowerCase());
    if (far < least) [best, least] = [name, far];
  }
  return best;
}

/** "Did you mean …?" with a space before it, or nothing. */
export const meant = (typed: string, names: readonly string[]): string => {
  const name = nearest(typed, names);
  return name === undefined ? '' : ` Did you mean "${name}"?`;
};
