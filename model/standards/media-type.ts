import { essenceOf } from '../http/mime-type';

const inMp4 = /^(mp4a\.40\.\d+|mp3|flac|opus|avc1\.[\da-f]{6})$/i;
const inWebM = /^(opus|vorbis|vp8|vp9)$/i;
const inOgg = /^(vorbis|opus|flac)$/i;
const inWav = /^1$/;
const mp3 = /^mp3$/i;

/** The codecs in each container that some browser plays, by their names in `codecs`; null where it has no such parameter. */
const codecsIn: Readonly<Record<string, RegExp | null>> = {
  'application/ogg': inOgg,
  'application/vnd.apple.mpegurl': inMp4,
  'application/x-mpegurl': inMp4,
  'audio/aac': null,
  'audio/flac': null,
  'audio/mp3': mp3,
  'audio/mp4': inMp4,
  'audio/mpeg': mp3,
  'audio/ogg': inOgg,
  'audio/wav': inWav,
  'audio/wave': inWav,
  'audio/webm': inWebM,
  'audio/x-flac': null,
  'audio/x-m4a': inMp4,
  'audio/x-mp3': mp3,
  'audio/x-pn-wav': inWav,
  'audio/x-wav': inWav,
  'video/3gpp': inMp4,
  'video/mp4': inMp4,
  'video/ogg': inOgg,
  'video/quicktime': inMp4,
  'video/webm': inWebM,
};

/** What the parameter `codecs` of a type names (https://www.rfc-editor.org/rfc/rfc6381); none where it is absent. */
export function codecsOf(type: string): string[] {
  const [, quoted, bare = ''] = /;\s*codecs\s*=\s*(?:"([^"]*)"|([^;]*))/i.exec(type) ?? [];
  return (quoted ?? bare)
    .split(',')
    .map((codec) => codec.trim())
    .filter((codec) => codec !== '');
}

/**
 * Whether a type is one that is known not to be played
 * (https://html.spec.whatwg.org/multipage/media.html#a-type-that-the-user-agent-knows-it-cannot-render). HTML leaves that to
 * browsers, but for `application/octet-stream`, which says nothing; here all count as played that some browser plays.
 */
export function isKnownUnplayable(type: string | null | undefined): boolean {
  if (type == null || type === '') return false;
  const container = essenceOf(type) ?? '';
  if (container === 'application/octet-stream') return type.includes(';');
  const codecs = codecsIn[container];
  return codecs === undefined || (codecs !== null && !codecsOf(type).every((codec) => codecs.test(codec)));
}
