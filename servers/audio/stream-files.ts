import { createCipheriv, createHash } from 'node:crypto';
import type { StreamPart } from '../../model/lab/topology/stream';
import type { ServerName } from '../../model/lab/topology/topology';
import { toneInMp4 } from './tone-in-mp4';
import { audioFile, type AudioFile } from './library';

/** One key for all servers, so that the key of one fits the segment of another. 16 bytes. */
const key = createHash('sha256').update('earshot').digest().subarray(0, 16);

/** The header of a wav file as simple as the tone's. Bytes. */
const wavHeader = 44;

/** The tone of a server in fragmented MP4. */
export function mp4Tone(server: ServerName): Buffer {
  const wav = audioFile(server, 'tone.wav').bytes.subarray(wavHeader);
  return toneInMp4(Int16Array.from({ length: wav.length / 2 }, (_, i) => wav.readInt16LE(2 * i)));
}

/** The segment: under AES-128, its initialization vector the media sequence number 0 (RFC 8216, 5.2). */
function encryptedTone(server: ServerName): Buffer {
  const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(16));
  return Buffer.concat([cipher.update(mp4Tone(server)), cipher.final()]);
}

/**
 * A media playlist of one encrypted segment (RFC 8216, 4.3). The segment holds what players would else ask for by
 * EXT-X-MAP, so that there is no fourth request.
 */
const playlistOf = (urls: Readonly<Record<'key' | 'segment', string>>): string => `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-TARGETDURATION:1
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-KEY:METHOD=AES-128,URI="${urls.key}"
#EXTINF:1,
${urls.segment}
#EXT-X-ENDLIST
`;

const types: Readonly<Record<StreamPart, string>> = {
  playlist: 'application/vnd.apple.mpegurl',
  key: 'application/octet-stream',
  segment: 'video/mp4',
};

const asFile = (part: StreamPart, bytes: Buffer): AudioFile => ({
  bytes,
  type: types[part],
  etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  lastModified: new Date(0).toUTCString(),
});

const segments = new Map<ServerName, AudioFile>();

/** A part of the HLS stream of a server. @param urls what the playlist names, absolute or relative to it */
export function streamFile(
  server: ServerName,
  part: StreamPart,
  urls: Readonly<Record<'key' | 'segment', string>>,
): AudioFile {
  if (part === 'playlist') return asFile(part, Buffer.from(playlistOf(urls)));
  if (part === 'key') return asFile(part, key);
  const known = segments.get(server) ?? asFile(part, encryptedTone(server));
  segments.set(server, known);
  return known;
}
