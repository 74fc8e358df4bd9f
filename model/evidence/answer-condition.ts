import { z } from 'zod';
import { rangeKinds, type AnswerCondition } from '../standards/answer-condition';
import type { ShapeOf } from './shape-of';

/** Which requests an answer is for, as files and reports have it. */
export const answerCondition = z.strictObject({
  range: z.enum(rangeKinds).nullish(),
  origin: z.union([z.boolean(), z.string()]).nullish(),
  referer: z.union([z.boolean(), z.string()]).nullish(),
  userAgent: z.string().nullish(),
} satisfies ShapeOf<AnswerCondition>);
