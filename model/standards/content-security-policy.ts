import { remember } from '../http/remember';
import { isHttp, parseUrl, type Url } from '../http/url';
import type { FetchedRequest } from './request';

type Destination = FetchedRequest['destination'];

type Directives = ReadonlyMap<string, readonly string[]>;
/** The policies of a page: each must allow. */
export type Policies = readonly Directives[];

/** Parse a serialized CSP (https://w3c.github.io/webappsec-csp/#parse-serialized-policy): one policy, whatever commas are in it. */
export const parsePolicy = remember((policy: string): Directives => {
  const directives = new Map<string, string[]>();
  for (const directive of policy.split(';')) {
    // 3.2: what is not ASCII is no directive.
    if (/[^\0-\x7f]/.test(directive)) continue;
    const [name, ...values] = directive.split(/[\t\n\f\r ]/).filter((word) => word !== '');
    if (name !== undefined && !directives.has(name.toLowerCase())) {
      directives.set(name.toLowerCase(), values);
    }
  }
  return directives;
});

/** Each policy of a header (https://w3c.github.io/webappsec-csp/#parse-response-csp). */
export const parsePolicies = remember((header: string): Policies => header.split(',').map(parsePolicy));

/**
 * Scheme-part matches (https://w3c.github.io/webappsec-csp/#match-schemes). 1.3, 1.4 left out: `ws:` stands for http in no
 * engine.
 */
const schemeMatches = (expected: string | undefined, scheme: string): boolean =>
  expected === scheme || (expected === 'http' && scheme === 'https');

/**
 * Host-part matches (https://w3c.github.io/webappsec-csp/#match-hosts). 1 left out: an IP address is
 * compared like any other host.
 */
function hostMatches(pattern: string, host: string): boolean {
  // 2.
  if (pattern === '*') return true;
  // 3.
  if (pattern.startsWith('*.')) return host.endsWith(pattern.slice(1).toLowerCase());
  // 4, 5.
  return pattern.toLowerCase() === host;
}

const defaultPort = (scheme: string): number | null =>
  scheme === 'https' ? 443 : scheme === 'http' ? 80 : null;

/**
 * Port-part matches (https://w3c.github.io/webappsec-csp/#match-ports), and what every engine adds to it: port 80 is
 * upgraded with its scheme.
 * @param scheme that of the source, or of the page
 */
function portMatches(pattern: string | undefined, url: Url, scheme: string): boolean {
  // 2.
  if (pattern === '*') return true;
  // 3–6.
  if (pattern === undefined) return url.port === null;
  const port = url.port ?? defaultPort(url.scheme);
  const isUpgraded = scheme === 'http' && url.scheme === 'https';
  return Number(pattern) === port || (isUpgraded && Number(pattern) === 80 && port === 443);
}

const decode = (text: string): string =>
  text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/**
 * Path-part matches (https://w3c.github.io/webappsec-csp/#match-paths), decoded as a whole, as every engine does, and not piece by piece.
 * After a redirect the path is not looked at.
 */
function pathMatches(pattern: string | undefined, url: Url, redirects: number): boolean {
  if (pattern === undefined || redirects > 0) return true;
  const [wanted, path] = [decode(pattern), decode(url.path.replace(/\?.*/s, ''))];
  return wanted.endsWith('/') ? path.startsWith(wanted) : path === wanted;
}

/** A host-source. The grammar has no query or fragment; engines drop those that come after a path. */
const hostSource =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.?|\[[0-9a-f:]+\])(?::(\d+|\*))?(?:(\/[^?#]*)(?:[?#].*)?)?$/i;

/** The own origin, or the same host over https on the same port or on default ports. */
const matchesSelf = (self: Url, url: Url): boolean =>
  self.host === url.host && self.port === url.port && schemeMatches(self.scheme, url.scheme);

/**
 * Does url match expression in origin with redirect count?
 * (https://w3c.github.io/webappsec-csp/#match-url-to-source-expression)
 */
function sourceMatches(source: string, url: Url, self: Url | null, redirects: number): boolean {
  // 1. The page's own scheme, which a wildcard stands for, too, is http or https.
  if (source === '*') return isHttp(url);
  // 2. A scheme.
  if (source.endsWith(':')) return schemeMatches(source.slice(0, -1).toLowerCase(), url.scheme);
  // 4. It cannot be taken for a host, so it may come before 3.
  if (source.toLowerCase() === "'self'") return self !== null && matchesSelf(self, url);
  const found = hostSource.exec(source);
  // 5.
  if (!found) return false;
  // 2.1, 3.2. Its scheme, or that of the page.
  const [, ownScheme, host, port, path] = found;
  // A page of which no place is known is taken to have come over http.
  const scheme = ownScheme?.toLowerCase() ?? self?.scheme ?? 'http';
  if (!schemeMatches(scheme, url.scheme)) return false;
  // 3.3–3.7.
  return hostMatches(host!, url.host) && portMatches(port, url, scheme) && pathMatches(path, url, redirects);
}

/**
 * Get the effective directive for request (https://w3c.github.io/webappsec-csp/#effective-directive-for-a-request), and
 * those that take its place before `default-src` does.
 */
const directivesOf = {
  audio: ['media-src'],
  video: ['media-src'],
  audioworklet: ['script-src-elem', 'script-src'],
  '': ['connect-src'],
} as const satisfies Record<Destination, readonly [string, ...string[]]>;

/** A directive that refuses a request. */
export interface ViolatedDirective {
  readonly name: string;
  /** The one whose place it takes; its own name if it stands for itself. */
  readonly standsFor: string;
  readonly sources: readonly string[];
}

/**
 * Should request be blocked by Content Security Policy? (https://w3c.github.io/webappsec-csp/#should-block-request): the
 * first directive of the page's policies that does not let a request of this destination go to `url`; null if all do.
 * @param self where the page came from: what `'self'` stands for, even if the page's origin is opaque
 * @param redirects how many redirects led to `url`
 */
export function violatedDirective(
  policies: Policies,
  destination: Destination,
  url: Url,
  self: Url | null,
  redirects: number,
): ViolatedDirective | null {
  const [standsFor] = directivesOf[destination];
  // 3. 3.1, 3.3.1 left out: reports. 3.2. Does request violate policy?
  for (const policy of policies) {
    // The pre-request check of the directive, or of its fallback.
    const name = directivesOf[destination].find((each) => policy.has(each)) ?? 'default-src';
    const sources = policy.get(name);
    if (sources?.some((source) => sourceMatches(source, url, self, redirects)) === false)
      return { name, standsFor, sources };
  }
  return null;
}

/** Whether the page's policies let a request go. */
export const isAllowedByPolicies = (...asked: Parameters<typeof violatedDirective>): boolean =>
  violatedDirective(...asked) === null;

/** Whether a request for a `blob:` URL of the page would be let go. */
export function allowsBlob(policies: Policies, destination: Destination, self: Url | null): boolean {
  const url = parseUrl(`blob:${self?.origin ?? 'null'}/source`);
  return url !== null && isAllowedByPolicies(policies, destination, url, self, 0);
}

/** Whether a request for a MediaSource of the page would be let go: the HTML standard makes none, and Chromium asks for it all the same. */
export const allowsMediaSource = (policies: Policies, self: Url | null): boolean =>
  allowsBlob(policies, 'audio', self);

export const hasDirective = (policies: Policies, name: string): boolean =>
  policies.some((policy) => policy.has(name));

/** Whether the `sandbox` directive takes the page's origin away. */
export const isSandboxed = (policies: Policies): boolean =>
  policies.some((policy) => {
    const flags = policy.get('sandbox')?.map((flag) => flag.toLowerCase());
    return flags?.includes('allow-same-origin') === false;
  });

/**
 * Should element's inline behavior be blocked? (https://w3c.github.io/webappsec-csp/#should-block-inline), of a script
 * without nonce or hash
 */
export const allowsInlineScript = (policies: Policies): boolean =>
  policies.every((policy) => {
    const sources = policy.get('script-src') ?? policy.get('default-src');
    return sources === undefined || sources.includes("'unsafe-inline'");
  });
