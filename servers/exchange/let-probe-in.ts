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

/** What holds the documents that a page makes. */
const aboutFrames = new Set(['frame-src', 'child-src']);

/** What a page has beside its probe. */
export interface Beside {
  /** The documents that it makes. */
  readonly made?: readonly string[];
  /** Whether a service worker controls it. */
  readonly hasWorker?: boolean;
}

/** The directives of a policy that may stay. */
function withoutObstacles(policy: string, { made = [], hasWorker }: Beside): string[] {
  const directives = policy.split(';').filter((directive) => {
    const name = nameOf(directive);
    if (hasWorker && name === 'worker-src') return false;
    return !aboutPages.has(name) && !(made.length > 0 && aboutFrames.has(name));
  });
  return directives.map((directive) =>
    nameOf(directive) === 'sandbox' ? `${directive} allow-scripts` : directive,
  );
}

/** What lets the probe run, and stand in the documents that a page makes, and the worker be registered. */
const permits = (nonce: string, { made = [], hasWorker }: Beside): string[] => [
  ` script-src 'nonce-${nonce}'`,
  ...(made.length > 0 ? [' frame-src http: https: data: blob:'] : []),
  ...(hasWorker ? [' worker-src http: https:'] : []),
];

/**
 * A Content-Security-Policy that lets the probe run, and says of loads what it said before: directives about scripts
 * and frames make way for a nonce, and a sandbox allows scripts.
 */
export function letProbeIn(csp: string, nonce: string, beside: Beside = {}): string {
  const policies = csp
    .split(',')
    .map((policy) => [...withoutObstacles(policy, beside), ...permits(nonce, beside)].join(';'));
  return policies.join(',');
}

/**
 * The same of the policy of a `<meta>`, in which a comma parts nothing by the standard, and policies in some engines: so what is
 * before it and what is after it stay side by side.
 */
export function letProbeInMeta(csp: string, nonce: string, beside: Beside): string {
  const first = permits(nonce, beside).join(';');
  const policies = csp.split(',').map((policy, i) => {
    const directives = withoutObstacles(policy, beside);
    return (i === 0 ? [first, ...directives] : [...directives, first]).join(';');
  });
  return policies.join(',');
}
