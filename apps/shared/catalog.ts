export interface Song {
  readonly title: string;
  readonly artist: string;
  readonly url: string;
}

const isSong = (song: unknown): song is Song =>
  typeof song === 'object' && song !== null && 'url' in song && typeof song.url === 'string';

/** The first song in a catalog's answer, `{ songs: [{ title, artist, url }] }`. */
export function firstSong(answer: unknown): Song | undefined {
  const songs: unknown =
    typeof answer === 'object' && answer !== null && 'songs' in answer ? answer.songs : [];
  const [first] = Array.isArray(songs) ? (songs as unknown[]) : [];
  return isSong(first) ? first : undefined;
}
