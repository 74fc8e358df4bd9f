import type { Duplex } from 'node:stream';
import { audioFile } from '../audio/library';

/** A frame of the lab's tone in MP3, 64 kbit/s at 16 kHz. Bytes. */
const frame = 288;
const frames = 24;
/** Whoever comes gets the stream from where it is by now: in the midst of a frame. Bytes. */
const begin = 100;

/** What a listener gets at once, as by the `burst-size` of Icecast (https://icecast.org/docs/icecast-2.4.1/config-file.html). Bytes. */
const burst = 65_536;
/** What comes then, as fast as it is played: bytes every so many milliseconds. */
const [portion, interval] = [1_600, 200];

/** Bytes of the stream, whose frames come round again and again. */
function* portionsOf(lengths: Iterable<number>): Generator<Buffer> {
  const round = audioFile('cdn', 'tone.mp3').bytes.subarray(-frame * frames);
  let at = begin;
  for (const length of lengths) {
    yield Buffer.from(Array.from({ length }, (_, i) => round[(at + i) % round.length]!));
    at += length;
  }
}

function* lengthsOfStream(): Generator<number> {
  yield burst;
  for (;;) yield portion;
}

const chunk = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);

/**
 * Sends MP3 as a radio station does, from its midst on, until the listener goes or is sent away.
 * @param isChunked whether it goes in chunks
 * @returns sends the listener away
 */
export function streamLive(socket: Duplex, isChunked: boolean): () => void {
  const stream = portionsOf(lengthsOfStream());
  const send = (): void => {
    const bytes = stream.next().value as Buffer;
    socket.write(isChunked ? chunk(bytes) : bytes);
  };
  const timer = setInterval(send, interval);
  socket.once('close', () => clearInterval(timer));
  send();
  return () => socket.destroy();
}
