import { z } from 'zod';

/** One header line as JSON: `[name, value]`. */
export const headerLine = z.tuple([z.string(), z.string()]).readonly();
