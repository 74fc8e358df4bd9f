/** What a command's exit codes mean, where they are those of a run. */
export const runCodes =
  '0 all as predicted or known quirks; 1 a browser did something else; 2 the lab failed; 130 interrupted.';

/** What stands below the options in a command's help: how it is typed, what no option says, and how it ends. */
export const helpAfter = (
  examples: readonly [string, string, ...string[]],
  codes: string,
  besides?: string,
): string =>
  [
    ...(besides === undefined ? [] : [`\n${besides}`]),
    `\nExamples:\n${examples.map((each) => `  ${each.replaceAll('\n', '\n  ')}`).join('\n')}`,
    `\nExit codes: ${codes}`,
  ].join('\n');
