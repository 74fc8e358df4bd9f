import { z } from 'zod';
import { rangeKinds, type AnswerCondition } from '../standards/answer-condition';
import { parseUrl } from '../http/url';
import type { ShapeOf } from './shape-of';

/** Whether a browser may send it as an `Origin`: serialized, as https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin has it; or that of an app. */
function isSentOrigin(text: string): boolean {
  const origin = parseUrl(text)?.origin;
  return (
    text === 'null' || (origin === 'null' ? /^[a-z][a-z\d+.-]*:\/\/[^/?#\s]+$/.test(text) : origin === text)
  );
}

const anOrigin = z
  .string()
  .refine(isSentOrigin, 'want true, false, or an Origin as browsers send it, such as https://app.example');
const aReferer = z
  .string()
  .regex(/^http/, 'want true, false, or how a Referer begins, such as https://app.example');

/** Which requests an answer is for, as files and reports have it. */
export const answerCondition = z.strictObject({
  range: z.enum(rangeKinds).nullish(),
  origin: z.union([z.boolean(), anOrigin]).nullish(),
  referer: z.union([z.boolean(), aReferer]).nullish(),
  userAgent: z.string().nullish(),
} satisfies ShapeOf<AnswerCondition>);
