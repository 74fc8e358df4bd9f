import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { ServerName } from '../../model/lab/topology/topology';

interface ReadAudio {
  readonly bytes: Buffer;
  readonly modified: Date;
}

/** By server and by the name of the file: the bytes, base64. */
type Packed = Readonly<Record<ServerName, Readonly<Record<string, string>>>>;

const packed = join(__dirname, 'files.json.br');
let unpacked: Packed | undefined;

/** One file of a server. A clone has a folder for each server; a package has all of them in one file, compressed. */
export function readAudio(server: ServerName, name: string): ReadAudio {
  if (!existsSync(packed)) {
    const path = join(__dirname, 'files', server, name);
    return { bytes: readFileSync(path), modified: statSync(path).mtime };
  }
  unpacked ??= JSON.parse(brotliDecompressSync(readFileSync(packed)).toString()) as Packed;
  return { bytes: Buffer.from(unpacked[server][name]!, 'base64'), modified: statSync(packed).mtime };
}
