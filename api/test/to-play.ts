import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import type { Player } from './listen-to';
import { matched, type ListenOptions } from './matched';

/**
 * That a player sounds: an element is heard by a person, though script may get zeros; at a node of Web Audio there are
 * samples.
 */
export function toPlay(
  this: ExpectMatcherState,
  player: Player,
  options: ListenOptions = {},
): Promise<MatcherReturnType> {
  return matched(this, player, options, {
    name: 'toPlay',
    wants: 'it plays',
    isSo: ({ outcome, heard }) =>
      outcome === 'readable' || (outcome === 'opaque' && heard.kind === 'element'),
  });
}
