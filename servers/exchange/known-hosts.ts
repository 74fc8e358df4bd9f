/**
 * Whether a URL's host is one that exchanges are played on: under `.test` or `.localhost`, or named in a case. A page of
 * somebody else, or a name that somebody leads to this machine, gets nothing.
 */
export function knownHosts(named: readonly string[]): (url: URL) => boolean {
  const names = new Set(named.map((name) => name.toLowerCase()));
  return ({ hostname }) => /\.(test|localhost)\.?$/.test(hostname) || names.has(hostname);
}
