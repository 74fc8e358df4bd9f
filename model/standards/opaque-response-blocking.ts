import type { Answer } from './exchange-case';
import { getHeader } from '../http/headers';
import { extractEssence, splitList } from '../http/mime-type';

/**
 * An opaque-blocklisted MIME type: HTML, JSON (https://mimesniff.spec.whatwg.org/#json-mime-type) or XML, but not SVG; that of
 * DASH, which engines let pass, left out.
 */
const isBlocklisted = (type: string): boolean =>
  type === 'text/html' ||
  (type !== 'image/svg+xml' &&
    type !== 'application/dash+xml' &&
    /^(application|text)\/(json|xml)$|\+(json|xml)$/.test(type));

/**
 * Opaque-blocklisted-never-sniffed MIME types: they are never media, scripts or images, whatever their bytes; those of
 * playlists and captions, which engines let pass, left out.
 */
export const neverSniffed: ReadonlySet<string> = new Set([
  'application/gzip',
  'application/msexcel',
  'application/mspowerpoint',
  'application/msword',
  'application/msword-template',
  'application/pdf',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.ms-word',
  'application/vnd.msword',
  'application/x-gzip',
  'application/x-protobuf',
  'application/x-protobuffer',
  'application/zip',
  'multipart/byteranges',
  'multipart/signed',
  'text/csv',
  'text/event-stream',
]);

/** https://fetch.spec.whatwg.org/#determine-nosniff */
export function isNosniff(headers: Answer['headers']): boolean {
  const value = getHeader(headers, 'x-content-type-options');
  return value !== null && splitList(value)[0]!.toLowerCase() === 'nosniff';
}

/**
 * Opaque-response blocking (https://github.com/whatwg/fetch/pull/1755), of an answer whose bytes are audio: what is
 * decided by its headers alone. Numbers are those of the proposal that it came from (https://github.com/annevk/orb).
 */
export function isBlockedOpaquely({ status, headers }: Answer): boolean {
  // 1, 3.
  const type = extractEssence(headers);
  if (type === null) return false;
  // 3.1 left out: what it lets pass is not blocked below.
  // 3.2.
  if (neverSniffed.has(type)) return true;
  // 3.3, 3.4.
  if (isBlocklisted(type)) return status === 206 || isNosniff(headers);
  // 7. The bytes are found to be audio; 4–6 and 8–13 left out.
  return type === 'text/plain' && isNosniff(headers);
}
