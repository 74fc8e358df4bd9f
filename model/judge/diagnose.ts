import { ownSongPath } from '../lab/plan/cells';
import { requestOf } from '../lab/loaders/loader-request';
import { lastLoadOf, singleSpec, stepsOf, type LoaderName } from '../lab/loaders/loaders';
import type { Exchange } from '../evidence/exchange';
import type { Outcome } from '../standards/outcome';
import { allowsInlineScript, allowsMediaSource } from '../standards/content-security-policy';
import type { Client } from '../standards/client';
import type { Answer } from '../standards/exchange-case';
import { getHeader } from '../http/headers';
import type { Servers } from '../standards/fetch-state';
import { isBlockedOpaquely } from '../standards/opaque-response-blocking';
import { checkPreflight } from '../standards/cors-preflight-fetch';
import { createRequest, type FetchedRequest } from '../standards/request';
import { fetchThroughWorker } from '../standards/service-worker';
import { parseUrl } from '../http/url';
import { streamPartAt, type StreamPart } from '../lab/topology/stream';
import type { Reason } from '../standards/reason';
import { replaySequence } from './replay-sequence';

interface Load {
  /** The page, as its policies leave it. */
  readonly client: Client;
  readonly loader: LoaderName;
  readonly url: string;
  readonly outcome: Outcome;
  /** Where loads in a frame are done. */
  readonly frame?: string | undefined;
  readonly wire: readonly Exchange[];
}

const isPreflight = ({ method, requestHeaders }: Exchange): boolean =>
  method === 'OPTIONS' && requestHeaders['access-control-request-method'] !== undefined;

/** The answers that really came, for each request of its kind and place; a repetition of a request gives the first of them. */
function replayOf(wire: readonly Exchange[]): Servers {
  const answers = new Map<string, Answer>();
  let hop = 1;
  for (const each of wire) {
    const key = `${isPreflight(each) ? 'preflight' : 'request'} ${hop}`;
    if (each.status === null) continue;
    if (!answers.has(key)) answers.set(key, { status: each.status, headers: each.responseHeaders });
    if (!isPreflight(each) && each.status >= 300 && each.status <= 399 && each.status !== 304) hop += 1;
  }
  return ({ kind }, at) => answers.get(`${kind} ${at}`);
}

/** Why a request that is not to be asked for beforehand, and was, was not sent. */
function refusalOfPreflight(request: FetchedRequest, { requestHeaders, ...seen }: Exchange): Reason {
  const answer = { status: seen.status ?? 0, headers: seen.responseHeaders };
  return checkPreflight(request, requestHeaders.origin ?? 'null', answer) ?? 'network';
}

/** Nothing in the standards of cross-origin loads refuses the answer: what is left is the answer itself. */
function faultOf(wire: Load['wire'], isOpaque: boolean): Reason {
  const last = wire.at(-1);
  if (last?.status == null) return 'network';
  if (last.status === 401) return 'auth';
  if (last.status >= 400) return 'http-status';
  const answer = { status: last.status, headers: last.responseHeaders };
  if (isOpaque && last.status < 300 && isBlockedOpaquely(answer)) return 'orb';
  return last.complete ? 'decode' : 'network';
}

/** Whether a part of the file came, and a later one was said to be on another host. */
function hasMixedOrigins(wire: Load['wire']): boolean {
  const first = wire.findIndex(({ status }) => status === 206);
  return wire.some(({ status, host, responseHeaders }, i) => {
    const location = status === 302 ? parseUrl(getHeader(responseHeaders, 'location') ?? '') : null;
    return first >= 0 && i > first && location !== null && !location.origin.endsWith(`//${host}`);
  });
}

/** The loader's own request, or the one that it failed at: the button asks for the song only if it got the catalog. */
function requestIn({ loader, wire }: Load): LoaderName {
  if (singleSpec(lastLoadOf(loader)).kind !== 'catalog') return loader;
  return wire.some(({ path }) => path.includes('/song.mp3')) ? 'audio-anonymous' : 'fetch-same-origin';
}

/** Of an HLS stream, the part at which it failed: the next is asked for only where one was got. Null where nothing was asked, or there is no stream. */
export function failedPartOf({ loader, wire }: Pick<Load, 'loader' | 'wire'>): StreamPart | null {
  if (singleSpec(lastLoadOf(loader)).kind !== 'hls') return null;
  return streamPartAt(wire.at(-1)?.path ?? '') ?? null;
}

/** The exchanges that decide, and the URL of the first of them. */
function decisive(load: Load): { readonly wire: Load['wire']; readonly url: string } {
  const { loader, url } = load;
  const spec = singleSpec(lastLoadOf(loader));
  // Of an element that is swapped, those of the song that it ended with.
  if (spec.kind === 'swap') {
    const isOwn = spec.order === 'own-song-last';
    return { wire: load.wire.filter(({ path }) => path.startsWith(ownSongPath) === isOwn), url };
  }
  const part = failedPartOf(load);
  if (part === null) return { wire: load.wire, url };
  const wire = load.wire.filter(({ path }) => streamPartAt(path) === part);
  const [first] = wire;
  const isNamed = part !== 'playlist' && first !== undefined;
  return { wire, url: isNamed ? `${first.scheme}://${first.host}${first.path}` : url };
}

/**
 * The reason why a load was not readable: what the standards say of the answers that the servers really gave, or else
 * what is the matter with the last of them.
 */
export function diagnose(load: Load): Reason | null {
  const { client, loader, outcome } = load;
  if (outcome === 'readable') return null;
  const { kind } = singleSpec(lastLoadOf(loader));
  const { wire, url } = decisive(load);
  if (outcome === 'opaque') return kind === 'fetch' ? 'no-cors-mode' : 'no-crossorigin';
  if (kind === 'injection' && wire.length === 0 && !allowsInlineScript(client.policies)) return 'csp';
  // Some engines ask for it, though no standard does: then nothing else is asked for.
  if (kind === 'hls' && wire.length === 0 && !allowsMediaSource(client.policies, client.url)) return 'csp';
  const request = createRequest(requestOf(requestIn(load)));
  const target = parseUrl(url);
  if (!request || !target) return 'request-invalid';
  const sequence =
    stepsOf(loader).length > 1 ? replaySequence(client, load.frame, loader, target, wire) : undefined;
  const fetched = sequence ?? fetchThroughWorker(client, request, target, replayOf(wire));
  const { failure, sent } = fetched;
  if (failure === null && request.mode === 'no-cors' && hasMixedOrigins(wire)) return 'mixed-origins';
  if (failure === null) return faultOf(wire, fetched.tainting === 'opaque');
  if (failure !== 'network') return failure;
  const last = wire.at(-1);
  if (last && isPreflight(last)) return refusalOfPreflight(request, last);
  const isUpgraded = target.scheme === 'http' && sent.some((each) => each.url.scheme === 'https');
  return isUpgraded && wire.length === 0 ? 'mixed-content' : faultOf(wire, false);
}
