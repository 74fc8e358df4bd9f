import type { HeaderLine } from '../../http/headers';
import { parseUrl, type Url } from '../../http/url';
import type { Client } from '../../standards/client';
import type { Answer } from '../../standards/exchange-case';
import type { Fetched, SentRequest, Servers } from '../../standards/fetch-state';
import { forgetRefused, receive, type HttpCache } from '../../standards/http-cache';
import { createPreflightCache } from '../../standards/preflight-cache';
import { consumePreloaded, keepPreloaded, type PreloadedResources } from '../../standards/preload';
import type { FetchedRequest } from '../../standards/request';
import { fetchThroughWorker } from '../../standards/service-worker';

/** One request and its answer, as somebody saw them. */
export interface SeenExchange {
  readonly method: string;
  readonly scheme: string;
  /** With its port, unless it is the scheme's default. */
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  /** By lower-case name. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Null: the connection ended before an answer. */
  readonly status: number | null;
  readonly responseHeaders: readonly HeaderLine[];
  /** The answer came to its end. */
  readonly complete: boolean;
}

/** One load of a URL. */
export interface ReplayedLoad {
  readonly client: Client;
  readonly request: FetchedRequest;
  /** What comes is kept for a later load that makes the same request. */
  readonly preloads: boolean;
}

export const isPreflight = ({ method, requestHeaders }: SeenExchange): boolean =>
  method === 'OPTIONS' && requestHeaders['access-control-request-method'] !== undefined;

const hrefOf = ({ host, path }: SeenExchange, scheme: string): string | undefined =>
  parseUrl(`${scheme}://${host}${path}`)?.href;

/** What an answer must share with a request, besides its kind. */
type Likeness = (seen: SeenExchange, sent: SentRequest) => boolean;
const sameUrl: Likeness = (seen, { url }) => hrefOf(seen, seen.scheme) === url.href;
const sameOrigin: Likeness = ({ requestHeaders }, sent) => (requestHeaders.origin ?? null) === sent.origin;
/** An engine may upgrade a URL where the standard does not. */
const sameButForScheme: Likeness = (seen, { url }) => hrefOf(seen, url.scheme) === url.href;

/**
 * Servers that give the answers that really came, each once, to a request of its kind, URL and `Origin`. What then is left
 * came out of a cache: that of HTTP, or that of preflights, which an engine may keep for longer than the standard says; or
 * the browser sent another `Origin`, or by another scheme, than the standard says.
 */
function answersOf(wire: readonly SeenExchange[], cache: HttpCache): Servers {
  const left = wire.filter(({ status }) => status !== null);
  let allowed: Answer | undefined;
  const take = (sent: SentRequest, ...likenesses: Likeness[]): Answer | undefined => {
    const at = left.findIndex(
      (seen) =>
        isPreflight(seen) === (sent.kind === 'preflight') && likenesses.every((isLike) => isLike(seen, sent)),
    );
    const [seen] = at < 0 ? [] : left.splice(at, 1);
    return seen && { status: seen.status!, headers: seen.responseHeaders };
  };
  return (sent) => {
    const cached = sent.kind === 'preflight' ? allowed : cache.get(sent.url.href)?.answer;
    const answer =
      take(sent, sameUrl, sameOrigin) ?? cached ?? take(sent, sameUrl) ?? take(sent, sameButForScheme);
    if (sent.kind === 'preflight') return (allowed = answer);
    return answer && answer !== cached ? receive(cache, sent, answer) : answer;
  };
}

/** What the standards say of the last of several loads of one URL, given the answers that really came to all of them. */
export function replay(
  loads: readonly [...ReplayedLoad[], ReplayedLoad],
  url: Url,
  wire: readonly SeenExchange[],
  addressSpaceOf?: Servers['addressSpaceOf'],
): Fetched {
  const cache: HttpCache = new Map();
  const preflights = createPreflightCache();
  const preloaded: PreloadedResources<Fetched> = new Map();
  const servers = Object.assign(answersOf(wire, cache), { addressSpaceOf });
  const fetch = ({ client, request, preloads }: ReplayedLoad): Fetched => {
    const known = consumePreloaded(preloaded, url, request);
    if (known) return known;
    const fetched = fetchThroughWorker(client, request, url, servers, undefined, preflights);
    if (fetched.failure !== null) forgetRefused(cache, fetched.sent);
    if (preloads) keepPreloaded(preloaded, url, request, fetched);
    return fetched;
  };
  return loads.map(fetch).at(-1)!;
}
