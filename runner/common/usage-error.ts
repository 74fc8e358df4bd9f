/** Bad input on the command line: exit code 2, and no stack. */
export class UsageError extends Error {}
