import type { HeaderLine, Policy } from '../../policies/policy';

const valueOf = (lines: readonly HeaderLine[] | undefined, name: string): string[] =>
  (lines ?? []).filter(([key]) => key.toLowerCase() === name).map(([, value]) => value.trim());

/** Whether header lines allow the origin `null`, which anybody can have, or whatever origin asks together with credentials. */
function areLinesSafe(lines: readonly HeaderLine[]): boolean {
  const origins = valueOf(lines, 'access-control-allow-origin');
  const credentials = valueOf(lines, 'access-control-allow-credentials').includes('true');
  return !origins.includes('null') && !(credentials && origins.includes('{origin}'));
}

/** Whether a policy may be recommended: that of every server on the way. */
export function isSafe({ cors, headers, headersWithOrigin, preflight, redirect }: Policy): boolean {
  if (cors?.origin === 'any' && cors.credentials) return false;
  const answered = [...(headers ?? []), ...(headersWithOrigin ?? [])];
  if (!areLinesSafe(answered) || !areLinesSafe(preflight?.headers ?? [])) return false;
  if (!redirect) return true;
  // A redirect's policy that has only a name is one that no edit has touched.
  return typeof redirect.policy === 'string' ? redirect.policy !== 'null' : isSafe(redirect.policy);
}
