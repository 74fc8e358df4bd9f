import { getHeader } from '../../http/headers';
import { parseUrl } from '../../http/url';
import type { Client } from '../../standards/client';
import { allowsBlob, allowsInlineScript, allowsMediaSource } from '../../standards/content-security-policy';
import { checkPreflight } from '../../standards/cors-preflight-fetch';
import { locationUrl } from '../../standards/http-redirect-fetch';
import { isBlockedOpaquely } from '../../standards/opaque-response-blocking';
import type { Servers } from '../../standards/fetch-state';
import type { Outcome } from '../../standards/outcome';
import type { Reason } from '../../standards/reason';
import { createRequest, type AskedRequest, type FetchedRequest } from '../../standards/request';
import { isPreflight, replay, type ReplayedLoad, type SeenExchange } from './replay';
import { isMedia } from '../../standards/media-destination';

/** A load, as the page asked for it and as it went over the wire. */
export interface SeenLoad {
  /** The page, as its policies leave it. */
  readonly client: Client;
  readonly request: AskedRequest;
  readonly url: string;
  readonly outcome: Outcome;
  /** The element was not allowed to play: what came of it may be hidden from script, or not. */
  readonly isSilenced?: boolean;
  /** What went over the wire, by order of time; the loads before it included. */
  readonly wire: readonly SeenExchange[];
  /** The loads of the same URL before it: they share its caches. */
  readonly before?: readonly ReplayedLoad[];
  /** Where servers are, if more is known of it than their URLs tell. */
  readonly addressSpaceOf?: Servers['addressSpaceOf'] | undefined;
  /** What the page's Content-Security-Policy must allow before the browser asks for anything. */
  readonly needs?: keyof typeof allows | undefined;
  /** The destination of the request for a `blob:` URL by which script has what came played. */
  readonly plays?: FetchedRequest['destination'];
}

/** Some engines ask `media-src` for the MediaSource, though no standard does. */
const allows = {
  'inline-script': ({ policies }: Client) => allowsInlineScript(policies),
  'media-source': ({ policies, url }: Client) => allowsMediaSource(policies, url),
} as const;

/** Why a request that the standards send without a preflight, and the browser with one, was not sent. */
function refusalOfPreflight(request: FetchedRequest, { requestHeaders, ...seen }: SeenExchange): Reason {
  const answer = { status: seen.status ?? 0, headers: seen.responseHeaders };
  return checkPreflight(request, requestHeaders.origin ?? 'null', answer) ?? 'network';
}

/** Nothing in the standards of cross-origin loads refuses the answer: what is left is the answer itself. */
function faultOf(wire: SeenLoad['wire'], isOpaque: boolean): Reason {
  // That what was kept is as it was says nothing more of it.
  const last = wire.findLast(({ status }) => status !== 304) ?? wire.at(-1);
  if (last?.status == null) return 'network';
  if (last.status === 401) return 'auth';
  if (last.status >= 400) return 'http-status';
  const answer = { status: last.status, headers: last.responseHeaders };
  const url = parseUrl(`${last.scheme}://${last.host}${last.path}`);
  // What it leads to was never reached.
  if (url && locationUrl(answer, url)) return 'network';
  if (isOpaque && last.status < 300 && isBlockedOpaquely(answer)) return 'orb';
  return last.complete ? 'decode' : 'network';
}

/** Whether a part of the file came, and a later one was said to be on another host. */
function hasMixedOrigins(wire: SeenLoad['wire']): boolean {
  const first = wire.findIndex(({ status }) => status === 206);
  return wire.some(({ status, host, responseHeaders }, i) => {
    const location = status === 302 ? parseUrl(getHeader(responseHeaders, 'location') ?? '') : null;
    return first >= 0 && i > first && location !== null && !location.origin.endsWith(`//${host}`);
  });
}

/**
 * The reason why a load was not readable: what the standards say of the answers that the servers really gave, or else
 * what is the matter with the last of them. Null if it was readable.
 */
export function diagnose({
  client,
  outcome,
  wire,
  needs,
  plays,
  before = [],
  isSilenced = false,
  addressSpaceOf,
  ...load
}: SeenLoad): Reason | null {
  if (outcome === 'readable') return null;
  if (outcome === 'opaque' && !isSilenced)
    return isMedia(load.request.destination) ? 'no-crossorigin' : 'no-cors-mode';
  if (needs && wire.length === 0 && !allows[needs](client)) return 'csp';
  const request = createRequest(load.request);
  const url = parseUrl(load.url);
  // https://fetch.spec.whatwg.org/#dom-request; an element takes a user name.
  if (!request || !url || (url.userinfo && request.destination === '')) return 'request-invalid';
  const fetched = replay([...before, { client, request, preloads: false }], url, wire, addressSpaceOf);
  const { failure, sent } = fetched;
  if (outcome === 'opaque')
    return failure === null && fetched.tainting === 'opaque' ? 'no-crossorigin' : 'not-allowed-to-play';
  if (failure === null && request.mode === 'no-cors' && hasMixedOrigins(wire)) return 'mixed-origins';
  const isPlayed = plays === undefined || allowsBlob(client.policies, plays, client.url);
  if (failure === null && !isPlayed && fetched.answer.status < 400) return 'csp';
  if (failure === null) return faultOf(wire, fetched.tainting === 'opaque');
  const isUnanswered = failure === 'network' || failure === 'preflight-unanswered';
  if (!isUnanswered) return failure;
  const last = wire.at(-1);
  if (last?.status != null && isPreflight(last)) return refusalOfPreflight(request, last);
  const isUpgraded = url.scheme === 'http' && sent.some((each) => each.url.scheme === 'https');
  if (isUpgraded && wire.length === 0) return 'mixed-content';
  return last && isPreflight(last) ? 'preflight-unanswered' : faultOf(wire, false);
}
