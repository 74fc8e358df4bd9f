/** How much later than it should a timer may fire, in milliseconds: later still, this process stood still meanwhile. */
const mostLate = 1_000;
/** How often a wait begins again; on a machine that is never in time it has to end all the same. */
const mostOften = 3;

/**
 * Calls `late` after so many milliseconds. Where the process stood still meanwhile, as a paused one does, that time does not
 * count: an answer may have come, and nobody has read it yet.
 * @returns what ends the waiting
 */
export function afterPatience(patience: number, late: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (left: number): void => {
    const began = performance.now();
    timer = setTimeout(() => {
      const stoodStill = performance.now() - began > patience + mostLate;
      if (stoodStill && left > 0) wait(left - 1);
      else late();
    }, patience);
  };
  wait(mostOften);
  return () => clearTimeout(timer);
}
