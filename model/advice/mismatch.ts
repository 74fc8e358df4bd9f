import { getHeader } from '../http/headers';
import { differenceWords, originDifference } from '../http/origin-difference';
import type { Answer } from '../standards/exchange-case';

/**
 * Both strings of an `Access-Control-Allow-Origin` that is not the request's `Origin`, and how they differ.
 * @param answer the one that was refused for it
 * @returns null if there is nothing to compare
 */
export function describeMismatch(origin: string | null, answer: Answer | null): string | null {
  const sent = getHeader(answer?.headers ?? [], 'access-control-allow-origin');
  if (sent === null || origin === null) return null;
  const difference = originDifference(sent, origin);
  return `sent "${sent}", wanted "${origin}"${difference === null ? '' : `: ${differenceWords[difference]}`}`;
}
