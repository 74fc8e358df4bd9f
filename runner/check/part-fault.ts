import { whatBodyIs } from '../../model/check/what-body-is';
import type { ReadPart } from './read-part';
import { isPlaylist, type StreamPart } from './stream-parts';

/** AES-128 has a key of this length (https://www.rfc-editor.org/rfc/rfc8216#section-4.3.2.4). */
const keyBytes = 16;

/** What is wrong with the bytes of a part that came well, in a sentence; null if nothing is, as far as they tell. */
export function partFault({ part, range }: StreamPart, { status, headers, bytes }: ReadPart): string | null {
  if (status >= 400) return null;
  if (part.endsWith('playlist') || part === 'variant')
    return isPlaylist(bytes.toString('utf8')) ? null : 'It is no playlist: it does not begin with #EXTM3U.';
  if (part.endsWith('key')) {
    const isKey = bytes.length === keyBytes;
    return isKey ? null : `The key has ${bytes.length} bytes, and one of AES-128 has ${keyBytes}.`;
  }
  if (range !== null && status !== 206)
    return `Of the file a part was asked for (${range}), and the server answers with status ${status} and all of it.`;
  const question = 'page' as const;
  const body = whatBodyIs({
    ...{ question, url: '', hop: 1, origin: null, status, headers, noAnswer: null },
    firstBytes: new Uint8Array(bytes.subarray(0, 4_096)),
  });
  return body === null
    ? null
    : `It is no part of a song: by its bytes it is ${body === 'empty' ? 'empty' : body}.`;
}
