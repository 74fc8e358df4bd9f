import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { NamedAnswer } from '../../model/standards/exchange-case';
import { isChunked } from '../../model/standards/corrupted-answer';
import { bytesOf } from './named-bodies';

const maxBody = 1_000_000;

/** A frame whose blocks hold the bytes as they are (https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1): not all Nodes can compress so. */
function storeInZstd(body: Buffer): Buffer {
  // The magic number; one segment, whose size stands in four bytes.
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0]);
  head.writeUInt32LE(body.length, 5);
  const most = 2 ** 17;
  const blocks: Buffer[] = [];
  for (let start = 0; start === 0 || start < body.length; start += most) {
    const block = body.subarray(start, start + most);
    const header = Buffer.alloc(3);
    header.writeUIntLE(block.length * 8 + (start + most >= body.length ? 1 : 0), 0, 3);
    blocks.push(header, block);
  }
  return Buffer.concat([head, ...blocks]);
}

const encoders: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
  zstd: storeInZstd,
};

/** What encodes by a `Content-Encoding`, one coding after the other; undefined if it names none that is known. */
function encoderFor(value: string): ((body: Buffer) => Buffer) | undefined {
  const known = value
    .toLowerCase()
    .split(',')
    .flatMap((coding) => encoders[coding.trim()] ?? []);
  return known.length > 0 ? (body) => known.reduce((encoded, encode) => encode(encoded), body) : undefined;
}

const valueOf = ({ headers }: NamedAnswer, wanted: string): string =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1].trim() ?? '';

const ofLength = (body: Buffer, length: number): Buffer =>
  Buffer.concat([body, Buffer.alloc(Math.max(0, length - body.length))]).subarray(0, length);

/** As many bytes as a `Content-Range` says, so that a 206 is whole; the body itself where there is none. */
function inRange(answer: NamedAnswer, body: Buffer): Buffer {
  const [, first, last] = /^bytes +(\d+)\s*-\s*(\d+)\s*\//i.exec(valueOf(answer, 'content-range')) ?? [];
  const length = Math.min(Number(last) - Number(first) + 1, maxBody);
  return answer.status === 206 && length > 0 ? ofLength(body, length) : body;
}

/** The bytes that an answer's own headers promise: encoded, of that length, in chunks. */
function promisedBody(answer: NamedAnswer, body: Buffer): Buffer {
  const encode = encoderFor(valueOf(answer, 'content-encoding'));
  const encoded = encode ? encode(inRange(answer, body)) : inRange(answer, body);
  const [, said] = /^(\d{1,7})(?:\s*,\s*\1)*$/.exec(valueOf(answer, 'content-length')) ?? [];
  const promised = said === undefined ? null : Number(said);
  if (isChunked(answer.headers)) {
    return Buffer.concat([
      Buffer.from(`${encoded.length.toString(16)}\r\n`),
      encoded,
      Buffer.from('\r\n0\r\n\r\n'),
    ]);
  }
  return promised === null || encode ? encoded : ofLength(encoded, Math.min(promised, maxBody));
}

/** An answer whose body comes as it is: HTTP/2 has no chunks (https://www.rfc-editor.org/rfc/rfc9113#section-8.1). */
export const withoutChunks = (answer: NamedAnswer): NamedAnswer => ({
  ...answer,
  headers: answer.headers.filter(([name]) => !/^transfer-encoding$/i.test(name)),
});

/** The bytes of an answer as script reads them: without a coding and chunks, beside which no length counts. */
export function decodedBodyOf({ headers, ...answer }: NamedAnswer, usual: Buffer): Buffer {
  const framing = isChunked(headers)
    ? /^(content-encoding|transfer-encoding|content-length)$/i
    : /^(content-encoding|transfer-encoding)$/i;
  return bodyOf({ ...answer, headers: headers.filter(([name]) => !framing.test(name)) }, usual);
}

/**
 * What comes after the headers of an answer: the bytes that they promise, or less where its case says so.
 * @param usual the body where the case names none
 */
export function bodyOf(answer: NamedAnswer, usual: Buffer): Buffer {
  // No chunk but the last.
  if (answer.body === 'empty') return Buffer.from(isChunked(answer.headers) ? '0\r\n\r\n' : '');
  const bytes = promisedBody(answer, bytesOf(answer.body, usual));
  return answer.body === 'truncated' || answer.body === 'reset'
    ? bytes.subarray(0, bytes.length >> 1)
    : bytes;
}
