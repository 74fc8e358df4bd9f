import type { Place, Policy } from '../../lab/policies/policy';
import type { HeaderLine } from '../../http/headers';

const valueOf = (lines: readonly HeaderLine[] | undefined, name: string): string[] =>
  (lines ?? []).filter(([key]) => key.toLowerCase() === name).map(([, value]) => value.trim());

/** Whether header lines allow the origin `null`, which anybody can have, or whatever origin asks together with credentials. */
function areLinesSafe(lines: readonly HeaderLine[]): boolean {
  const origins = valueOf(lines, 'access-control-allow-origin');
  const credentials = valueOf(lines, 'access-control-allow-credentials').includes('true');
  return !origins.includes('null') && !(credentials && origins.includes('{origin}'));
}

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
