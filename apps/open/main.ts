import { signOfLife, type Task } from '../../model/evidence/link';
import { createBatch } from '../probe/batch';
import { wakeClock } from '../shared/hearing';
import { createOutage } from './outage';
import { findRunner, type Runner } from './runner';

const button = document.querySelector<HTMLButtonElement>('#begin')!;
const progress = document.querySelector<HTMLProgressElement>('#progress')!;
const status = document.querySelector<HTMLElement>('#status')!;
const probe = createBatch();
let outage = createOutage(0);

const measuring = 'Measuring. Leave this page in front.';
const away = 'The terminal does not answer. Trying again for a minute; leave this page in front.';
/** What this entry of the tab's history says while it measures; a reload keeps it. */
const begun = 'begun';
/** Set only where it changes: a screen reader reads it out. */
const say = (words: string) => void (status.textContent === words || (status.textContent = words));

async function load(
  { cells, concurrency, patience }: Extract<Task, { kind: 'load' }>,
  runner: Runner,
): Promise<void> {
  outage = createOutage(concurrency);
  progress.max = cells.length;
  progress.value = 0;
  probe.start(cells, concurrency, patience);
  let said = performance.now();
  for (let pending = cells.length; pending > 0;) {
    const drained = await probe.drain();
    pending = drained.pending;
    progress.value = cells.length - pending;
    if (drained.evidence.length === 0 && performance.now() - said < signOfLife) continue;
    const { evidence } = drained;
    await runner.send(() => outage.mark(evidence));
    outage.sent(evidence.length);
    said = performance.now();
  }
}

async function measure(): Promise<void> {
  const runner = findRunner(location, {
    onAway() {
      say(away);
      return outage.lost();
    },
    onBack() {
      say(measuring);
      outage.back();
    },
  });
  // What it loads ends with it, and a load that is done again is another one.
  const leave = ({ persisted }: PageTransitionEvent) => persisted || runner.leave();
  await runner.hello();
  addEventListener('pagehide', leave);
  history.replaceState(begun, '');
  progress.hidden = false;
  try {
    for (;;) {
      const task = await runner.task();
      if (task.kind === 'end') {
        say(task.words);
        history.replaceState(null, '');
        await runner.acknowledge();
        return;
      }
      await load(task, runner);
    }
  } finally {
    removeEventListener('pagehide', leave);
  }
}

if (history.state === begun) {
  history.replaceState(null, '');
  say('This page was loaded again while it measured, so its run has ended. Run "npx earshot open" again.');
  button.disabled = true;
}

button.addEventListener('click', () => {
  // In the very event of the click: this is what it is for.
  wakeClock();
  button.disabled = true;
  say(measuring);
  measure().catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    button.disabled = false;
  });
});
