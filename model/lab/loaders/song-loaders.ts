import type { AskedRequest } from '../../standards/request';
import { lastLoadOf, loaderNames, stepsOf, type LoaderName } from './loaders';
import { predictableLoaders } from './predictable-loaders';

/** Whether a library is given the URL of a song, and asks for that alone. */
function isSongPlayer(name: LoaderName): boolean {
  const { asks, library } = lastLoadOf(name);
  return library !== null && stepsOf(name).length === 1 && asks.length === 1 && asks[0]!.file === 'song';
}

/** The loaders by which any song can be loaded, wherever it is: what a page does itself, and the libraries that play songs. */
export const songLoaders: readonly LoaderName[] = [
  ...predictableLoaders,
  ...loaderNames.filter(isSongPlayer),
];

/** The request of one of them by which that comes which is heard, if nothing is refused. */
export function soundRequestOf(name: LoaderName): AskedRequest {
  const { asks, beside } = lastLoadOf(name);
  return beside?.when === 'always' && beside.isHeard ? beside.ask.request : asks[0]!.request;
}
