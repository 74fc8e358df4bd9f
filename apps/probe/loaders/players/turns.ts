/** Turns of a library that does not bear several songs at once: waits for the one before, and gives what ends one's own. */
export function createTurns(): () => Promise<() => void> {
  let before: Promise<void> = Promise.resolve();
  return async () => {
    let free: () => void = () => undefined;
    const turn = before;
    before = new Promise((resolve) => (free = resolve));
    await turn;
    return free;
  };
}
