import { isToken, type HeaderLine } from '../http/headers';
import { hasIpAddress, isLocalhost, isSchemelesslySameSite, overHttps, type Url } from '../http/url';
import type { Answer } from './exchange-case';

/** What a `Strict-Transport-Security` says (https://www.rfc-editor.org/rfc/rfc6797#section-6.1). */
interface StrictTransport {
  /** In seconds; 0 says that the host is to be forgotten. */
  readonly maxAge: number;
  readonly includesSubDomains: boolean;
}

/** What a browser makes of such headers. */
export interface HstsRules {
  /** Whether a redirect to https comes in the stead of what a server would answer, once all else has let the request through. */
  readonly redirects: boolean;
  /** Whether what hosts of other sites say counts for a page, too. */
  readonly knowsOtherSites: boolean;
  /** Whether a header conforms that names a directive twice which is not known. */
  readonly takesUnknownTwice: boolean;
}

export const standardHstsRules: HstsRules = {
  redirects: false,
  knowsOtherSites: true,
  takesUnknownTwice: false,
};

/** A request, in so far as it matters here: the very object is known again. */
interface Asked {
  readonly url: Url;
  /** Its `Origin`; null if it has none. */
  readonly origin: string | null;
}

/** The hosts that a browser asks over https alone, as far as one page comes to know them. */
export interface HstsHosts {
  /** Takes what an answer says of its host. @param url where it came from */
  readonly take: (url: Url, headers: readonly HeaderLine[]) => void;
  /** The URL over https that main fetch goes on with in the stead of one; null where it goes on with that one. */
  readonly upgrade: (url: Url) => Url | null;
  /** The redirect to https that comes in the stead of what a server would answer; null where a server is asked. */
  readonly redirect: (sent: Asked) => Answer | null;
  /** Whether a request met such a redirect. */
  readonly isRedirected: (sent: Asked) => boolean;
}

/** A directive: a token, and what a token or a quoted string says. */
const directive = /^([^\s=";]+)(?:[\t ]*=[\t ]*(?:"((?:[^"\\]|\\.)*)"|([^\s"]+)))?$/;

/** Splits at semicolons outside of quotes. */
const splitDirectives = (value: string): string[] =>
  (value.match(/(?:"(?:[^"\\]|\\.)*"|[^;])+/g) ?? [])
    .map((part) => part.trim())
    .filter((part) => part !== '');

const knownNames = ['max-age', 'includesubdomains'];

/**
 * Reads one header line (https://www.rfc-editor.org/rfc/rfc6797#section-6.1): a directive that is not known counts for nothing.
 * @returns null if it does not conform, or says no `max-age`
 */
export function parseStrictTransport(value: string, rules = standardHstsRules): StrictTransport | null {
  const said = new Map<string, string | null>();
  for (const part of splitDirectives(value)) {
    const [matched, name, quoted, plain] = directive.exec(part) ?? [];
    if (matched === undefined || !isToken(name!) || (plain !== undefined && !isToken(plain))) return null;
    const key = name!.toLowerCase();
    // 6.1, 2: no directive stands twice.
    const mayRepeat = rules.takesUnknownTwice && !knownNames.includes(key);
    if (said.has(key) && !mayRepeat) return null;
    said.set(key, quoted?.replace(/\\(.)/g, '$1') ?? plain ?? null);
  }
  const maxAge = said.get('max-age');
  const includes = said.get('includesubdomains');
  // 6.1.1: seconds. 6.1.2: it has no value.
  if (maxAge == null || !/^\d+$/.test(maxAge) || typeof includes === 'string') return null;
  return { maxAge: Number(maxAge), includesSubDomains: includes === null };
}

/** A host and the domains above it. */
const superdomains = (host: string): string[] => {
  const labels = host.split('.');
  return labels.map((_, i) => labels.slice(i).join('.'));
};

const nameOf = ({ host }: Url): string => host.replace(/\.$/, '');

/**
 * Known HSTS hosts (https://www.rfc-editor.org/rfc/rfc6797#section-8), none at first. What is known stays so until it is
 * forgotten: loads take less than the shortest time that a header can say.
 * @param page whose loads it is for; null if where it came from is not known
 */
export function createHstsHosts(page: Url | null, rules: HstsRules = standardHstsRules): HstsHosts {
  const known = new Map<string, StrictTransport>();
  const redirected = new Set<Asked>();
  const counts = (url: Url): boolean =>
    rules.knowsOtherSites || (page !== null && isSchemelesslySameSite(page, url));
  const isKnown = (url: Url): boolean => {
    // https://fetch.spec.whatwg.org/#main-fetch, 10: what is on this machine stays as it is.
    if (url.scheme !== 'http' || hasIpAddress(url) || isLocalhost(url.host)) return false;
    // 8.2: a congruent match, or that of a domain above which says so.
    const name = nameOf(url);
    return superdomains(name).some((domain) => {
      const said = known.get(domain);
      return said !== undefined && (domain === name || said.includesSubDomains);
    });
  };
  return {
    take(url, headers) {
      // 8.1: over https, of a host that has a name, and of several lines the first.
      const line = headers.find(([name]) => name.toLowerCase() === 'strict-transport-security');
      if (!line || url.scheme !== 'https' || hasIpAddress(url) || !counts(url)) return;
      const said = parseStrictTransport(line[1], rules);
      if (said && said.maxAge > 0) known.set(nameOf(url), said);
      else if (said) known.delete(nameOf(url));
    },
    upgrade: (url) => (!rules.redirects && isKnown(url) ? overHttps(url) : null),
    redirect(sent) {
      if (!rules.redirects || !isKnown(sent.url)) return null;
      redirected.add(sent);
      const headers: HeaderLine[] = [
        ['Location', overHttps(sent.url).href],
        ['Access-Control-Allow-Origin', sent.origin ?? '*'],
        ['Access-Control-Allow-Credentials', 'true'],
      ];
      return { status: 307, headers };
    },
    isRedirected: (sent) => redirected.has(sent),
  };
}
