/** Entries that are kept of one function; then it begins again. */
const bound = 10_000;

/** The same function of a text, which remembers what it gave: files of exchanges say the same things over and over. */
export function remember<T extends object | null>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= bound) known.clear();
    const result = compute(text);
    known.set(text, result);
    return result;
  };
}
