import { z } from 'zod';

const wanted = 'want 200 to 999, or 0 for a server that hangs up';

/** The status of an answer, as a file or a program says it. */
export const answerStatus = z.union([z.literal(0), z.int().min(200, wanted).max(999, wanted)], {
  error: wanted,
});
