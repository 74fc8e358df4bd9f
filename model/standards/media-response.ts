import type { Outcome } from './outcome';
import type { Reason } from './reason';
import type { Answer } from './exchange-case';
import { getHeader } from '../http/headers';

/** https://httpwg.org/specs/rfc9110.html#field.content-range: a range of bytes that came */
const hasContentRange = ({ headers }: Answer): boolean =>
  /^bytes \d+-\d+\/(\d+|\*)$/i.test(getHeader(headers, 'content-range') ?? '');

/** https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response; null where the element takes it */
function refuseMedia(answer: Answer): Reason | null {
  if (answer.status === 200) return null;
  if (answer.status === 401) return 'auth';
  return answer.status === 206 && hasContentRange(answer) ? null : 'http-status';
}

/**
 * What a tapped media element makes of an answer whose bytes are audio: an opaque one plays, and Web Audio hears zeros
 * (https://webaudio.github.io/web-audio-api/#MediaElementAudioSourceOptions-security).
 */
export function tapMedia(answer: Answer, opaque: boolean): { outcome: Outcome; reason: Reason | null } {
  const reason = refuseMedia(answer);
  if (reason) return { outcome: 'blocked', reason };
  return opaque ? { outcome: 'opaque', reason: 'no-crossorigin' } : { outcome: 'readable', reason: null };
}
