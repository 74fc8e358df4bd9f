import { remember } from '../http/remember';
import { isHttp, parseUrl, type Url } from '../http/url';

type Directives = ReadonlyMap<string, readonly string[]>;
/** The policies of a page: each must allow. */
export type Policies = readonly Directives[];

/** https://w3c.github.io/webappsec-csp/#parse-serialized-policy, for each policy of a header */
export const parsePolicies = remember((header: string): Policies => {
  return header.split(',').map((policy) => {
    const directives = new Map<string, string[]>();
    for (const directive of policy.split(';')) {
      const [name, ...values] = directive.split(/[\t\n\f\r ]/).filter((word) => word !== '');
      if (name !== undefined && !directives.has(name.toLowerCase())) {
        directives.set(name.toLowerCase(), values);
      }
    }
    return directives;
  });
});

/** https://w3c.github.io/webappsec-csp/#match-schemes; that `ws:` stands for http too, no engine has it. */
const schemeMatches = (expected: string | undefined, scheme: string): boolean =>
  expected === scheme || (expected === 'http' && scheme === 'https');

/** https://w3c.github.io/webappsec-csp/#match-hosts */
function hostMatches(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*.')) return host.endsWith(pattern.slice(1).toLowerCase());
  return pattern.toLowerCase() === host;
}

const defaultPort = (scheme: string): number | null =>
  scheme === 'https' ? 443 : scheme === 'http' ? 80 : null;

/**
 * https://w3c.github.io/webappsec-csp/#match-ports, and what every engine adds to it: port 80 is upgraded with its scheme.
 */
function portMatches(pattern: string | undefined, url: Url): boolean {
  if (pattern === '*') return true;
  if (pattern === undefined) return url.port === null;
  const port = url.port ?? defaultPort(url.scheme);
  return Number(pattern) === port || (Number(pattern) === 80 && port === 443 && url.scheme === 'https');
}

const decode = (text: string): string =>
  text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/**
 * https://w3c.github.io/webappsec-csp/#match-paths, decoded as a whole, as every engine does, and not piece by piece.
 * After a redirect the path is not looked at.
 */
function pathMatches(pattern: string | undefined, url: Url, redirects: number): boolean {
  if (pattern === undefined || redirects > 0) return true;
  const [wanted, path] = [decode(pattern), decode(url.path.replace(/\?.*/s, ''))];
  return wanted.endsWith('/') ? path.startsWith(wanted) : path === wanted;
}

const hostSource =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.?|\[[0-9a-f:]+\])(?::(\d+|\*))?(\/[^?#]*)?$/i;

/** The own origin, or the same host over https on the same port or on default ports. */
const matchesSelf = (self: Url, url: Url): boolean =>
  self.host === url.host && self.port === url.port && schemeMatches(self.scheme, url.scheme);

/** https://w3c.github.io/webappsec-csp/#match-url-to-source-expression */
function sourceMatches(source: string, url: Url, self: Url | null, redirects: number): boolean {
  if (source === '*') return isHttp(url);
  if (source.endsWith(':')) return schemeMatches(source.slice(0, -1).toLowerCase(), url.scheme);
  if (source.toLowerCase() === "'self'") return self !== null && matchesSelf(self, url);
  const found = hostSource.exec(source);
  if (!found) return false;
  const [, scheme, host, port, path] = found;
  // A page of which no place is known is taken to have come over http.
  if (!schemeMatches(scheme?.toLowerCase() ?? self?.scheme ?? 'http', url.scheme)) return false;
  return hostMatches(host!, url.host) && portMatches(port, url) && pathMatches(path, url, redirects);
}

const directiveOf = { audio: 'media-src', '': 'connect-src' } as const;

/**
 * Whether the page's policies let a request of this destination go to `url` (https://w3c.github.io/webappsec-csp/#should-block-request).
 * @param self where the page came from: what `'self'` stands for, even if the page's origin is opaque
 * @param redirects how many redirects led to `url`
 */
export function isAllowedByPolicies(
  policies: Policies,
  destination: 'audio' | '',
  url: Url,
  self: Url | null,
  redirects: number,
): boolean {
  return policies.every((policy) => {
    const sources = policy.get(directiveOf[destination]) ?? policy.get('default-src');
    return sources === undefined || sources.some((source) => sourceMatches(source, url, self, redirects));
  });
}

/** Whether a request for a MediaSource of the page would be let go: the HTML standard makes none, and Chromium asks for it all the same. */
export function allowsMediaSource(policies: Policies, self: Url | null): boolean {
  const url = parseUrl(`blob:${self?.origin ?? 'null'}/source`);
  return url !== null && isAllowedByPolicies(policies, 'audio', url, self, 0);
}

export const hasDirective = (policies: Policies, name: string): boolean =>
  policies.some((policy) => policy.has(name));

/** Whether the `sandbox` directive takes the page's origin away. */
export const isSandboxed = (policies: Policies): boolean =>
  policies.some((policy) => {
    const flags = policy.get('sandbox')?.map((flag) => flag.toLowerCase());
    return flags?.includes('allow-same-origin') === false;
  });

/** https://w3c.github.io/webappsec-csp/#should-block-inline, of a script without nonce or hash */
export const allowsInlineScript = (policies: Policies): boolean =>
  policies.every((policy) => {
    const sources = policy.get('script-src') ?? policy.get('default-src');
    return sources === undefined || sources.includes("'unsafe-inline'");
  });
