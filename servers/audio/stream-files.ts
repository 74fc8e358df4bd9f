import { createCipheriv, createHash } from 'node:crypto';
import { isNamingPart, type NamingPart, type StreamPart } from '../../model/lab/topology/stream';
import type { ServerName } from '../../model/lab/topology/topology';
import { streamTexts, type PartUrls } from './stream-texts';
import { toneInMp4, toneInParts } from './tone-in-mp4';
import { audioFile, type AudioFile } from './library';

/** One key for all servers, so that the key of one fits the segment of another. 16 bytes. */
const key = createHash('sha256').update('earshot').digest().subarray(0, 16);

/** The header of a wav file as simple as the tone's. Bytes. */
const wavHeader = 44;

/** The samples of a server's tone. */
function toneOf(server: ServerName): Int16Array {
  const wav = audioFile(server, 'tone.wav').bytes.subarray(wavHeader);
  return Int16Array.from({ length: wav.length / 2 }, (_, i) => wav.readInt16LE(2 * i));
}

/** The tone of a server in fragmented MP4. */
export const mp4Tone = (server: ServerName): Buffer => toneInMp4(toneOf(server));

/** The segment: under AES-128, its initialization vector the media sequence number 0 (RFC 8216, 5.2). */
function encryptedTone(server: ServerName): Buffer {
  const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(16));
  return Buffer.concat([cipher.update(mp4Tone(server)), cipher.final()]);
}

const types: Readonly<Record<StreamPart, string>> = {
  playlist: 'application/vnd.apple.mpegurl',
  key: 'application/octet-stream',
  segment: 'video/mp4',
  'open-playlist': 'application/vnd.apple.mpegurl',
  manifest: 'application/dash+xml',
  init: 'audio/mp4',
  fragment: 'audio/mp4',
};

const asFile = (part: StreamPart, bytes: Buffer): AudioFile => ({
  bytes,
  type: types[part],
  etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  lastModified: new Date(0).toUTCString(),
});

const media: Readonly<Record<Exclude<StreamPart, NamingPart>, (server: ServerName) => Buffer>> = {
  key: () => key,
  segment: encryptedTone,
  init: (server) => toneInParts(toneOf(server)).init,
  fragment: (server) => toneInParts(toneOf(server)).fragment,
};

const made = new Map<string, AudioFile>();

/** A part of a stream of a server. @param urls what is named by a playlist or a manifest */
export function streamFile(server: ServerName, part: StreamPart, urls: PartUrls): AudioFile {
  if (isNamingPart(part)) return asFile(part, Buffer.from(streamTexts[part](urls)));
  const known = made.get(`${server}/${part}`) ?? asFile(part, media[part](server));
  made.set(`${server}/${part}`, known);
  return known;
}
