import { z } from 'zod';
import type { TraceStep } from '../../model/standards/trace';
import { headerLine } from '../../model/evidence/header-line';
import type { Advice } from '../../model/advice/advice';
import type { Fix } from '../../model/advice/edits/search-fix';

/** One step of the standards. */
export const traceStep = z.strictObject({
  step: z.string(),
  link: z.url(),
  saw: z.string(),
} satisfies Record<keyof TraceStep, z.ZodType>);

/** The fields of a fix; `load` is the load as it is then. */
export const fixFields = <L extends z.ZodType>(load: L) =>
  ({
    edits: z.array(z.strictObject({ where: z.enum(['cdn', 'page']), says: z.string() })).readonly(),
    headers: z.array(headerLine).readonly().describe('lines that every answer of the CDN must have'),
    preflightHeaders: z.array(headerLine).readonly().describe('those of the answer to a preflight besides'),
    load: load.describe('the load as it is then'),
  }) satisfies Record<keyof Fix<unknown>, z.ZodType>;

/** What to know, and to do, about a load. */
export const adviceFields = <L extends z.ZodType>(load: L) =>
  ({
    why: z
      .strictObject({ says: z.string(), isNot: z.string(), link: z.url() })
      .nullable()
      .describe('what the reason means, and what it is not; null if the load is readable'),
    wordings: z
      .array(z.strictObject({ engine: z.string(), says: z.string() }))
      .readonly()
      .describe('what each browser writes in its console'),
    fix: z.strictObject(fixFields(load)).nullable(),
    unfixable: z.string().nullable().describe('why there is no fix; null if there is one, or none is needed'),
  }) satisfies Record<keyof Advice<unknown>, z.ZodType>;
