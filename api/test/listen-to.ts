import type { JSHandle, Locator } from '@playwright/test';
import { shown } from '../../model/http/shown-text';
import { firstLineOf, LabFailure } from '../../runner/failures/lab-failure';
import { UsageError } from '../../runner/failures/usage-error';
import { openEar, type Ear, type Heard } from './ear';

/** An `<audio>` or a `<video>` of the page, or a handle on a node of Web Audio that sounds. */
export type Player = Locator | JSHandle;

/** How often a player is listened to, in milliseconds. */
const pause = 50;

/** The page, the browser or the lab went away: nothing that a player did. */
function failed(error: unknown): LabFailure {
  const says = firstLineOf(error);
  const hasLeft = /execution context was destroyed|frame was detached/i.test(says);
  const why = hasLeft
    ? 'its page went to another address meanwhile. Wait for that first, as by page.waitForURL()'
    : shown(says);
  return new LabFailure(`Failed to listen to the player: ${why}`, { cause: error });
}

/** A locator found no element, or several: the page is not what the test takes it for. */
function notOne(locator: Locator, bound: number, error: unknown): LabFailure {
  const name = shown(String(locator));
  const says = firstLineOf(error);
  const why = says.includes('strict mode violation')
    ? `${name} finds several elements. Want one, as by .first()`
    : /Timeout \d+ms exceeded/.test(says)
      ? `${name} found no element within ${bound} ms. Give that of an <audio> or a <video> in the page`
      : shown(says);
  return new LabFailure(`Failed to listen to the player: ${why}`, { cause: error });
}

const isLocator = (player: Player): player is Locator => 'elementHandle' in player;

async function handleOf(player: unknown, bound: number): Promise<JSHandle> {
  const given = player as Partial<Player> | null | undefined;
  if (typeof given?.evaluate !== 'function')
    throw new UsageError(
      'Failed to listen: want a locator of an <audio>, or a handle on a node: await page.evaluateHandle(() => player.gainNode)',
    );
  if (!isLocator(player as Player)) return player as JSHandle;
  try {
    return await (player as Locator).elementHandle({ timeout: bound });
  } catch (error) {
    throw notOne(player as Locator, bound, error);
  }
}

async function earOn(handle: JSHandle): Promise<JSHandle<Ear>> {
  try {
    return await handle.evaluateHandle(openEar);
  } catch (error) {
    const what = /earshot: (.*) is no player/.exec(String(error))?.[1];
    if (what === undefined) throw failed(error);
    throw new UsageError(
      `Failed to listen: ${shown(what)} is neither an <audio> or a <video> nor a node of Web Audio with an output. ` +
        'Give the node that is connected to the destination, such as a GainNode',
    );
  }
}

/**
 * Listens to a player until `judge` has settled, or the bound is over.
 * @param bound milliseconds
 * @returns what `judge` said last
 * @throws UsageError where it is no player
 * @throws LabFailure where its page goes away
 */
export async function listenTo<T extends { readonly isSettled: boolean }>(
  player: unknown,
  bound: number,
  judge: (heard: Heard) => T,
): Promise<T> {
  const end = performance.now() + bound;
  const ear = await earOn(await handleOf(player, bound));
  try {
    for (;;) {
      const judged = judge(await ear.evaluate((each) => each.hear()));
      if (judged.isSettled || performance.now() >= end) return judged;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  } catch (error) {
    throw error instanceof LabFailure || error instanceof UsageError ? error : failed(error);
  } finally {
    await ear.evaluate((each) => each.close()).catch(() => undefined);
  }
}
