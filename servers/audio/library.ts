import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerName } from '../../model/topology';

const types = {
  'tone.mp3': 'audio/mpeg',
  'tone.wav': 'audio/wav',
  'tone.ogg': 'audio/ogg',
  'tone.flac': 'audio/flac',
  'song.mp3': 'audio/mpeg',
} as const;

export type AudioFileName = keyof typeof types;
export const audioFileNames = Object.keys(types) as AudioFileName[];

export interface AudioFile {
  readonly bytes: Buffer;
  readonly type: string;
  readonly etag: string;
  /** An HTTP date. */
  readonly lastModified: string;
}

const files = new Map<string, AudioFile>();

/** A file of a server: its tone for a second, or its song, both at the server's own frequency. Read once, then kept. */
export function audioFile(server: ServerName, name: AudioFileName): AudioFile {
  const path = join(__dirname, 'files', server, name);
  const known = files.get(path);
  if (known) return known;
  const bytes = readFileSync(path);
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const file = {
    bytes,
    type: types[name],
    etag: `"${digest}"`,
    lastModified: statSync(path).mtime.toUTCString(),
  };
  files.set(path, file);
  return file;
}
