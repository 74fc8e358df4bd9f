import { createHash } from 'node:crypto';
import type { ServerName } from '../../model/lab/topology/topology';
import { readAudio } from './read-audio';

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

const contents = {
  html: () => Buffer.from('<!doctype html><title>Sorry</title><p>Something went wrong.</p>\n'.repeat(40)),
  // Bytes that look like no format at all, the same at every start.
  noise: () => Buffer.from(Array.from({ length: 6_000 }, (_, i) => (i * i * 31 + i * 7 + 3) % 251)),
  empty: () => Buffer.alloc(0),
  // A header chunk of a MIDI file and an empty track.
  midi: () => Buffer.from('4d546864000000060000000100604d54726b0000000400ff2f00', 'hex'),
} as const;

const decoys = new Map<keyof typeof contents, AudioFile>();

/** What is served instead of audio, with the headers of an audio file. */
export function decoyFile(kind: keyof typeof contents): AudioFile {
  const known = decoys.get(kind);
  if (known) return known;
  const file = {
    bytes: contents[kind](),
    type: types['tone.mp3'],
    etag: `"decoy-${kind}"`,
    lastModified: new Date(0).toUTCString(),
  };
  decoys.set(kind, file);
  return file;
}

/** A file of a server: its tone for a second, or its song, both at the server's own frequency. Read once, then kept. */
export function audioFile(server: ServerName, name: AudioFileName): AudioFile {
  const path = `${server}/${name}`;
  const known = files.get(path);
  if (known) return known;
  const { bytes, modified } = readAudio(server, name);
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const file = {
    bytes,
    type: types[name],
    etag: `"${digest}"`,
    lastModified: modified.toUTCString(),
  };
  files.set(path, file);
  return file;
}
