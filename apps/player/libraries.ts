import {
  lastLoadOf,
  loaderNames,
  loaderOf,
  stepsOf,
  type LoaderName,
  type SingleLoaderName,
} from '../../model/lab/loaders/loaders';
import type { PlayerTask } from '../../model/lab/loaders/player-task';
import type { Library } from '../../model/lab/loaders/loader';
import { streamFiles } from '../../model/lab/topology/stream';

const kinds = ['howler', 'wavesurfer', 'tone', 'videojs', 'plyr', 'three', 'hlsjs'] as const;
type Kind = (typeof kinds)[number];
export type OfferedTask = Extract<PlayerTask, { kind: Kind }>;

const isOffered = (task: { readonly kind: string }): task is OfferedTask =>
  kinds.some((kind) => kind === task.kind);

/** A player library, set up in one way. */
export type LibraryLoader = Extract<LoaderName, SingleLoaderName>;

/** The player libraries that a person can have the song loaded by: a few that are much used, each way to set one up. */
export const libraryLoaders = loaderNames.filter(
  (name): name is LibraryLoader => stepsOf(name).length === 1 && isOffered(lastLoadOf(name).probe),
);

export const libraryOf = (name: LibraryLoader): Library => lastLoadOf(name).library!;

/** What the probe is told to load by. @throws Error for a library that is not offered */
export function taskOf(name: LibraryLoader): OfferedTask {
  const { probe } = loaderOf(name);
  if (isOffered(probe)) return probe;
  throw new Error(`Failed to load by ${name}: the player has no such library`);
}

/** Whether cookies may go with its request. */
export const sendsCookies = (name: LibraryLoader): boolean =>
  loaderOf(name).asks[0]?.request.credentials === 'include';

/** Of a library that plays streams, the playlist; null where it plays the song itself. */
export const playlistOf = (name: LibraryLoader): string | null =>
  loaderOf(name).asks[0]?.file === 'open-playlist' ? streamFiles['open-playlist'] : null;

/** What a library is given in place of the URL of a song: of a stream it wants the playlist, which is beside the song. */
export function urlFor(name: LibraryLoader, song: string): string {
  const playlist = playlistOf(name);
  if (playlist === null) return song;
  const url = new URL(song);
  url.pathname = url.pathname.replace(/[^/]*$/, playlist);
  return url.href;
}
