/** JSON for people: set in by two spaces, and a list of names on one line. */
export const asJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(
    /\[\s+("[^"[\]]*"(?:,\s+"[^"[\]]*")*)\s+\]/g,
    (_, names: string) => `[${names.replace(/\s+/g, ' ')}]`,
  );
