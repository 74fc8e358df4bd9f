/** A set of so many texts: the one that was added first goes first. */
export function createRecentSet(size: number): { add(text: string): void; has(text: string): boolean } {
  const texts = new Set<string>();
  return {
    add(text) {
      texts.delete(text);
      texts.add(text);
      const [first] = texts;
      if (texts.size > size && first !== undefined) texts.delete(first);
    },
    has: (text) => texts.has(text),
  };
}
