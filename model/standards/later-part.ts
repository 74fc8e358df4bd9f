import { getHeader } from '../http/headers';
import type { Answer } from './exchange-case';
import type { Fetched } from './fetch-state';
import { isBlockedOpaquely } from './opaque-response-blocking';
import type { Reason } from './reason';

const contentRange = /^bytes +(\d+)-(\d+)\/(\d+)$/i;

/** The first byte that the beginning of a file leaves out; null where it is the whole, or nobody knows. */
export function missingFrom({ status, headers }: Answer): number | null {
  const [, first, last, total] = contentRange.exec(getHeader(headers, 'content-range') ?? '') ?? [];
  const isPart = status === 206 && Number(first) === 0 && Number(last) + 1 < Number(total);
  return isPart ? Number(last) + 1 : null;
}

/** Whether an answer is a part of a file that begins at another byte than the one that was asked for. */
export function beginsElsewhere(later: Fetched, start: number | null): boolean {
  if (later.failure !== null || later.answer.status !== 206) return false;
  const [, first] = contentRange.exec(getHeader(later.answer.headers, 'content-range') ?? '') ?? [];
  return first !== undefined && Number(first) !== start;
}

/** How long the file is by the answer; null where it does not say. */
export const totalOf = ({ headers }: Answer): string | null =>
  contentRange.exec(getHeader(headers, 'content-range') ?? '')?.[3] ?? null;

/**
 * Verify a media response (https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response), of the answer that
 * goes on where the first ended; null for success.
 */
export function refusesLaterPart(first: Fetched, later: Fetched): Reason | null {
  // 1. Opaque-response blocking makes a network error of it, too.
  if (later.failure !== null) return later.failure;
  if (later.tainting === 'opaque' && isBlockedOpaquely(later.answer)) return 'orb';
  const { status } = later.answer;
  // 5, 6.
  if (status !== 200 && status !== 206) return status === 401 ? 'auth' : 'http-status';
  // 8, 9. What is opaque comes from one origin.
  const isOther = first.failure === null && first.url.origin !== later.url.origin;
  return isOther && later.tainting === 'opaque' ? 'mixed-origins' : null;
}
