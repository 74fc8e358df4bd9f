import type { Task } from '../../model/link';
import type { Cell, PageEvidence } from '../../model/measurement';
import type { LabPage } from '../browsers/session';

/** How long a question of either side is held until there is something to say, in milliseconds. */
const hold = 5_000;

/** Something that several may wait for, each until it happens or `hold` is over. */
function createBell() {
  let waiting: (() => void)[] = [];
  return {
    ring: () => {
      const woken = waiting;
      waiting = [];
      woken.forEach((wake) => wake());
    },
    wait: () =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, hold);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}

/** The runner's side of a page that asks for its work: what the runner starts is held until the page comes for it. */
export interface LinkedPage extends LabPage {
  /** What the page is to do next; asked by the page. */
  nextTask(): Promise<Task>;
  /** Takes what the page saw. */
  take(evidence: readonly PageEvidence[]): void;
  /** Tells the page that all is done; resolves once it has come to hear it, or has not for a while. */
  end(words: string): Promise<void>;
}

export function createLinkedPage(): LinkedPage {
  const tasks: Task[] = [];
  const given = createBell();
  const asked = createBell();
  const came = createBell();
  let evidence: PageEvidence[] = [];
  let pending = new Set<string>();

  return {
    start(cells: readonly Cell[], concurrency: number) {
      pending = new Set([...pending, ...cells.map(({ token }) => token)]);
      tasks.push({ kind: 'load', cells, concurrency });
      given.ring();
      return Promise.resolve();
    },
    async drain() {
      if (evidence.length === 0) await came.wait();
      const drained = { evidence, pending: pending.size };
      evidence = [];
      return drained;
    },
    async nextTask() {
      if (tasks.length === 0) await given.wait();
      const task = tasks.shift() ?? { kind: 'wait' };
      if (task.kind === 'end') asked.ring();
      return task;
    },
    take(some) {
      // What was not asked for is no evidence.
      evidence.push(...some.filter(({ token }) => pending.delete(token)));
      came.ring();
    },
    end(words) {
      tasks.push({ kind: 'end', words });
      const heard = asked.wait();
      given.ring();
      return heard;
    },
    close: () => Promise.resolve(),
  };
}
