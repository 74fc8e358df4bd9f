/** The policy under which the CDN has the song that the last `<source>` of a list names. */
export const nextSongs = { 'next-song': 'wildcard', 'missing-song': 'not-found' } as const;
export type NextSong = keyof typeof nextSongs;

export const isNextSong = (file: string): file is NextSong => Object.hasOwn(nextSongs, file);

const pathOf = (which: NextSong): string => `/p/${nextSongs[which]}/song.mp3`;

/** Its URL, beside that of the first song, with the same token. */
export const nextSongUrl = (first: string, which: NextSong): string =>
  first.replace(/^(\w+:\/\/[^/]+)[^?]*/, `$1${pathOf(which)}`);

/** Which of them a path is of; undefined if of none. */
export const nextSongAt = (path: string): NextSong | undefined =>
  (Object.keys(nextSongs) as NextSong[]).find((which) => path.startsWith(pathOf(which)));
