import { mediaRequest, scriptRequest, usual } from './asked-requests';
import type { Library } from './loader';
import type { PlayerTask } from './player-task';
import type { CrossOrigin, Loader } from './probe-task';

/** How a library, set up by an option, tells of a refusal. */
export const told =
  (name: string, tells: string) =>
  (option: string | null): Library => ({ name, option, tells });

const titleOf = ({ name, option }: Library): string => (option === null ? name : `${name}, ${option}`);

/** A library that loads by a media element. */
export const byElement = (library: Library, probe: PlayerTask, crossorigin: CrossOrigin): Loader => ({
  ...usual,
  title: titleOf(library),
  library,
  probe,
  api: 'element',
  asks: [{ file: 'song', request: mediaRequest(crossorigin) }],
  plays: 'element',
  retries: true,
});

const byScript = (library: Library, probe: PlayerTask, withCredentials: boolean): Loader => ({
  ...usual,
  title: titleOf(library),
  library,
  probe,
  asks: [{ file: 'song', request: scriptRequest(withCredentials) }],
  plays: 'bytes',
});

/** A library that fetches the whole song. Whether an element then plays it is its own affair: it is script's. */
export const byFetch = (library: Library, probe: PlayerTask, withCredentials = false): Loader => ({
  ...byScript(library, probe, withCredentials),
  api: 'fetch',
});

/** A library that gets the whole song by XMLHttpRequest. */
export const byXhr = (library: Library, probe: PlayerTask, withCredentials = false): Loader => ({
  ...byScript(library, probe, withCredentials),
  api: 'xhr',
});
