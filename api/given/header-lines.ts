import * as z from 'zod/mini';
import { headerNameText, headerValueTexts } from '../../model/http/header-text';
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

const [line, bytes] = headerValueTexts;
export const headerValue = z
  .string()
  .check(z.regex(line.pattern, line.words), z.regex(bytes.pattern, bytes.words));
const headerName = z.string().check(z.regex(headerNameText.pattern, headerNameText.words));
const pair = z.readonly(z.tuple([headerName, headerValue]));

/** What anybody may give as header lines. */
const anyLines = z.union(
  [
    z.readonly(z.array(z.union([pair, z.string()]))),
    z.record(headerName, z.union([headerValue, z.readonly(z.array(headerValue))])),
  ],
  { error: 'want header lines: pairs, texts such as "Vary: Origin", or an object of names and values' },
);

/** Header lines, as pairs. */
export const headerLines = z.pipe(
  anyLines,
  z.transform((given: z.output<typeof anyLines>, context): HeaderLine[] => {
    if (!Array.isArray(given))
      return Object.entries(given as Readonly<Record<string, string | readonly string[]>>).flatMap(
        ([name, value]) => [value].flat().map((each): HeaderLine => [name, each]),
      );
    return (given as readonly (HeaderLine | string)[]).flatMap((each, i): HeaderLine[] => {
      if (typeof each !== 'string') return [each];
      const parsed = z.safeParse(pair, splitLine(each));
      if (parsed.success) return [parsed.data];
      const message = 'want a header line, such as "Vary: Origin"';
      context.issues.push({ code: 'custom', path: [i], message, input: each });
      return [];
    });
  }),
);
