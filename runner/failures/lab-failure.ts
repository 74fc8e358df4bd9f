/** The lab itself failed, so that nothing can be said about CORS: exit code 2. */
export class LabFailure extends Error {
  static {
    // A build has short names for classes.
    this.prototype.name = 'LabFailure';
  }
}

/** What an error says, without the log and the call stack that drivers put behind it. */
export const firstLineOf = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n')[0]!;
