import { z } from 'zod';
import type { Cell, FetchRequest } from '../lab/plan/cell';
import { loaderNames, singleLoaderNames } from '../lab/loaders/loaders';
import { fetchOptionFields } from './fetch-options';
import { headerLine } from './header-line';
import type { ShapeOf } from './shape-of';

const fetchRequest = z.strictObject({
  mode: z.enum(['cors', 'no-cors', 'same-origin']),
  credentials: z.enum(['omit', 'same-origin', 'include']),
  method: z.string(),
  headers: z.array(headerLine).readonly(),
  ...fetchOptionFields,
} satisfies ShapeOf<FetchRequest>);

const cell = z.strictObject({
  token: z.string(),
  loader: z.enum([...loaderNames, ...singleLoaderNames]),
  url: z.string(),
  request: fetchRequest.readonly().exactOptional(),
  anySong: z.literal(true).exactOptional(),
  ownPlayer: z.string().exactOptional(),
  bound: z.number().exactOptional(),
  logIn: z.string().exactOptional(),
  sources: z
    .array(z.strictObject({ url: z.string(), type: z.string().nullable() }).readonly())
    .readonly()
    .exactOptional(),
  endless: z.literal(true).exactOptional(),
  sound: z
    .strictObject({ muted: z.boolean().nullish(), volume: z.number().nullish() })
    .readonly()
    .exactOptional(),
  ownSong: z.string().exactOptional(),
  frame: z.string().exactOptional(),
  hole: z.string().exactOptional(),
  collector: z.string().exactOptional(),
} satisfies ShapeOf<Cell>);

const task = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('load'),
    cells: z.array(cell.readonly()).readonly(),
    concurrency: z.int(),
    patience: z.number(),
  }),
  z.strictObject({ kind: z.literal('end'), words: z.string() }),
]);

/**
 * What the runner has to do for a page that was opened by a link. The page says who it is at `/<token>/hello`, asks for
 * its work at `/<token>/task?after=<the last one it got>`, and sends what it saw to `/<token>/evidence`. Connections
 * drop, so whatever the page says may be said again: until it names a task as got, it is given that task.
 */
export type Task = Readonly<z.infer<typeof task>>;

/** The answer to a question for work: nothing yet, or the task at a place in their order, from 1 on. */
export const nextTask = z.union([
  z.strictObject({ place: z.int(), task }).readonly(),
  z.strictObject({ place: z.null() }).readonly(),
]);
export type NextTask = z.infer<typeof nextTask>;

/** The path of the page on the player's origin, and the query field that names the runner: `<port>.<token>`. */
export const linkPath = '/open/';
export const linkField = 'at';

/** How long a page and its runner try to find each other again, in milliseconds. */
export const awayBound = 60_000;
/** How often a page that has nothing to say lets its runner know that it is there, in milliseconds. */
export const signOfLife = 5_000;
