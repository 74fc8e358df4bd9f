import { awayBound, signOfLife, type NextTask, type Task } from '../../../model/evidence/link';
import type { PageEvidence } from '../../../model/evidence/page-evidence';
import type { Cell } from '../../../model/lab/plan/cell';
import type { LabPage } from '../session/session';
import { createBell } from './bell';

/** How long a question of either side is held until there is something to say, in milliseconds. */
const hold = 5_000;
/** How long the page may take to hear that all is done, in milliseconds. */
const endBound = 15_000;

interface Options {
  /** A page that was not heard of for so long does not come back, in milliseconds. */
  readonly away?: number;
  /** Told when the page has gone quiet, and when it is there again. */
  readonly tell?: (words: string) => void;
}

/** The runner's side of a page that asks for its work: what the runner starts is held until the page has it. */
export interface LinkedPage extends Omit<LabPage, 'start'> {
  /** The page tells its engine only when it comes, and so who starts its loads says how patient it must be. */
  start(cells: readonly Cell[], concurrency: number, patience: number): Promise<void>;
  /** What the page is to do after the task at the place `after`, the last that it got; asked by the page. */
  nextTask(after: number): Promise<NextTask>;
  /** Takes what the page saw; what it sends again is known. */
  take(evidence: readonly PageEvidence[]): void;
  /** The page has ended for good, for this reason. */
  leave(why: string): void;
  /** Whether it is over: the page has left, or was away for too long. */
  readonly isOver: () => boolean;
  /** Tells the page that all is done; resolves once it has heard it, or has not for a while. */
  end(words: string): Promise<void>;
  /** Waits for the page no more. */
  readonly stop: () => void;
}

export function createLinkedPage({ away = awayBound, tell = () => undefined }: Options = {}): LinkedPage {
  const tasks: Task[] = [];
  /** How many of them the page has got. */
  let got = 0;
  const given = createBell();
  const heard = createBell();
  const came = createBell();
  let evidence: PageEvidence[] = [];
  let pending = new Set<string>();
  let lastHeard = performance.now();
  let isQuiet = false;
  let isClosed = false;
  let why: string | undefined;

  const hear = () => {
    if (isQuiet) tell('The browser is there again.');
    isQuiet = false;
    lastHeard = performance.now();
  };
  /** A page that asks is there as long as its question is held. */
  let asking = 0;
  const lookForPage = () => {
    const silence = asking > 0 ? 0 : performance.now() - lastHeard;
    if (silence > away)
      why ??= `the browser was not heard of for ${away / 1000} s: its page was closed, or its network is gone`;
    else if (silence > 2 * signOfLife && !isQuiet) {
      isQuiet = true;
      tell(`Nothing has come from the browser for a while; it has ${away / 1000} s to come back.`);
    }
  };
  /** @throws Error where the page has gone */
  const checkPage = () => {
    lookForPage();
    if (why !== undefined) throw new Error(why);
  };

  return {
    // A page that is away may come back with what it has seen meanwhile.
    awayBound: away,
    said: null,
    async start(cells, concurrency, patience) {
      checkPage();
      pending = new Set([...pending, ...cells.map(({ token }) => token)]);
      tasks.push({ kind: 'load', cells, concurrency, patience });
      given.ring();
      return Promise.resolve();
    },
    async drain() {
      if (evidence.length === 0 && !isClosed) await came.wait(Math.min(hold, away));
      if (evidence.length === 0) checkPage();
      const drained = { evidence, pending: pending.size };
      evidence = [];
      return drained;
    },
    async nextTask(after) {
      hear();
      got = Math.max(got, after);
      heard.ring();
      asking += 1;
      try {
        if (tasks.length <= after) await given.wait(hold);
      } finally {
        asking -= 1;
        lastHeard = performance.now();
      }
      const task = tasks[after];
      return task ? { place: after + 1, task } : { place: null };
    },
    take(some) {
      hear();
      // What was not asked for is no evidence, nor is what has come before.
      evidence.push(...some.filter(({ token }) => pending.delete(token)));
      came.ring();
    },
    leave(reason) {
      why ??= reason;
      came.ring();
    },
    isOver: () => why !== undefined,
    async end(words) {
      const place = tasks.push({ kind: 'end', words });
      given.ring();
      const until = performance.now() + endBound;
      while (got < place && !isClosed && why === undefined && performance.now() < until)
        await heard.wait(until - performance.now());
    },
    close: () => Promise.resolve(),
    stop() {
      isClosed = true;
      [came, heard, given].forEach(({ ring }) => ring());
    },
  };
}
