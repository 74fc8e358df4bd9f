import type { HeaderLine } from '../../http/headers';

const valuesOf = (lines: readonly HeaderLine[], name: string): string[] =>
  lines.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value.trim());

/**
 * Whether header lines may be recommended: they do not allow the origin `null`, which anybody can have, nor whatever
 * origin asks together with credentials. `{origin}` stands for the request's `Origin`.
 */
export function areLinesSafe(lines: readonly HeaderLine[]): boolean {
  const origins = valuesOf(lines, 'access-control-allow-origin');
  const credentials = valuesOf(lines, 'access-control-allow-credentials').includes('true');
  return !origins.includes('null') && !(credentials && origins.includes('{origin}'));
}
