import { lastLoadOf, type LoaderName, type SingleLoaderName } from '../../model/lab/loaders/loaders';
import { repeatsOf } from './library-load';

/** Of each browser, where it does the usual three loads for one page. */
const usualRequests = 12;
/** A request, a redirect, a part that is asked for again, and a share of the proof. */
const perLoad = 4;

/** Of each browser, where it asks for the parts of a stream: 14 at most, and a share of the proof. */
const ofStream = 40;

/** How many requests of the person's server a browser may make for these loads on so many pages, its proof included. */
export function mostRequestsFor(loaders: readonly LoaderName[], pages: number, isStream: boolean): number {
  if (isStream) return ofStream * pages;
  const wanted = loaders.map((loader) => perLoad + 2 * repeatsOf(loader));
  return Math.max(usualRequests, pages * wanted.reduce((sum, count) => sum + count, 0));
}

/** No load ends sooner, in milliseconds: a song that is heard well may take some seconds on a busy machine. */
const leastForLoad = 12_000;

/** How much longer a player library may take, in milliseconds: some ask again for seconds, and most need all of a song. */
const forLibrary = 20_000;

/** How long a load may take in a browser, in milliseconds, where its server has `patience` for headers, and again for a body. */
export const boundOfLoad = (patience: number, loader: LoaderName | SingleLoaderName): number =>
  Math.max(leastForLoad, 2 * patience) + (lastLoadOf(loader).library ? forLibrary : 0);
