/** Input that is no good: exit code 2, and no stack. */
export class UsageError extends Error {
  static {
    // A build has short names for classes.
    this.prototype.name = 'UsageError';
  }
}
