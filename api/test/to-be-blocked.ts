import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import { z } from 'zod';
import type { ShapeOf } from '../../model/evidence/shape-of';
import { reasonCodes, type Reason } from '../../model/standards/reason';
import { readGiven } from '../given/read-given';
import type { Player } from './listen-to';
import { listenFields, matched, type ListenOptions } from './matched';

export interface BlockedOptions extends ListenOptions {
  /** Why, such as `allow-origin-missing`. Default: whatever the reason. */
  readonly reason?: Reason;
}

const given = z.strictObject({
  ...listenFields,
  reason: z.enum(reasonCodes).exactOptional(),
} satisfies ShapeOf<BlockedOptions>);

/**
 * That a song does not load.
 * @throws UsageError where there is no such reason
 */
export async function toBeBlocked(
  this: ExpectMatcherState,
  player: Player,
  options: BlockedOptions = {},
): Promise<MatcherReturnType> {
  const { reason, ...listening } = readGiven(given, options, 'read the options of toBeBlocked()');
  return matched(this, player, listening, {
    name: 'toBeBlocked',
    wants: `it does not load${reason === undefined ? '' : `, for ${reason}`}`,
    isSo: (judged) => judged.outcome === 'blocked' && (reason === undefined || judged.reason === reason),
  });
}
