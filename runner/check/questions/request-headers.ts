import type { HeaderLine } from '../../../model/http/headers';
import { parseUrl, type Url } from '../../../model/http/url';
import type { SecFetch } from '../../../model/standards/fetch-metadata';

/** How a question differs from what `fetch()` of the page asks. */
export interface Variation {
  readonly isRange?: boolean;
  readonly isPreflight?: boolean;
  readonly withoutReferer?: boolean;
  /** The origin of the page that `Referer` names; the asker's unless said. */
  readonly refererPage?: string;
  readonly withoutMetadata?: boolean;
  /** As the browser that people have on their screens, if this one has no window. */
  readonly withWindow?: boolean;
  /** As another client than a browser. */
  readonly withoutBrowser?: boolean;
}

/** Who asks. */
export interface Asker {
  /** Serialized origin. */
  readonly page: string;
  /** The browser's. */
  readonly userAgent: string;
  /** Of Earshot. */
  readonly version: string;
  /** Headers of the person's own, for the origin of the URL alone. */
  readonly own: readonly HeaderLine[];
}

/** Headers that a question decides, whatever somebody wants to send with it. */
const decided =
  /^(host|connection|origin|referer|user-agent|accept-encoding|range|content-length|transfer-encoding|sec-.*|access-control-request-.*)$/i;

/**
 * Under `strict-origin-when-cross-origin` a page says its origin, but to none that is less secure: browsers go by the
 * scheme, and count http to loopback as less secure too
 * (https://w3c.github.io/webappsec-referrer-policy/#referrer-policy-strict-origin-when-cross-origin).
 */
function refererFor(page: string, url: Url): HeaderLine[] {
  const from = parseUrl(page);
  return !from || (from.scheme === 'https' && url.scheme !== 'https') ? [] : [['Referer', `${page}/`]];
}

const preflight: readonly HeaderLine[] = [
  ['Access-Control-Request-Method', 'GET'],
  ['Access-Control-Request-Headers', 'authorization'],
];

const lines = ({ site, mode, dest }: SecFetch): HeaderLine[] => [
  ['Sec-Fetch-Site', site],
  ['Sec-Fetch-Mode', mode],
  ['Sec-Fetch-Dest', dest],
];

/** What is asked for, and what the browser says of itself and of the page there. */
interface Place {
  readonly url: Url;
  /** What its `Origin` says; null for none. */
  readonly origin: string | null;
  /** Whether each URL on the way here has the origin of the first: no other gets the person's own headers, and no preflight. */
  readonly isOwn: boolean;
  readonly metadata: SecFetch | null;
}

/** The headers of a question. */
export function requestHeaders(
  { page, userAgent, version, own }: Asker,
  { url, origin, isOwn, metadata }: Place,
  { refererPage = page, ...change }: Variation,
): HeaderLine[] {
  const { isRange, isPreflight, withoutReferer, withoutMetadata, withoutBrowser, withWindow } = change;
  const earshot = `Earshot/${version}`;
  const browser = withWindow ? userAgent.replace('Headless', '') : userAgent;
  return [
    ['Host', url.port === null ? url.host : `${url.host}:${url.port}`],
    ['Connection', 'close'],
    ['Accept', '*/*'],
    ['Accept-Encoding', 'identity'],
    ['User-Agent', withoutBrowser ? earshot : `${browser} ${earshot}`],
    ...(origin === null ? [] : [['Origin', origin] as const]),
    ...(withoutReferer || withoutBrowser ? [] : refererFor(refererPage, url)),
    ...(withoutMetadata || withoutBrowser || !metadata ? [] : lines(metadata)),
    ...(isRange ? [['Range', 'bytes=0-'] as const] : []),
    ...(isPreflight ? preflight : []),
    ...(isOwn && !isPreflight ? own.filter(([name]) => !decided.test(name)) : []),
  ];
}
