import type { PageEvidence } from '../../model/evidence/page-evidence';
import type { Cell } from '../../model/lab/plan/cell';
import type { Drained, Probe } from '../../model/evidence/probe';
import { wait } from '../shared/bounds';
import { loadCell } from './load-cell';

const drainBound = 500;
/** Evidence that comes in soon after the first goes with it. */
const gather = 50;

/** Loads cells side by side in this page. */
export function createBatch(): Probe {
  const queue: Cell[] = [];
  let finished: PageEvidence[] = [];
  let running = 0;
  let limit = 1;
  let patience = 1;
  let wake: () => void = () => undefined;

  const next = (): void => {
    const cell = running < limit ? queue.shift() : undefined;
    if (!cell) return;
    running += 1;
    void loadCell(cell, patience).then((evidence) => {
      running -= 1;
      finished.push(evidence);
      wake();
      next();
    });
    next();
  };

  return {
    start(cells, concurrency, told) {
      limit = concurrency;
      patience = told;
      queue.push(...cells);
      next();
    },
    async drain(): Promise<Drained> {
      if (finished.length === 0) {
        const first = new Promise<void>((resolve) => (wake = resolve));
        await Promise.race([first, wait(drainBound)]);
      }
      if (queue.length + running > 0) await wait(gather);
      const evidence = finished;
      finished = [];
      return { evidence, pending: queue.length + running };
    },
  };
}
