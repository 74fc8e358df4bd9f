/** How many letters must be changed, put in or left out to make one word the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [at, letter] of Array.from(one).entries()) {
    const next = [at + 1];
    for (const [column, against] of Array.from(other).entries())
      next.push(
        Math.min(next[column]! + 1, row[column + 1]! + 1, row[column]! + (letter === against ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1)!;
}

const longest = 60;

/** The name that is most like what was seen. @throws TypeError if there are no names */
export function nearest<T extends string>(seen: string, names: readonly T[]): T {
  const word = seen.slice(0, longest);
  return names.reduce((best, name) => (distance(word, name) < distance(word, best) ? name : best));
}
