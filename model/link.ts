import type { Cell } from './measurement';

/**
 * What the runner has to do for a page that was opened by a link. The page asks for it at `/<token>/task`, after it has
 * said who it is at `/<token>/hello`, and sends what it saw to `/<token>/evidence`.
 */
export type Task =
  | { readonly kind: 'load'; readonly cells: readonly Cell[]; readonly concurrency: number }
  /** Nothing yet: ask again. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'end'; readonly words: string };

/** The path of the page on the player's origin, and the query field that names the runner: `<port>.<token>`. */
export const linkPath = '/open/';
export const linkField = 'at';
