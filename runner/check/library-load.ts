import { songEdits, type LibraryEdit } from '../../model/advice/fix/page-edits';
import type { RecordedExchange } from '../../model/check/recorded-exchange';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import type { AskedRequest, FetchedRequest } from '../../model/standards/request';
import {
  lastLoadOf,
  requestOf,
  type LoaderName,
  type SingleLoaderName,
} from '../../model/lab/loaders/loaders';
import { soundRequestOf } from '../../model/lab/loaders/song-loaders';
import { isMedia } from '../../model/standards/media-destination';

/** A request of a loader that may decide what comes of it, and what went over the wire for it. */
export interface DecidingRequest {
  readonly request: AskedRequest;
  readonly wire: readonly RecordedExchange[];
  /** The destination of the request for a `blob:` URL by which script has what came played. */
  readonly plays?: FetchedRequest['destination'];
}

/** A media element asks for a range, which the libraries' own requests do not. */
const isByElement = ({ requestHeaders }: RecordedExchange): boolean => requestHeaders.range !== undefined;

/** Where a song is asked for, and from where. */
interface Way {
  readonly url: string;
  /** The page's origin. */
  readonly origin: string;
}

/** Whether a library goes straight to what others fall back on: it does not even try by script from https to http. */
export const skipsScript = (loader: LoaderName, { url, origin }: Way): boolean =>
  lastLoadOf(loader).fallback !== null && /^https:/i.test(origin) && /^http:/i.test(url);

/**
 * The requests of a loader that may decide what comes of it, the one that counts first. What a library falls back on by
 * an element is none of them where its own request was made: it only shows that this was refused.
 */
export function decidingRequests(
  loader: LoaderName,
  way: Way,
  wire: readonly RecordedExchange[],
): readonly [DecidingRequest, ...DecidingRequest[]] {
  const { beside, blob, fallback } = lastLoadOf(loader);
  if (fallback && skipsScript(loader, way)) return [{ request: fallback.ask.request, wire }];
  const request = requestOf(loader);
  if (!beside && !fallback) return [{ request, wire, ...(blob !== null && { plays: blob }) }];
  const byElement = wire.filter(isByElement);
  if (beside?.when === 'played') return [{ request, wire: byElement }];
  const own = {
    ...{ request, wire: wire.filter((each) => !isByElement(each)) },
    ...(blob !== null && { plays: blob }),
  };
  if (!beside || (beside.when === 'odd-type' && byElement.length === 0)) return [own];
  const other = { request: beside.ask.request, wire: byElement };
  return beside.when === 'always' && beside.isHeard ? [other] : [own, other];
}

/** Whether a library fell back on an element, which is what is heard. */
const hasFallenBack = (loader: LoaderName, wire: readonly RecordedExchange[]): boolean =>
  lastLoadOf(loader).fallback?.isHeard === true && (wire.length === 0 || wire.some(isByElement));

/** The request by which that came which is heard. */
export function heardRequest(loader: LoaderName, wire: readonly RecordedExchange[]): AskedRequest {
  const { beside, fallback } = lastLoadOf(loader);
  if (fallback && hasFallenBack(loader, wire)) return fallback.ask.request;
  return beside?.isHeard && wire.some(isByElement) ? beside.ask.request : requestOf(loader);
}

/** Whether what loads a song plays nothing before it has all of it. */
export const readsWhole = (loader: LoaderName | SingleLoaderName): boolean => {
  const { library, plays } = lastLoadOf(loader);
  return library !== null && plays === 'bytes';
};

/** How often a loader may ask of itself: again, by an element besides, or in place of its own request. */
export function repeatsOf(loader: LoaderName): number {
  const { again, beside, fallback } = lastLoadOf(loader);
  return (again?.times ?? 0) + (beside || fallback ? 2 : 0);
}

const keyOf = ({ destination, mode, credentials, crossorigin, headers }: AskedRequest): string =>
  JSON.stringify([destination, isMedia(destination) ? (crossorigin ?? null) : [mode, credentials], headers]);

/** Other ways to set a loader's library up, as changes of its request; undefined where no library does it. */
export const editsFor = (loader: LoaderName): readonly LibraryEdit[] | undefined =>
  lastLoadOf(loader).library ? songEdits(loader) : undefined;

/** The way to set a loader's library up by which it makes the request of a fix; null where no library does it. */
export function loaderOfFix(loader: LoaderName, { request }: ExchangeCase): LoaderName | null {
  const others = editsFor(loader)?.map((edit) => edit.loader);
  if (!others) return null;
  return [loader, ...others].find((name) => keyOf(soundRequestOf(name)) === keyOf(request)) ?? null;
}
