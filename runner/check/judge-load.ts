import { isRefusedForGood } from '../../model/check/connection-root';
import { outcomeOfSong } from '../../model/check/outcome-of-song';
import { reasonOfLoad } from '../../model/check/reason-of-load';
import type { RecordedExchange } from '../../model/check/recorded-exchange';
import { getHeader } from '../../model/http/headers';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import { lastLoadOf } from '../../model/lab/loaders/loaders';
import { clientOf } from '../../model/standards/client';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import type { Reason } from '../../model/standards/reason';
import type { DoneLoad } from './check-browser';
import {
  decidingRequests,
  heardRequest,
  readsWhole,
  skipsScript,
  type DecidingRequest,
} from './library-load';
import type { PersonsPage } from './persons-page';
import type { CheckedLoad, ToldExchange } from './check-result';
import { isMedia } from '../../model/standards/media-destination';

/** Answers that say that somebody asks too much, or that nobody can answer just now, and nothing of the song. */
const passing = new Set([429, 503]);

/** Whether the server itself ended a body before the length that it promised. */
const isTruncated = ({ status, bytes, noAnswer, responseHeaders }: RecordedExchange): boolean =>
  status !== null &&
  noAnswer?.code !== 'timeout' &&
  bytes < Number(getHeader(responseHeaders, 'content-length') ?? 0);

/** Why a load tells nothing of the song; null if it tells something. */
function whyInconclusive(loader: LoaderName, { seen, wire, failure }: DoneLoad): string | null {
  if (failure !== null) return failure;
  const last = wire.at(-1);
  if (last?.noAnswer && isRefusedForGood(last.noAnswer)) return null;
  if (last?.noAnswer && last.method !== 'OPTIONS' && !isTruncated(last))
    return last.status === null
      ? `no answer came: ${last.noAnswer.message}`
      : `the answer broke off: ${last.noAnswer.message}`;
  if (last?.status != null && passing.has(last.status))
    return `the server answers ${last.status}: ask again later`;
  if (!seen) return 'the page said nothing of it';
  if (seen.timedOut === undefined) return null;
  const waited = `timed out waiting for ${seen.timedOut}`;
  return readsWhole(loader) && last?.status != null
    ? `${waited}, which needs all of a song: ${last.bytes} bytes of it came`
    : waited;
}

/** Header lines of an answer that decide what comes of it. What else a server sends is its own. */
const toldNames =
  /^(?:access-control-.+|age|allow|cache-control|cf-cache-status|content-(?:encoding|length|range|type)|cross-origin-.+|location|server|vary|via|www-authenticate|x-cache|x-content-type-options|x-powered-by|x-varnish)$/i;

/** An exchange without what is nobody's business. */
export const toldExchange = (seen: RecordedExchange): ToldExchange => ({
  method: seen.method,
  url: `${seen.scheme}://${seen.host}${seen.path}`,
  origin: seen.requestHeaders.origin ?? null,
  status: seen.status,
  headers: seen.responseHeaders.filter(([name]) => toldNames.test(name)),
  noAnswer: seen.noAnswer?.code ?? null,
});

/** Whether script is kept from what an element gets without CORS: it came from another origin, at some hop. */
function isShielded(
  url: string,
  page: ExchangeCase['page'],
  loader: LoaderName,
  wire: DoneLoad['wire'],
): boolean {
  const request = heardRequest(loader, wire);
  const { origin } = clientOf(page);
  const isForeign =
    wire.some(({ scheme, host }) => `${scheme}://${host}` !== origin) || new URL(url).origin !== origin;
  return isMedia(request.destination) && request.crossorigin == null && isForeign;
}

/** Why nothing can be said of a song, where that is the server's doing; else null. */
function reasonOfSilence(last: RecordedExchange | undefined): Reason | null {
  if (last?.noAnswer) return 'network';
  return last?.status != null && passing.has(last.status) ? 'http-status' : null;
}

interface JudgedLoad extends Pick<CheckedLoad, 'outcome' | 'reason' | 'inconclusive'> {
  /** The request that decided, and what went over the wire for it. */
  readonly decided: DecidingRequest;
}

/** Why a library gave nothing where it asked for nothing, and nothing would have kept it from that; null if that is not so. */
function whyNotAsked(loader: LoaderName, { seen, wire }: DoneLoad, reason: Reason | null): string | null {
  const { library } = lastLoadOf(loader);
  if (!library || wire.length > 0 || reason !== 'network') return null;
  return `${library.name} asked for nothing, and says: ${seen?.error?.message ?? 'nothing'}`;
}

/** What a load that a browser did comes to, and why. */
export function judgeLoad(
  url: string,
  page: PersonsPage,
  loader: LoaderName,
  done: DoneLoad,
  outcomeOf = outcomeOfSong,
): JudgedLoad {
  const way = { url, origin: clientOf(page).origin };
  const asked = decidingRequests(loader, way, done.wire);
  const [first] = asked;
  const inconclusive = whyInconclusive(loader, done);
  if (inconclusive !== null || !done.seen)
    return {
      outcome: 'inconclusive',
      reason: reasonOfSilence(done.wire.at(-1)),
      inconclusive,
      decided: first,
    };
  const outcome = outcomeOf(done.seen, isShielded(url, page, loader, done.wire));
  // Of a library that had to fall back its own request was blocked, whatever is heard then.
  const isFallenBack =
    outcome === 'opaque' && lastLoadOf(loader).fallback !== null && !skipsScript(loader, way);
  const load = {
    client: clientOf({ ...page, addressSpace: page.addressSpace ?? 'loopback' }),
    addressSpaceOf: () => page.songSpace ?? null,
    outcome: isFallenBack ? ('blocked' as const) : outcome,
    url,
  };
  const found = asked.map((decided) => ({ decided, reason: reasonOfLoad({ ...load, ...decided }) }));
  const refused = outcome === 'blocked' ? found.find(({ reason }) => reason !== 'decode') : undefined;
  const { reason, decided } = refused ?? found.at(-1)!;
  const notAsked = whyNotAsked(loader, done, reason);
  return notAsked === null
    ? { outcome, reason, inconclusive, decided }
    : { outcome: 'inconclusive', reason: null, inconclusive: notAsked, decided };
}

/** Whether there is a cause to look for. */
export const isFailed = (load: CheckedLoad): load is CheckedLoad & { readonly reason: Reason } =>
  load.reason !== null;
