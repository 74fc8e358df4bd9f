import { awayBound, linkField, nextTask as nextTaskSchema, type Task } from '../../model/evidence/link';
import type { PageEvidence } from '../../model/evidence/page-evidence';

/** The runner that gave this page's link, which listens on the page's own host. */
export interface Runner {
  hello(): Promise<void>;
  /** The next thing to do; waits for it. */
  task(): Promise<Task>;
  /** Lets the runner know that the last task was got, for one after which nothing is asked. */
  acknowledge(): Promise<void>;
  /** `evidence` is asked each time that it is sent. */
  send(evidence: () => readonly PageEvidence[]): Promise<void>;
  /** Tells the runner that this page ends. */
  leave(): void;
}

/** How long one answer may take: the runner holds a question for 5 s, and a connection may be dead. In milliseconds. */
const answerBound = 15_000;
const [firstPause, longestPause] = [250, 4_000];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The text of an answer; null if none came. @throws Error where the runner refuses, in its words */
async function askOnce(url: string, body?: unknown): Promise<string | null> {
  const post = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
  let ok: boolean;
  let text: string;
  try {
    const signal = AbortSignal.timeout(answerBound);
    const answer = await fetch(url, { cache: 'no-store', signal, ...(body === undefined ? {} : post) });
    ok = answer.ok;
    text = await answer.text();
  } catch {
    return null;
  }
  if (!ok) throw new Error(text);
  return text;
}

/**
 * `onAway` is told each time that the runner does not answer, before it is asked again, and `onBack` when it answers.
 * @throws Error where the page's address names no runner
 */
export function findRunner(
  { search, protocol, hostname }: Location,
  { onAway, onBack }: { readonly onAway: () => Promise<void>; readonly onBack: () => void },
): Runner {
  const at = new URLSearchParams(search).get(linkField) ?? '';
  const [, port, token] = /^(\d+)\.([\w-]+)$/.exec(at) ?? [];
  if (!port || !token)
    throw new Error('This address is not whole: open the link that "npx earshot open" prints.');
  const base = `${protocol}//${hostname}:${port}/${token}`;
  const visit = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16)).join('-');
  let got = 0;

  /** Asks until an answer comes. @throws Error where none comes for a minute, or the runner refuses */
  async function ask(url: string, body?: () => unknown): Promise<string> {
    const until = performance.now() + awayBound;
    for (let wait = firstPause; ; wait = Math.min(2 * wait, longestPause)) {
      const answer = await askOnce(url, body?.());
      if (answer !== null) {
        onBack();
        return answer;
      }
      if (performance.now() > until)
        throw new Error('The runner did not answer for a minute. Is "npx earshot open" still running?');
      await onAway();
      await pause(wait);
    }
  }
  const nextTask = async () => nextTaskSchema.parse(JSON.parse(await ask(`${base}/task?after=${got}`)));

  return {
    hello: () =>
      ask(`${base}/hello`, () => ({ userAgent: navigator.userAgent, visit })).then(() => undefined),
    async task() {
      for (;;) {
        const next = await nextTask();
        if (next.place === null) continue;
        got = next.place;
        return next.task;
      }
    },
    acknowledge: () => askOnce(`${base}/task?after=${got}`).then(() => undefined),
    send: (evidence) => ask(`${base}/evidence`, () => ({ evidence: evidence() })).then(() => undefined),
    leave: () => void navigator.sendBeacon(`${base}/bye?visit=${visit}`),
  };
}
