/** Lines, each set in by two spaces. */
export const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
