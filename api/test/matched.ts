import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import { checkLab, judgePlayer, type Judged } from './judge-player';
import { judgedText } from './judged-text';
import { listenTo, type Player } from './listen-to';

/** How a player is listened to. */
export interface ListenOptions {
  /** Milliseconds. Default: that of `expect` in playwright.config. */
  readonly timeout?: number;
  /** The song, where the page does not tell it: a URL of `lab.cdn()`. */
  readonly url?: string;
}

interface Wanted {
  readonly name: string;
  /** What was expected, in words. */
  readonly wants: string;
  readonly isSo: (judged: Judged) => boolean;
}

/**
 * Listens to a player until it is clear what it does, and compares that with what is wanted.
 * @throws LabFailure where the lab, the page or the browser fails: that is no finding, of `.not` neither
 * @throws UsageError where it is no player
 */
export async function matched(
  state: ExpectMatcherState,
  player: Player,
  { timeout = state.timeout, url }: ListenOptions,
  { name, wants, isSo }: Wanted,
): Promise<MatcherReturnType> {
  const judged = await listenTo(player, timeout, judgePlayer(url));
  checkLab(judged);
  return {
    name,
    pass: isSo(judged),
    message: () =>
      [
        state.utils.matcherHint(name, 'player', '', { isNot: state.isNot }),
        '',
        `Expected: ${state.isNot ? 'not ' : ''}${wants}`,
        `Received: ${judgedText(judged)}`,
      ].join('\n'),
  };
}
