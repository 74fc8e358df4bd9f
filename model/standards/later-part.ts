import { getHeader } from '../http/headers';
import { contentRangeOf, isWithinTotal } from '../http/content-range';
import type { Answer } from './exchange-case';
import type { Fetched } from './fetch-state';
import { isBlockedOpaquely } from './opaque-response-blocking';
import type { Reason } from './reason';

/** The first byte that the beginning of a file leaves out; null where it is the whole, or nobody knows. */
export function missingFrom({ status, headers }: Answer): number | null {
  const range = contentRangeOf(headers);
  const isPart = status === 206 && range?.first === 0 && range.total !== null && range.last + 1 < range.total;
  return isPart ? range.last + 1 : null;
}

/** How long the file is by the answer; null where it does not say. */
export const totalOf = ({ headers }: Answer): number | null => contentRangeOf(headers)?.total ?? null;

/**
 * Whether an answer to what was asked for from the byte `start` on has an invalid `Content-Range`, or begins before it, or ends
 * before the file does: what is asked for then is answered with the same. HTML compares none of them; all engines do.
 * @param total how long the file is; null where nobody knows
 */
function isWrongPart({ status, headers }: Answer, start: number, total: number | null): boolean {
  const range = contentRangeOf(headers);
  if (status !== 206 || getHeader(headers, 'content-range') === null) return false;
  if (!range || !isWithinTotal(range) || range.first < start) return true;
  return total !== null && range.last + 1 < total;
}

/**
 * Verify a media response (https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response), of the answer that
 * goes on where the first ended; null for success.
 * @param start the first byte that it was asked for; null where it answers whatever it is asked for
 */
export function refusesLaterPart(first: Fetched, later: Fetched, start: number | null): Reason | null {
  // 1. Opaque-response blocking makes a network error of it, too.
  if (later.failure !== null) return later.failure;
  if (later.tainting === 'opaque' && isBlockedOpaquely(later.answer)) return 'orb';
  const { status } = later.answer;
  // 5, 6.
  if (status !== 200 && status !== 206) return status === 401 ? 'auth' : 'http-status';
  // 8, 9. What is opaque comes from one origin.
  const isOther = first.failure === null && first.url.origin !== later.url.origin;
  if (isOther && later.tainting === 'opaque') return 'mixed-origins';
  const total = first.failure === null ? totalOf(first.answer) : null;
  return start !== null && isWrongPart(later.answer, start, total) ? 'http-status' : null;
}
