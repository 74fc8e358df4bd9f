import { getHeader } from '../http/headers';
import { answerTo, placeOf, quoted, type Interview } from './interview';
import type { Finding } from './root';

/** Whether `Content-Range` names the bytes from the first on, as `bytes=0-` asks for (https://www.rfc-editor.org/rfc/rfc9110#section-14.4). */
function isWhole(value: string | null): boolean {
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(value?.trim() ?? '') ?? [];
  if (first === undefined) return false;
  return Number(first) === 0 && (total === '*' || Number(last) < Number(total));
}

const isGzip = (encoding: string): boolean => /^(?:x-)?gzip$/i.test(encoding);

/** Whether a body begins as gzip does (https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1), or nothing of it was read. */
const startsAsGzip = ({ firstBytes }: Interview['last']): boolean =>
  firstBytes.length === 0 || (firstBytes[0] === 0x1f && firstBytes[1] === 0x8b);

/** What media elements alone do not play, though the bytes are audio: they ask for a range, and take no other one. */
export function partRoot(interview: Interview): Finding | null {
  const range = answerTo(interview, 'range');
  if (!range || range.status >= 400) return null;
  const value = getHeader(range.headers, 'content-range');
  if (range.status === 206 && !isWhole(value)) {
    const told = value === null ? 'no Content-Range' : `Content-Range: ${quoted(value)}`;
    const says = `${placeOf(range)} answers bytes=0- with ${told}: media elements play no other bytes than they asked for.`;
    return { cause: 'decode', root: 'wrong-content-range', because: [range], says };
  }
  const encoding = getHeader(range.headers, 'content-encoding')?.trim() ?? 'identity';
  if (/^(?:identity)?$/i.test(encoding)) return null;
  // The body of a range may begin anywhere; that of the page begins the file.
  const isFalse = isGzip(encoding) && !startsAsGzip(interview.last);
  const says = isFalse
    ? `${placeOf(range)} says Content-Encoding: ${quoted(encoding)}, and its bytes are not gzip: no browser can unpack them.`
    : `${placeOf(range)} is compressed (Content-Encoding: ${quoted(encoding)}) though nobody asked for that: Chromium plays no such audio.`;
  return { cause: 'decode', root: 'compressed-audio', because: [range], says };
}
