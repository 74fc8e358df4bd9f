import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { NamedAnswer } from '../../model/standards/exchange-case';

const maxBody = 1_000_000;

const encoders: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
};

const valueOf = ({ headers }: NamedAnswer, wanted: string): string =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1].trim() ?? '';

const ofLength = (body: Buffer, length: number): Buffer =>
  Buffer.concat([body, Buffer.alloc(Math.max(0, length - body.length))]).subarray(0, length);

/** As many bytes as a `Content-Range` says, so that a 206 is whole; the body itself where there is none. */
function inRange(answer: NamedAnswer, body: Buffer): Buffer {
  const [, first, last] = /^bytes (\d+)-(\d+)\//.exec(valueOf(answer, 'content-range')) ?? [];
  const length = Math.min(Number(last) - Number(first) + 1, maxBody);
  return answer.status === 206 && length > 0 ? ofLength(body, length) : body;
}

/** The bytes that an answer's own headers promise: encoded, of that length, in chunks. */
export function bodyOf(answer: NamedAnswer, body: Buffer): Buffer {
  const encode = encoders[valueOf(answer, 'content-encoding').toLowerCase()];
  const encoded = encode ? encode(inRange(answer, body)) : inRange(answer, body);
  const promised = /^\d{1,7}$/.test(valueOf(answer, 'content-length'))
    ? Number(valueOf(answer, 'content-length'))
    : null;
  if (/chunked/i.test(valueOf(answer, 'transfer-encoding'))) {
    return Buffer.concat([
      Buffer.from(`${encoded.length.toString(16)}\r\n`),
      encoded,
      Buffer.from('\r\n0\r\n\r\n'),
    ]);
  }
  return promised === null || encode ? encoded : ofLength(encoded, Math.min(promised, maxBody));
}
