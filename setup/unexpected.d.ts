/**
 * An error that nobody expected, in one line with what to do; whole, with its stack, where EARSHOT_DEBUG is set.
 * @param task what failed, to follow "Failed to"
 */
export function describeUnexpected(error: unknown, task: string): string;
