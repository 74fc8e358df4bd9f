/** Something that several may wait for. */
export interface Bell {
  readonly ring: () => void;
  /** Resolves when it rings, or after `bound` milliseconds. */
  readonly wait: (bound: number) => Promise<void>;
}

export function createBell(): Bell {
  let waiting: (() => void)[] = [];
  return {
    ring() {
      const woken = waiting;
      waiting = [];
      woken.forEach((wake) => wake());
    },
    wait: (bound) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, bound);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}
