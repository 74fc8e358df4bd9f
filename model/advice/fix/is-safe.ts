import type { Place, Policy } from '../../lab/policies/policy';
import { areLinesSafe } from '../edits/safe-lines';

/** A policy that has only a name is one that no edit has touched. */
const isPlaceSafe = (place: Place | undefined): boolean =>
  place === undefined || (typeof place.policy === 'string' ? place.policy !== 'null' : isSafe(place.policy));

/** Whether a policy may be recommended: that of every server on the way, and of every part of a stream. */
export function isSafe({ cors, headers, headersWithOrigin, preflight, redirect, hls }: Policy): boolean {
  if (cors?.origin === 'any' && cors.credentials) return false;
  const answered = [...(headers ?? []), ...(headersWithOrigin ?? [])];
  if (!areLinesSafe(answered) || !areLinesSafe(preflight?.headers ?? [])) return false;
  return [redirect, hls?.key, hls?.segment].every(isPlaceSafe);
}
