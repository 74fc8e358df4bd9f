import type { Answer } from './exchange-case';
import { getHeader } from '../http/headers';
import { extractEssence, splitList } from '../http/mime-type';

/** https://mimesniff.spec.whatwg.org/#json-mime-type and its like; scripts and style sheets are not among them. */
const isBlocklisted = (type: string): boolean =>
  type === 'text/html' ||
  (type !== 'image/svg+xml' && /^(application|text)\/(json|xml)$|\+(json|xml)$/.test(type));

/** Types that are never media, scripts or images, whatever their bytes; those of playlists and captions, which engines let pass, left out. */
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
function isNosniff(headers: Answer['headers']): boolean {
  const value = getHeader(headers, 'x-content-type-options');
  return value !== null && splitList(value)[0]!.toLowerCase() === 'nosniff';
}

/**
 * Opaque-response blocking (https://github.com/whatwg/fetch/pull/1755), of an answer whose bytes are audio: what is
 * decided by its headers alone.
 */
export function isBlockedOpaquely({ status, headers }: Answer): boolean {
  const type = extractEssence(headers);
  if (type === null) return false;
  if (neverSniffed.has(type)) return true;
  if (isBlocklisted(type)) return status === 206 || isNosniff(headers);
  return type === 'text/plain' && isNosniff(headers);
}
