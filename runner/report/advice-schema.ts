import { z } from 'zod';
import type { TraceStep } from '../../model/standards/trace';
import { engineNames } from '../../model/evidence/engine';
import { headerLine } from '../../model/evidence/header-line';
import type { Advice } from '../../model/advice/advice';
import { aims, type Aim, type Choice, type Edit, type Fix } from '../../model/advice/edits/search-fix';

export const aimNames = Object.keys(aims) as Aim[];

/** One step of the standards. */
export const traceStep = z.strictObject({
  step: z.string(),
  link: z.url(),
  saw: z.string(),
} satisfies Record<keyof TraceStep, z.ZodType>);

const edit = z.strictObject({
  where: z.enum(['cdn', 'page']),
  says: z.string(),
  at: z
    .array(z.string())
    .readonly()
    .exactOptional()
    .describe('the origins that have to change, where others on the way need not'),
} satisfies Record<keyof Edit, z.ZodType>);

/** The fields of a fix; `load` is the load as it is then. */
export const fixFields = <L extends z.ZodType>(load: L) =>
  ({
    edits: z.array(edit).readonly(),
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
      .array(z.strictObject({ engine: z.enum(engineNames), says: z.string() }))
      .readonly()
      .describe('what each browser writes in its console'),
    fix: z.strictObject(fixFields(load)).nullable(),
    choices: z
      .array(
        z.strictObject({
          aims: z.array(z.enum(aimNames)).readonly(),
          fix: z.strictObject(fixFields(load)),
        } satisfies Record<keyof Choice<unknown>, z.ZodType>),
      )
      .readonly()
      .describe('other ways than the smallest, and for whom they are'),
    pagePolicy: z
      .string()
      .nullable()
      .describe("what the page's own Content-Security-Policy lacks; null if it lacks nothing"),
    hiddenHeaders: z
      .array(z.string())
      .readonly()
      .describe('headers that came, that players read, and that script does not see'),
    unfixable: z.string().nullable().describe('why there is no fix; null if there is one, or none is needed'),
  }) satisfies Record<keyof Advice<unknown>, z.ZodType>;
