import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import { shownValue } from '../../model/http/shown-text';
import { reasonCodes, type Reason } from '../../model/standards/reason';
import { meant } from '../../runner/common/nearest';
import { UsageError } from '../../runner/common/usage-error';
import type { Player } from './listen-to';
import { matched, type ListenOptions } from './matched';

export interface BlockedOptions extends ListenOptions {
  /** Why, such as `allow-origin-missing`. Default: whatever the reason. */
  readonly reason?: Reason;
}

/**
 * That a song does not load.
 * @throws UsageError where there is no such reason
 */
export async function toBeBlocked(
  this: ExpectMatcherState,
  player: Player,
  { reason, ...options }: BlockedOptions = {},
): Promise<MatcherReturnType> {
  if (reason !== undefined && !reasonCodes.includes(reason))
    throw new UsageError(
      `Failed to read the reason: ${shownValue(reason)} is none.${meant(reason, reasonCodes)} There are ${reasonCodes.join(', ')}`,
    );
  return matched(this, player, options, {
    name: 'toBeBlocked',
    wants: `it does not load${reason === undefined ? '' : `, for ${reason}`}`,
    isSo: (judged) => judged.outcome === 'blocked' && (reason === undefined || judged.reason === reason),
  });
}
