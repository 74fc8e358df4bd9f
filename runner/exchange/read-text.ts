import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { shown } from '../../model/http/shown-text';
import { UsageError } from '../failures/usage-error';
import { whyOf } from '../failures/system-words';

/** The largest file that is read, in bytes: half a million exchanges. A device may have no end. */
const mostBytes = 256 * 2 ** 20;

async function bytesOf(stream: Readable, most: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > most) throw new Error(`it has more than ${most / 2 ** 20} MiB. Give a part of it`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/**
 * The text of a file, without the byte order mark that it may begin with; `-` is standard input.
 * @throws UsageError where it cannot be read, is no UTF-8, or has more than `most` bytes
 */
export async function readText(file: string, most = mostBytes): Promise<string> {
  const name = file === '-' ? 'standard input' : shown(file);
  if (file === '-' && process.stdin.isTTY)
    process.stderr.write(
      `Paste it here, then ${process.platform === 'win32' ? 'Ctrl-Z and Enter' : 'Ctrl-D'} on a line of its own.\n`,
    );
  try {
    const bytes = await bytesOf(file === '-' ? process.stdin : createReadStream(file), most);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const isEncoding = (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    const why = isEncoding ? 'it is not UTF-8. Save it as UTF-8' : whyOf(error);
    throw new UsageError(`Failed to read ${name}: ${why}`);
  }
}
