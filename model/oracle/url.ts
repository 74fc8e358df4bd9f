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
  /** Lower-case; empty where the scheme has none. */
  readonly host: string;
  /** Null where it is the scheme's default. */
  readonly port: number | null;
  /** Path and query. */
  readonly path: string;
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
  readonly origin: string;
  readonly href: string;
}

const simple = /^(https?):\/\/([a-z][a-z\d-]*(?:\.[a-z][a-z\d-]*)+)(?::([1-9]\d{0,3}))?(\/[\w/.?&=~-]*)?$/;

/** Hosts and paths as most are: what needs no normalization. */
function parseSimple(text: string): Url | null {
  const found = simple.exec(text);
  if (!found) return null;
  const [, scheme = '', host = '', digits, path = '/'] = found;
  if (host.includes('xn--') || path.includes('/.')) return null;
  const port = digits === undefined ? null : Number(digits);
  if (port === (scheme === 'http' ? 80 : 443)) return null;
  const origin = `${scheme}://${host}${port === null ? '' : `:${port}`}`;
  return { href: origin + path, scheme, userinfo: false, host, port, path, origin };
}

function urlOf(parsed: URLRecord): Url {
  return {
    href: parsed.href.replace(/#.*/s, ''),
    scheme: parsed.protocol.slice(0, -1),
    userinfo: parsed.username !== '' || parsed.password !== '',
    host: parsed.hostname,
    port: parsed.port === '' ? null : Number(parsed.port),
    path: parsed.pathname + parsed.search,
    origin: parsed.origin,
  };
}

const parseAbsolute = remember((text): Url | null => {
  const known = parseSimple(text);
  if (known) return known;
  const parsed = URL.parse(text);
  return parsed && urlOf(parsed);
});

/** Parses a URL, absolute or relative to `base`; null where it is none. */
export function parseUrl(text: string, base?: Url): Url | null {
  // Without a base of its own scheme, `http:path` and its like would be absolute.
  if (!base || /^\s*https?:\/\//i.test(text)) return parseAbsolute(text);
  const parsed = URL.parse(text, base.href);
  return parsed && urlOf(parsed);
}

/** The same URL over https; an explicit port stays as it is. */
export const overHttps = (url: Url): Url => parseUrl(`https${url.href.slice(url.scheme.length)}`) ?? url;

const isIpAddress = (host: string): boolean => /^\d+\.\d+\.\d+\.\d+$|^\[/.test(host);

/** https://url.spec.whatwg.org/#host-registrable-domain; null where the host is a public suffix, a single label or an IP address */
const registrableDomain = (host: string): string | null => getDomain(host, { allowPrivateDomains: true });

/** https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site */
export function isSchemelesslySameSite(a: Url, b: Url): boolean {
  if (a.host === b.host) return true;
  const domain = registrableDomain(a.host);
  return domain !== null && domain === registrableDomain(b.host);
}

const isLoopback = (host: string): boolean =>
  /^(.+\.)?localhost\.?$|^127\.\d+\.\d+\.\d+$|^\[::1\]$/.test(host);

/** https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy */
export function isTrustworthy({ scheme, host, origin }: Url): boolean {
  if (scheme === 'https' || scheme === 'data') return true;
  if (scheme === 'blob')
    return origin.startsWith('https:') || isLoopback(origin.replace(/^http:\/\/|:\d+$/g, ''));
  return scheme === 'http' && isLoopback(host);
}

export const isHttp = ({ scheme }: Url): boolean => scheme === 'http' || scheme === 'https';
export const hasIpAddress = ({ host }: Url): boolean => isIpAddress(host);
