import { getDomain } from 'tldts';
import { remember } from './remember';

/** The parts of a URL that decide a cross-origin load (https://url.spec.whatwg.org/#concept-url). */
export interface Url {
  /** The whole of it, without its fragment. */
  readonly href: string;
  /** Without its colon, lower-case. */
  readonly scheme: string;
  /** Whether it holds a user name or a password. */
  readonly userinfo: boolean;
  /** Lower-case; empty if the scheme has none. */
  readonly host: string;
  /** Null if it is the scheme's default. */
  readonly port: number | null;
  /** Path and query. */
  readonly path: string;
  /** With its `#`; empty if there is none. */
  readonly fragment: string;
  /** Serialized; `null` where it is opaque. */
  readonly origin: string;
}

/** The URL parser of the standard, as Node and browsers alike have it; the model has the types of neither. */
declare const URL: {
  parse(url: string, base?: string): URLRecord | null;
};
interface URLRecord {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly origin: string;
  readonly href: string;
}

function urlOf(parsed: URLRecord): Url {
  return {
    href: parsed.href.split('#')[0]!,
    scheme: parsed.protocol.slice(0, -1),
    userinfo: parsed.username !== '' || parsed.password !== '',
    host: parsed.hostname,
    port: parsed.port === '' ? null : Number(parsed.port),
    path: parsed.pathname + parsed.search,
    fragment: parsed.hash,
    origin: parsed.origin,
  };
}

/** Of a base, which may be empty, and of a text behind the first space. */
const parse = remember((key): Url | null => {
  const end = key.indexOf(' ');
  const parsed = URL.parse(key.slice(end + 1), key.slice(0, end) || undefined);
  return parsed && urlOf(parsed);
});

/** Parses a URL, absolute or relative to `base`; null if there is none. */
export const parseUrl = (text: string, base?: Url): Url | null => parse(`${base?.href ?? ''} ${text}`);

/** The same URL over https; an explicit port stays as it is. */
export const overHttps = (url: Url): Url =>
  parseUrl(`https${url.href.slice(url.scheme.length)}${url.fragment}`) ?? url;

/** Of a host as the parser leaves it: one that ends in a number is an IPv4 address. */
const isIpAddress = (host: string): boolean => /\.\d+$/.test(host) || host.startsWith('[');

/** https://url.spec.whatwg.org/#host-registrable-domain; null if the host is a public suffix, a single label or an IP address */
export const registrableDomain = (host: string): string | null =>
  getDomain(host, { allowPrivateDomains: true });

/** https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site */
export function isSchemelesslySameSite(a: Url, b: Url): boolean {
  if (a.host === b.host) return true;
  const domain = registrableDomain(a.host);
  return domain !== null && domain === registrableDomain(b.host);
}

/** Of a host as the parser leaves it: `localhost`, and all below. */
export const isLocalhost = (host: string): boolean => /(^|\.)localhost\.?$/.test(host);

const isLoopback = (host: string): boolean =>
  isLocalhost(host) || (host.startsWith('127.') && isIpAddress(host)) || host === '[::1]';

/** https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy, of an http or https URL */
export const isTrustworthy = ({ scheme, host }: Url): boolean => scheme === 'https' || isLoopback(host);

export const isHttp = ({ scheme }: Url): boolean => scheme === 'http' || scheme === 'https';
export const hasIpAddress = ({ host }: Url): boolean => isIpAddress(host);
