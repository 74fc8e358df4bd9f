import { test } from '@playwright/test';
import type { RunningServer } from './start-server';

/** Why a server that somebody else wrote could not be asked: it ended, which says nothing about what it would answer. */
export class ServerEnded extends Error {}

/**
 * Does what wants a server, and closes that. Where it ends by itself, as Icecast now and then does on a busy machine, it is
 * started anew, twice at most, and the report tells of it.
 * @throws what `ask` throws of a server that stands
 */
export async function whileItStands<T>(
  start: () => Promise<RunningServer>,
  ask: (running: RunningServer) => Promise<T>,
): Promise<T> {
  for (let left = 2; ; left -= 1) {
    let running: RunningServer | undefined;
    try {
      running = await start();
      return await ask(running);
    } catch (error) {
      const why = error instanceof ServerEnded ? error.message : await running?.whyEnded?.();
      if (why === undefined || left === 0) throw error;
      test.info().annotations.push({ type: 'started anew', description: why });
    } finally {
      await running?.close();
    }
  }
}
