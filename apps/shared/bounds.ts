/** Thrown when a wait times out. */
export class TimedOut extends Error {
  constructor(readonly waitedFor: string) {
    super(`timed out waiting for ${waitedFor}`);
  }
}

/** The bound on every wait for one load, in milliseconds. */
export const loadBound = 12_000;

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @throws TimedOut where `promise` does not settle within `ms` milliseconds */
export async function withTimeout<T>(promise: Promise<T>, ms: number, waitedFor: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const bound = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(waitedFor)), ms);
  });
  try {
    return await Promise.race([promise, bound]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks every `interval` milliseconds until the answer is not undefined. @throws TimedOut after `ms` */
export async function poll<T>(
  ask: () => T | undefined,
  ms: number,
  waitedFor: string,
  interval = 15,
): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const answer = ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new TimedOut(waitedFor);
    await wait(interval);
  }
}
