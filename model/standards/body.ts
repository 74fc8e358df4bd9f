/**
 * What an answer has as its body: audio, by the essence of its type; a page, an API's answer or the error of an object store
 * in its stead; bytes that are no format at all; nothing; half of what would come else, behind which the connection ends, or is reset;
 * or MP3 as a radio station sends it, from the midst of a frame on, without an end.
 */
export const bodies = [
  'audio/wav',
  'audio/mpeg',
  'audio/ogg',
  'audio/flac',
  'video/mp4',
  'audio/midi',
  'html',
  'json',
  'xml-error',
  'noise',
  'empty',
  'truncated',
  'reset',
  'live',
] as const;
export type Body = (typeof bodies)[number];

/** What engines decode, if only in part. */
const played: ReadonlySet<Body> = new Set([
  'audio/wav',
  'audio/mpeg',
  'audio/ogg',
  'audio/flac',
  'video/mp4',
  'truncated',
  'reset',
  'live',
]);

export const isPlayed = (body: Body): boolean => played.has(body);

/**
 * Whether it begins as audio or video does (https://mimesniff.spec.whatwg.org/#matching-an-audio-or-video-type-pattern). A
 * format that no engine decodes may; so does FLAC for engines, though the text has no pattern for it.
 */
export const beginsAsMedia = (body: Body): boolean => isPlayed(body) || body === 'audio/midi';
