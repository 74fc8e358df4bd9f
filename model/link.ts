import type { Cell } from './measurement';

/**
 * What the runner has to do for a page that was opened by a link. The page says who it is at `/<token>/hello`, asks for
 * its work at `/<token>/task?after=<the last one it got>`, and sends what it saw to `/<token>/evidence`. Connections
 * drop, so whatever the page says may be said again: until it names a task as got, it is given that task.
 */
export type Task =
  | { readonly kind: 'load'; readonly cells: readonly Cell[]; readonly concurrency: number }
  | { readonly kind: 'end'; readonly words: string };

/** The answer to a question for work: nothing yet, or the task at a place in their order, from 1 on. */
export type NextTask = { readonly place: number; readonly task: Task } | { readonly place: null };

/** The path of the page on the player's origin, and the query field that names the runner: `<port>.<token>`. */
export const linkPath = '/open/';
export const linkField = 'at';

/** How long a page and its runner try to find each other again, in milliseconds. */
export const awayBound = 60_000;
/** How often a page that has nothing to say lets its runner know that it is there, in milliseconds. */
export const signOfLife = 5_000;
