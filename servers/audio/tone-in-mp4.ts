import { flacBlock, flacFrames, flacRate, flacStreamInfo } from './flac';

/** Numbers of 32 bits. */
const words = (...values: number[]): Buffer => {
  const buffer = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => buffer.writeUInt32BE(value, 4 * i));
  return buffer;
};
const text = (value: string): Buffer => Buffer.from(value, 'latin1');

/** A box of ISO/IEC 14496-12. */
function box(type: string, ...content: Buffer[]): Buffer {
  const inside = Buffer.concat(content);
  return Buffer.concat([words(inside.length + 8), text(type), inside]);
}

/** A box with a version and flags, which are one number here. */
const fullBox = (type: string, flags: number, ...content: Buffer[]): Buffer =>
  box(type, words(flags), ...content);

const matrix = words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** A black picture of 16 by 16, as VP9. */
const picture = Buffer.from(
  '824983424000f000f60638241c183a0000204000229bffffb74603e63aa44484fbf2f56c2e91a2ecd3d7c926756762cf396b50f1ecbc09a61c4800',
  'hex',
);
const pictureSize = 0x00100010;

interface Track {
  readonly id: number;
  readonly handler: 'soun' | 'vide';
  readonly header: Buffer;
  readonly entry: Buffer;
  /** How long each of its samples is, at the rate of the tone. */
  readonly duration: number;
  readonly samples: readonly Buffer[];
}

/** https://github.com/xiph/flac/blob/master/doc/isoflac.txt */
const soundTrack = (tone: Int16Array): Track => ({
  id: 1,
  handler: 'soun',
  header: fullBox('smhd', 0, words(0)),
  entry: box(
    'fLaC',
    words(0, 1, 0, 0, 0x00010010, 0, flacRate << 16),
    fullBox('dfLa', 0, flacStreamInfo(tone.length)),
  ),
  duration: flacBlock,
  samples: flacFrames(tone),
});

/** https://www.webmproject.org/vp9/mp4/ */
const pictureTrack = (duration: number): Track => ({
  id: 2,
  handler: 'vide',
  header: fullBox('vmhd', 1, words(0, 0)),
  entry: box(
    'vp09',
    words(0, 1, 0, 0, 0, 0, pictureSize, 0x480000, 0x480000, 0),
    // One frame in a sample, and the name of the encoder, which is empty.
    text('\0\x01'.padEnd(34, '\0')),
    words(0x0018ffff),
    fullBox('vpcC', 0x01000000, words(0x000a8001), words(0x01010000)),
  ),
  duration,
  samples: [picture],
});

function trackBox({ id, handler, header, entry }: Track): Buffer {
  const [volume, size] = handler === 'soun' ? [0x01000000, 0] : [0, 0x100000];
  const empty = ['stts', 'stsc', 'stco'].map((type) => fullBox(type, 0, words(0)));
  const table = box('stbl', fullBox('stsd', 0, words(1), entry), ...empty, fullBox('stsz', 0, words(0, 0)));
  const where = box('dinf', fullBox('dref', 0, words(1), fullBox('url ', 1)));
  const media = box(
    'mdia',
    fullBox('mdhd', 0, words(0, 0, flacRate, 0, 0x55c40000)),
    fullBox('hdlr', 0, words(0), text(handler), words(0, 0, 0), text('\0')),
    box('minf', header, where, table),
  );
  return box(
    'trak',
    fullBox('tkhd', 3, words(0, 0, id, 0, 0, 0, 0, 0, volume), matrix, words(size, size)),
    media,
  );
}

const fileType = box('ftyp', text('iso6\0\0\0\0iso6mp41'));

const movieBox = (tracks: readonly Track[]): Buffer =>
  box(
    'moov',
    fullBox(
      'mvhd',
      0,
      words(0, 0, flacRate, 0, 0x10000, 0x01000000, 0, 0),
      matrix,
      Buffer.alloc(24),
      words(3),
    ),
    ...tracks.map(trackBox),
    box('mvex', ...tracks.map(({ id, duration }) => fullBox('trex', 0, words(id, 1, duration, 0, 0)))),
  );

/** A fragment of one run for each track, from zero on. */
function fragment(tracks: readonly Track[]): Buffer {
  const run = ({ id, samples }: Track, offset: number): Buffer =>
    box(
      'traf',
      fullBox('tfhd', 0x020000, words(id)),
      fullBox('tfdt', 0, words(0)),
      fullBox('trun', 0x201, words(samples.length, offset, ...samples.map(({ length }) => length))),
    );
  const data = tracks.map(({ samples }) => Buffer.concat(samples));
  const header = (start: number): Buffer => {
    let at = start;
    const runs = tracks.map((track, i) => {
      const made = run(track, at);
      at += data[i]!.length;
      return made;
    });
    return box('moof', fullBox('mfhd', 0, words(1)), ...runs);
  };
  return Buffer.concat([header(header(0).length + 8), box('mdat', ...data)]);
}

/**
 * A tone as a segment of fragmented MP4 that needs no other: sound as FLAC, under a black picture. Firefox without a
 * decoder for AAC takes no audio/mp4, whatever is in it, but does take video/mp4.
 * @param tone mono, 16,000 samples per second
 */
export function toneInMp4(tone: Int16Array): Buffer {
  const tracks = [soundTrack(tone), pictureTrack(tone.length)];
  return Buffer.concat([fileType, movieBox(tracks), fragment(tracks)]);
}

/** A tone as sound alone, the header and the fragment apart: what players of streams ask for one after the other. */
export function toneInParts(tone: Int16Array): Record<'init' | 'fragment', Buffer> {
  const tracks = [soundTrack(tone)];
  return { init: Buffer.concat([fileType, movieBox(tracks)]), fragment: fragment(tracks) };
}
