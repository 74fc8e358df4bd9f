const bytes = (...values: number[]): Buffer => Buffer.from(values);
const uint16 = (value: number): Buffer => bytes((value >> 8) & 0xff, value & 0xff);
const uint32 = (value: number): Buffer => Buffer.concat([uint16(value >>> 16), uint16(value)]);

/** Samples of one frame. */
export const flacBlock = 1_600;
export const flacRate = 16_000;

/** A checksum, most significant bit first (https://www.rfc-editor.org/rfc/rfc9639#section-9.1.8). */
function checksum(data: Buffer, width: 8 | 16, polynomial: number): number {
  const top = 1 << (width - 1);
  const mask = 2 * top - 1;
  let sum = 0;
  for (const byte of data) {
    sum ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & top ? (sum << 1) ^ polynomial : sum << 1) & mask;
  }
  return sum;
}

/** A frame of samples as they are: mono, 16 bits, at 16 kHz (https://www.rfc-editor.org/rfc/rfc9639#section-9). */
function frame(samples: Int16Array, number: number): Buffer {
  const head = Buffer.concat([bytes(0xff, 0xf8, 0x75, 0x08, number), uint16(flacBlock - 1)]);
  const verbatim = bytes(checksum(head, 8, 0x07), 0x02);
  const whole = Buffer.concat([head, verbatim, ...Array.from(samples, uint16)]);
  return Buffer.concat([whole, uint16(checksum(whole, 16, 0x8005))]);
}

/** Samples as frames of FLAC; what does not fill a frame is left out. At most 128 frames. */
export const flacFrames = (samples: Int16Array): Buffer[] =>
  Array.from({ length: Math.min(128, Math.floor(samples.length / flacBlock)) }, (_, i) =>
    frame(samples.subarray(i * flacBlock, (i + 1) * flacBlock), i),
  );

/** What a decoder must know first, as a metadata block (https://www.rfc-editor.org/rfc/rfc9639#section-8.2). */
export const flacStreamInfo = (samples: number): Buffer =>
  Buffer.concat([
    bytes(0x80, 0, 0, 34),
    uint16(flacBlock),
    uint16(flacBlock),
    Buffer.alloc(6),
    // 20 bits of sample rate, one channel, 16 bits a sample.
    uint32((flacRate << 12) | (15 << 4)),
    uint32(samples),
    Buffer.alloc(16),
  ]);
