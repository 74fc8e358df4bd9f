import type { EngineName } from '../../model/evidence/engine';
import { withTimeout } from '../waiting/with-timeout';

/**
 * Waits for a browser to do what no server has a say in: one that does not do it in time is not waited for again.
 * @returns what waits for `work` so many milliseconds at most, and throws Error that says what was not done
 */
export function createPatience(
  engine: EngineName,
): <T>(bound: number, what: string, work: Promise<T>) => Promise<T> {
  let stuck: string | null = null;
  return async (bound, what, work) => {
    if (stuck !== null) {
      work.catch(() => undefined);
      throw new Error(stuck);
    }
    const late = `${engine} did not ${what} within ${bound / 1_000} s`;
    try {
      return await withTimeout(bound, late, work);
    } catch (error) {
      if (error instanceof Error && error.message === late) stuck = late;
      throw error;
    }
  };
}
