import type { EngineName } from '../../model/evidence/engine';
import { withTimeout } from '../waiting/with-timeout';

/** Waits for a browser to do what no server has a say in. */
interface Patience {
  /** Waits for `work` so many milliseconds at most. @throws Error that says what was not done */
  readonly inTime: <T>(bound: number, what: string, work: Promise<T>) => Promise<T>;
  /** Whether it did not do something in time: it is not waited for again. */
  readonly isLost: () => boolean;
  /** Another browser is started in its place, which is waited for again. */
  readonly renew: () => void;
}

export function createPatience(engine: EngineName): Patience {
  let lost: string | null = null;
  return {
    async inTime(bound, what, work) {
      if (lost !== null) {
        work.catch(() => undefined);
        throw new Error(lost);
      }
      const late = `${engine} did not ${what} within ${bound / 1_000} s`;
      try {
        return await withTimeout(bound, late, work);
      } catch (error) {
        if (error instanceof Error && error.message === late) lost = late;
        throw error;
      }
    },
    isLost: () => lost !== null,
    renew: () => void (lost = null),
  };
}
