import { z } from 'zod';
import { statusWords } from '../http/header-text';

/** The status of an answer, as a file says it. */
export const answerStatus = z.union([z.literal(0), z.int().min(200, statusWords).max(999, statusWords)], {
  error: statusWords,
});
