import { withTimeout } from './with-timeout';

const pauseFor = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Asks again and again until the answer is not undefined, with `pause` milliseconds between two questions.
 * @throws Error that says `why` if no answer comes within `bound` milliseconds, also if one question hangs; what `ask`
 * throws
 */
export async function until<T>(
  bound: number,
  why: string,
  ask: () => T | undefined | Promise<T | undefined>,
  pause = 25,
): Promise<T> {
  // Not the clock of the day: somebody may set that back.
  const end = performance.now() + bound;
  for (;;) {
    const left = end - performance.now();
    if (left <= 0) throw new Error(why);
    const answer = await withTimeout(left, why, Promise.resolve().then(ask));
    if (answer !== undefined) return answer;
    await pauseFor(pause);
  }
}
