import type { NamedAnswer } from '../standards/exchange-case';

/** The headers of an answer that CORS has. */
export const corsHeaders = [
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Headers',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Private-Network',
  'Access-Control-Expose-Headers',
  'Access-Control-Max-Age',
] as const;

/** Names of headers that look like those of CORS, and that no browser knows: as they came. */
export function unknownHeaders(answers: readonly NamedAnswer[]): string[] {
  const known = new Set<string>(corsHeaders.map((name) => name.toLowerCase()));
  const names = answers.flatMap(({ headers }) => headers.map(([name]) => name));
  return [...new Set(names)].filter(
    (name) => /^access-control-/i.test(name) && !known.has(name.toLowerCase()),
  );
}
