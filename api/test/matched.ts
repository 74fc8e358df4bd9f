import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import { z } from 'zod';
import type { ShapeOf } from '../../model/evidence/shape-of';
import { readGiven } from '../given/read-given';
import { labOf } from '../lab/open-labs';
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

/** What each matcher may be given. */
export const listenFields = {
  timeout: z.number().min(0, 'want milliseconds, 0 or more').exactOptional(),
  url: z
    .string()
    .refine((url) => labOf(url) !== undefined, 'want a URL of lab.cdn()')
    .exactOptional(),
} satisfies ShapeOf<ListenOptions>;

const given = z.strictObject(listenFields);

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
  options: ListenOptions,
  { name, wants, isSo }: Wanted,
): Promise<MatcherReturnType> {
  const { timeout = state.timeout, url } = readGiven(given, options, `read the options of ${name}()`);
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
