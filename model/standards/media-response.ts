import type { Outcome } from './outcome';
import type { Reason } from './reason';
import { beginsAsMedia, isPlayed } from './body';
import { endsEarly, isChunked } from './corrupted-answer';
import type { Answer } from './exchange-case';
import { contentRangeOf, isWithinTotal } from '../http/content-range';
import { getHeader } from '../http/headers';

/**
 * Whether the answer is the file from its first byte on. HTML compares none of its numbers with what was asked; what engines do
 * is written here: an element asks for `bytes=0-`.
 */
function hasFirstBytes(answer: Answer): boolean {
  const range = contentRangeOf(answer.headers);
  return range?.first === 0 && isWithinTotal(range);
}

/**
 * Verify a media response (https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response); null for success.
 * 1, a network error, never gets here. 2 left out: engines ask for a range even of an entire resource.
 */
function verifyMediaResponse(answer: Answer): Reason | null {
  // 4.
  if (answer.status === 200) return null;
  // 5, 6. What is wrong with another status is for the reason alone.
  if (answer.status === 401) return 'auth';
  // 7–9, parts of several origins, take more than one response: whoever loads the rest of a file sees to them.
  return answer.status === 206 && hasFirstBytes(answer) ? null : 'http-status';
}

/** No song is so short: the head of a wav file is 44 bytes, and a sample 2. Bytes. */
const shortest = 46;

/** Whether there is nothing to hear in it, by its length, if that counts; of several values, which are the same, the first. */
function isEmpty({ status, headers, body }: Answer): boolean {
  const length = getHeader(headers, 'content-length')?.split(',')[0]?.trim() ?? '';
  if (body === 'empty') return true;
  const total = contentRangeOf(headers)?.total ?? null;
  if (status === 206 && total !== null && total < shortest) return true;
  return !isChunked(headers) && /^\d+$/.test(length) && Number(length) < shortest;
}

/**
 * What is wrong with the bytes. Where the answer is opaque, those that do not begin as media do are blocked opaquely before
 * anybody decodes them (https://github.com/annevk/orb, 7 and 8); null for success.
 */
function refuseBytes(answer: Answer, opaque: boolean): Reason | null {
  const { body } = answer;
  if (isEmpty(answer)) return 'decode';
  // Engines give up what ends before its time, where no later range would bring the rest.
  if ((answer.status === 200 || body === 'reset') && endsEarly(answer, 'GET')) return 'network';
  if (body == null || isPlayed(body)) return null;
  return opaque && !beginsAsMedia(body) ? 'orb' : 'decode';
}

/**
 * What a tapped media element makes of an answer: an opaque one plays, and Web Audio hears zeros
 * (https://webaudio.github.io/web-audio-api/#MediaElementAudioSourceOptions-security).
 */
export function tapMedia(answer: Answer, opaque: boolean): { outcome: Outcome; reason: Reason | null } {
  const reason = verifyMediaResponse(answer) ?? refuseBytes(answer, opaque);
  if (reason) return { outcome: 'blocked', reason };
  return opaque ? { outcome: 'opaque', reason: 'no-crossorigin' } : { outcome: 'readable', reason: null };
}
