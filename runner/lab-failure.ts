/** The lab itself failed, so that nothing can be said about CORS: exit code 2. */
export class LabFailure extends Error {}
