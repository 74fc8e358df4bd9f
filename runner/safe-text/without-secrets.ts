/** A URL as it may stand in a log: without a password in front of the host, and without its query, where tokens go. */
export const withoutSecrets = (url: string): string =>
  url.replace(/\/\/[^/?#]*@/, '//…@').replace(/\?.+$/s, '?…');
