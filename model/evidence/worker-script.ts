import { z } from 'zod';
import { workerFetches, type WorkerScript } from '../standards/worker-script';
import type { ShapeOf } from './shape-of';

/** Lines that a script sets: `fetch()` is to refuse them, not this schema. */
const lines = z.array(z.tuple([z.string(), z.string()]));

/** What a service worker does, as files and reports have it. */
export const workerScript = z.strictObject({
  fetches: z.enum(workerFetches).nullish(),
  mode: z.enum(['cors', 'no-cors', 'same-origin']).nullish(),
  credentials: z.enum(['omit', 'same-origin', 'include']).nullish(),
  headers: lines.nullish(),
  ranges: z.boolean().nullish(),
  cache: z.boolean().nullish(),
} satisfies ShapeOf<Omit<WorkerScript, 'cuts'>>);
