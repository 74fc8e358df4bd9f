/** What a page's policy may not keep from it: the probe, without which nothing can be measured, and its frame. */
const aboutPages = new Set([
  'script-src',
  'script-src-elem',
  'frame-ancestors',
  'require-trusted-types-for',
  'trusted-types',
]);

const nameOf = (directive: string): string =>
  directive
    .trim()
    .split(/[\t\n\f\r ]/)[0]!
    .toLowerCase();

/**
 * A Content-Security-Policy that lets the probe run, and says of loads what it said before: directives about scripts
 * and frames make way for a nonce, and a sandbox allows scripts.
 */
export function letProbeIn(csp: string, nonce: string): string {
  const policies = csp.split(',').map((policy) => {
    const directives = policy.split(';').filter((directive) => !aboutPages.has(nameOf(directive)));
    const allowed = directives.map((directive) =>
      nameOf(directive) === 'sandbox' ? `${directive} allow-scripts` : directive,
    );
    return [...allowed, ` script-src 'nonce-${nonce}'`].join(';');
  });
  return policies.join(',');
}
