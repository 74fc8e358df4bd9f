/**
 * Two streams of the lab. One is HLS (https://www.rfc-editor.org/rfc/rfc8216): a playlist, and the key and the encrypted
 * segment that it names. The other is open, and what it is of is named by a playlist of HLS as well as by a manifest of
 * DASH (ISO/IEC 23009-1): the header of its MP4, and a fragment.
 */
export const streamFiles = {
  playlist: 'tone.m3u8',
  key: 'tone.key',
  segment: 'segment.mp4',
  'open-playlist': 'open.m3u8',
  manifest: 'open.mpd',
  init: 'init.mp4',
  fragment: 'tone.m4s',
} as const;

export type StreamPart = keyof typeof streamFiles;
/** In the order in which they are asked for. */
export const streamParts = Object.keys(streamFiles) as StreamPart[];

/** What names the others. */
const naming = ['playlist', 'open-playlist', 'manifest'] as const;
export type NamingPart = (typeof naming)[number];
export const isNamingPart = (part: string): part is NamingPart =>
  (naming as readonly string[]).includes(part);

/** What is named by one of them. */
export type NamedPart = Exclude<StreamPart, NamingPart>;

/** Where a policy says that a part is: all that is media is in one place. */
export const placeOfPart = (part: NamedPart): 'key' | 'segment' => (part === 'key' ? 'key' : 'segment');

export const isStreamPart = (file: string): file is StreamPart => Object.hasOwn(streamFiles, file);

/** The part of a stream that a path is of; undefined if there is none. */
export const streamPartAt = (path: string): StreamPart | undefined =>
  streamParts.find((part) => path.replace(/\?.*/s, '').endsWith(`/${streamFiles[part]}`));
