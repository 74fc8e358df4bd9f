/** An HLS stream (https://www.rfc-editor.org/rfc/rfc8216): a playlist, and the key and the encrypted segment that it names. */
export const streamFiles = { playlist: 'tone.m3u8', key: 'tone.key', segment: 'segment.mp4' } as const;

export type StreamPart = keyof typeof streamFiles;
/** In the order in which they are asked for. */
export const streamParts = Object.keys(streamFiles) as StreamPart[];

export const isStreamPart = (file: string): file is StreamPart => Object.hasOwn(streamFiles, file);

/** The part of a stream that a path is of; undefined if there is none. */
export const streamPartAt = (path: string): StreamPart | undefined =>
  streamParts.find((part) => path.replace(/\?.*/s, '').endsWith(`/${streamFiles[part]}`));
