import { z } from 'zod';
import { headerLine } from './header-line';

/** What a page saw of one load. */
export const pageEvidence = z
  .strictObject({
    token: z.string(),
    accepted: z
      .boolean()
      .describe('the answer was accepted: a media element has metadata, a fetch resolved, an XHR has loaded'),
    metadata: z
      .boolean()
      .describe('a media element knows its duration; status and type of a response are visible to script'),
    advances: z.boolean().describe("time advances in a media element; bytes came into script's hands"),
    tone: z.number().nullable().describe('Hz; 0 where only zeros came; null if no samples were looked at'),
    song: z
      .enum(['sound', 'zeros', 'audio', 'something-else'])
      .exactOptional()
      .describe(
        "of a song that is not the lab's: samples that are not all zero came; zeros alone; bytes that begin as audio does, and that the decoder does not take in part; other bytes",
      ),
    suspended: z
      .literal(true)
      .exactOptional()
      .describe('the AudioContext did not run while the element was tapped'),
    notAllowedToPlay: z
      .literal(true)
      .exactOptional()
      .describe('play() was refused with a NotAllowedError, and the element loaded'),
    lacksDecoder: z
      .literal(true)
      .exactOptional()
      .describe('the browser has no decoder for what the parts of the stream are'),
    source: z
      .int()
      .exactOptional()
      .describe('the number of the <source> that the element took, from 1; 0 if it took none'),
    response: z
      .strictObject({
        type: z.string(),
        status: z.int(),
        redirected: z.boolean(),
        headers: z.array(headerLine).readonly(),
        bytes: z.int().nullable(),
      })
      .readonly()
      .exactOptional()
      .describe('what script sees of the response, for loaders that show one'),
    error: z
      .strictObject({ name: z.string(), message: z.string() })
      .readonly()
      .exactOptional()
      .describe("the browser's own words"),
    timedOut: z.string().exactOptional().describe('what the page waited for until its time was up'),
    milliseconds: z.number().describe('from the first step to the last'),
  })
  .readonly();
export type PageEvidence = z.infer<typeof pageEvidence>;
