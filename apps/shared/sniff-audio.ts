const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Where a frame of MPEG audio or of AAC in ADTS may begin: eleven or twelve bits that are all set. */
function holdsFrame(bytes: Uint8Array): boolean {
  for (let i = 0; i + 3 < bytes.length; i++) {
    if (bytes[i] !== 0xff || (bytes[i + 1]! & 0xe0) !== 0xe0) continue;
    const layer = (bytes[i + 1]! >> 1) & 3;
    const isAdts = layer === 0 && (bytes[i + 1]! & 0xf0) === 0xf0;
    const version = (bytes[i + 1]! >> 3) & 3;
    const bitrate = bytes[i + 2]! >> 4;
    const rate = (bytes[i + 2]! >> 2) & 3;
    if (
      isAdts ? rate * 4 + (bitrate & 3) < 13 : version !== 1 && bitrate !== 0 && bitrate !== 15 && rate !== 3
    )
      return true;
  }
  return false;
}

/**
 * Whether bytes begin as a file of audio does, or hold a frame of it: a live stream begins anywhere.
 * https://mimesniff.spec.whatwg.org/#matching-an-audio-or-video-type-pattern, and FLAC, Matroska and ADTS beside it.
 * @param bytes the first ones of a body
 */
export function looksLikeAudio(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 4_096);
  if (['ID3', 'OggS', 'fLaC', '.snd'].some((magic) => ascii(start, 0, magic.length) === magic)) return true;
  if (['RIFF', 'FORM'].includes(ascii(start, 0, 4)) && /WAVE|AIFF|AIFC/.test(ascii(start, 8, 12)))
    return true;
  if (ascii(start, 4, 8) === 'ftyp') return true;
  if (start[0] === 0x1a && start[1] === 0x45 && start[2] === 0xdf && start[3] === 0xa3) return true;
  // Text has no byte with its first bit set but those of UTF-8, which has no 0xff.
  return holdsFrame(start);
}
