import { Duplex } from 'node:stream';
import type { HeaderLine } from '../../model/http/headers';

/** https://www.rfc-editor.org/rfc/rfc9113#section-4.1: three bytes of length, a type, flags, the stream. */
const headLength = 9;
const frameTypes = { headers: 1, resetStream: 3, continuation: 9 } as const;
const endHeaders = 0x4;
/** No peer wants smaller frames (https://www.rfc-editor.org/rfc/rfc9113#section-4.2). Bytes. */
const mostInFrame = 16_384;

const frameOf = (type: number, flags: number, stream: number, payload: Buffer): Buffer => {
  const head = Buffer.alloc(headLength);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
};

/** A length in seven bits, and more of them where it is greater (https://www.rfc-editor.org/rfc/rfc7541#section-5.1). */
function lengthOf(length: number): number[] {
  const most = 127;
  if (length < most) return [length];
  const bytes = [most];
  let rest = length - most;
  for (; rest >= 128; rest >>>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value, 'latin1');
  return Buffer.concat([Buffer.from(lengthOf(bytes.length)), bytes]);
};

/** Lines as they are, none of which is remembered (https://www.rfc-editor.org/rfc/rfc7541#section-6.2.2). */
const blockOf = (lines: readonly HeaderLine[]): Buffer =>
  Buffer.concat(lines.flatMap(([name, value]) => [Buffer.of(0), text(name), text(value)]));

/** A block in a frame, and what is too long for it in others. */
function framesOf(flags: number, stream: number, block: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at === 0 || at < block.length; at += mostInFrame) {
    const part = block.subarray(at, at + mostInFrame);
    const isLast = at + mostInFrame >= block.length;
    const own = (at === 0 ? flags & ~endHeaders : 0) | (isLast ? endHeaders : 0);
    parts.push(frameOf(at === 0 ? frameTypes.headers : frameTypes.continuation, own, stream, part));
  }
  return Buffer.concat(parts);
}

/** A connection of HTTP/2, and what is sent by it other than Node would send it. */
export interface HeaderBlocks {
  /** The connection, for a session of Node that compresses no header of its own by what came before. */
  readonly duplex: Duplex;
  /** Has the next header block that Node sends on a stream be of these lines, byte for byte: Node sends none that is malformed, nor two lines of some names. */
  readonly replaceNext: (stream: number, lines: readonly HeaderLine[]) => void;
  /** Ends a stream by RST_STREAM with this code; Node sends the end of a body before it. */
  readonly reset: (stream: number, code: number) => void;
}

/** Stands between a socket and a session of Node, and sends header blocks as they were said. */
export function sendHeaderBlocks(socket: Duplex): HeaderBlocks {
  const blocks = new Map<number, Buffer[]>();
  const ended = new Set<number>();
  let pending: Buffer = Buffer.alloc(0);

  function* framesIn(chunk: Buffer): Generator<Buffer> {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length >= headLength) {
      const end = headLength + pending.readUIntBE(0, 3);
      if (pending.length < end) return;
      yield pending.subarray(0, end);
      pending = pending.subarray(end);
    }
  }

  const sent = (frame: Buffer): Buffer => {
    const stream = frame.readUInt32BE(5);
    if (ended.has(stream)) return Buffer.alloc(0);
    const next = frame[3] === frameTypes.headers ? blocks.get(stream)?.shift() : undefined;
    return next ? framesOf(frame[4]!, stream, next) : frame;
  };

  const duplex = new Duplex({
    read: () => void socket.resume(),
    write(chunk: Buffer, _, done) {
      const bytes = Buffer.concat([...framesIn(chunk)].map(sent));
      if (bytes.length === 0 || !socket.writable) done();
      else socket.write(bytes, () => done());
    },
    final(done) {
      socket.end();
      done();
    },
    destroy(_, done) {
      socket.destroy();
      done(null);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    if (!duplex.push(chunk)) socket.pause();
  });
  socket.once('end', () => duplex.push(null));
  socket.once('close', () => duplex.destroy());
  socket.on('error', () => duplex.destroy());
  return {
    duplex,
    replaceNext(stream, lines) {
      blocks.set(stream, [...(blocks.get(stream) ?? []), blockOf(lines)]);
    },
    reset(stream, code) {
      const payload = Buffer.alloc(4);
      payload.writeUInt32BE(code);
      ended.add(stream);
      blocks.delete(stream);
      if (socket.writable) socket.write(frameOf(frameTypes.resetStream, 0, stream, payload));
    },
  };
}
