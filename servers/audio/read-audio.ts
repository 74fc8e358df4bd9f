import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ServerName } from '../../model/lab/topology/topology';

interface ReadAudio {
  readonly bytes: Buffer;
  readonly modified: Date;
}

/** Of each server, what its packed file holds: the bytes by the name of the file, base64. */
const unpacked = new Map<string, Readonly<Record<string, string>>>();

/** One file of a server. A clone has a folder for each server; a package has all of it in one file, compressed. */
export function readAudio(server: ServerName, name: string): ReadAudio {
  const folder = join(__dirname, 'files', server);
  const packed = `${folder}.json.gz`;
  if (!existsSync(packed)) {
    const path = join(folder, name);
    return { bytes: readFileSync(path), modified: statSync(path).mtime };
  }
  const files =
    unpacked.get(packed) ??
    (JSON.parse(gunzipSync(readFileSync(packed)).toString()) as Readonly<Record<string, string>>);
  unpacked.set(packed, files);
  return { bytes: Buffer.from(files[name]!, 'base64'), modified: statSync(packed).mtime };
}
