import { z } from 'zod';
import { headerName, headerValue } from '../../model/evidence/header-line';
import type { HeaderLine } from '../../model/http/headers';

/**
 * Header lines: a list of pairs or of texts such as `Vary: Origin`, in order; or an object, in which a list gives a line to
 * each of its values.
 */
export type HeaderLines =
  readonly (HeaderLine | `${string}:${string}`)[] | Readonly<Record<string, string | readonly string[]>>;

/** A text as the name and the value of its line; null if it is none. */
export function splitLine(text: string): HeaderLine | null {
  const colon = text.indexOf(':');
  return colon < 0 ? null : [text.slice(0, colon), text.slice(colon + 1).replace(/^[\t ]+|[\t ]+$/g, '')];
}

const wanted = 'want header lines: pairs, texts such as "Vary: Origin", or an object of names and values';

const pair = z.tuple([headerName, headerValue]).readonly();
/** What anybody may give as header lines. */
const anyLines = z.union(
  [
    z.array(z.union([pair, z.string()])).readonly(),
    z.record(headerName, z.union([headerValue, z.array(headerValue).readonly()])),
  ],
  { error: wanted },
);

/** Header lines, as pairs. */
export const headerLines = anyLines.transform((given, context): HeaderLine[] => {
  if (!Array.isArray(given))
    return Object.entries(given as Readonly<Record<string, string | readonly string[]>>).flatMap(
      ([name, value]) => [value].flat().map((each): HeaderLine => [name, each]),
    );
  return (given as readonly (HeaderLine | string)[]).flatMap((line, i): HeaderLine[] => {
    if (typeof line !== 'string') return [line];
    const parsed = pair.safeParse(splitLine(line));
    if (parsed.success) return [parsed.data];
    context.addIssue({ code: 'custom', path: [i], message: 'want a header line, such as "Vary: Origin"' });
    return [];
  });
});
