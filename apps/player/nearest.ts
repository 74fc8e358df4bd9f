import { distance } from 'fastest-levenshtein';

const longest = 60;

/** The name that is most like what was seen. @throws TypeError if there are no names */
export function nearest<T extends string>(seen: string, names: readonly T[]): T {
  const word = seen.slice(0, longest);
  return names.reduce((best, name) => (distance(word, name) < distance(word, best) ? name : best));
}
