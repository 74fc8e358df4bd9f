import { z } from 'zod';
import type { HeaderLine } from '../../model/http/headers';

export type Lines = z.ZodType<HeaderLine[], [string, string][]>;

/** fetch() is to refuse them, not this file. */
export const requestLines: Lines = z.array(z.tuple([z.string(), z.string()]));

/** Pairs; or an object of them, in which a list gives a line to each of its values. */
const pairsOf = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
    (Array.isArray(one) ? one : [one]).map((each: unknown) => [name, each]),
  );
};

/** Header lines; none if they are absent. */
export const headersOf = (lines: Lines) => z.preprocess((value) => pairsOf(value ?? []), lines);

/** Header lines that may be absent. */
export const optionalHeadersOf = (lines: Lines) => z.preprocess(pairsOf, lines.nullish());
