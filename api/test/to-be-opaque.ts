import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import type { Player } from './listen-to';
import { matched, type ListenOptions } from './matched';

/** That a song plays, and script gets zeros: an analyser, a visualizer or a volume meter sees nothing. */
export function toBeOpaque(
  this: ExpectMatcherState,
  player: Player,
  options: ListenOptions = {},
): Promise<MatcherReturnType> {
  return matched(this, player, options, {
    name: 'toBeOpaque',
    wants: 'it plays, and script gets zeros',
    isSo: ({ outcome }) => outcome === 'opaque',
  });
}
