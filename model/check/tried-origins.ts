import { isSchemelesslySameSite, hasIpAddress, parseUrl, registrableDomain, type Url } from '../http/url';
import type { Question } from './direct-answer';

/** An `Origin` that is sent to see what an allow-list makes of it. */
export interface TriedOrigin {
  readonly question: Question;
  readonly origin: string;
}

/** The origin of somebody whom no server knows, over the page's scheme, since a rule may ask for that. */
export const unrelatedOrigin = (page: string): string =>
  `${parseUrl(page)?.scheme ?? 'https'}://unrelated.invalid`;

const withHost = ({ scheme, port }: Url, host: string): string =>
  `${scheme}://${host}${port === null ? '' : `:${port}`}`;

/** Hosts of another site that end like the page's. A last one of the same site tells a rule for subdomains from a hole. */
function suffixesOf({ host }: Url): string[] {
  const domain = registrableDomain(host);
  return domain === null || domain === host
    ? [`evil${host}`]
    : [`evil${domain}`, `evil${host}`, `evil.${domain}`];
}

/** The page's host with a letter for the first dot that keeps its site apart from others; null if there is none. */
function withoutDot(page: Url): string | null {
  const dots = [...page.host.matchAll(/\./g)].map(({ index }) => index);
  const hosts = dots.map((at) => `${page.host.slice(0, at)}x${page.host.slice(at + 1)}`);
  return hosts.find((host) => !isSchemelesslySameSite(page, { ...page, host })) ?? null;
}

/** Origins that are not the page's, and that a careless allow-list takes for it. */
export function triedOrigins(page: string): readonly TriedOrigin[] {
  const url = parseUrl(page);
  if (!url) return [];
  const named = (question: Question, host: string): TriedOrigin => ({
    question,
    origin: withHost(url, host),
  });
  const prefix = url.host.startsWith('[') ? [] : [named('prefix', `${url.host}.evil.invalid`)];
  const dot = withoutDot(url);
  return [
    { question: 'null', origin: 'null' },
    ...(hasIpAddress(url) ? [] : suffixesOf(url).map((host) => named('suffix', host))),
    ...prefix,
    ...(dot === null || hasIpAddress(url) ? [] : [named('dot', dot)]),
    ...(url.scheme === 'https'
      ? [{ question: 'http' as const, origin: page.replace(/^https/, 'http') }]
      : []),
  ];
}
