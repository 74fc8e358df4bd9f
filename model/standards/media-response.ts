import type { Outcome } from './outcome';
import type { Reason } from './reason';
import type { Answer } from './exchange-case';
import { getHeader } from '../http/headers';

/** https://httpwg.org/specs/rfc9110.html#field.content-range: a range of bytes that came */
const hasContentRange = ({ headers }: Answer): boolean =>
  /^bytes \d+-\d+\/(\d+|\*)$/i.test(getHeader(headers, 'content-range') ?? '');

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
  return answer.status === 206 && hasContentRange(answer) ? null : 'http-status';
}

/**
 * What a tapped media element makes of an answer whose bytes are audio: an opaque one plays, and Web Audio hears zeros
 * (https://webaudio.github.io/web-audio-api/#MediaElementAudioSourceOptions-security).
 */
export function tapMedia(answer: Answer, opaque: boolean): { outcome: Outcome; reason: Reason | null } {
  const reason = verifyMediaResponse(answer);
  if (reason) return { outcome: 'blocked', reason };
  return opaque ? { outcome: 'opaque', reason: 'no-crossorigin' } : { outcome: 'readable', reason: null };
}
