import type { Task } from '../../model/link';
import { createBatch } from '../probe/batch';
import { wakeClock } from '../probe/hearing';
import { findRunner, type Runner } from './runner';

const button = document.querySelector<HTMLButtonElement>('#begin')!;
const progress = document.querySelector<HTMLProgressElement>('#progress')!;
const status = document.querySelector<HTMLElement>('#status')!;
const probe = createBatch();

async function load({ cells, concurrency }: Extract<Task, { kind: 'load' }>, runner: Runner): Promise<void> {
  progress.max = cells.length;
  progress.value = 0;
  probe.start(cells, concurrency);
  for (let pending = cells.length; pending > 0;) {
    const drained = await probe.drain();
    pending = drained.pending;
    progress.value = cells.length - pending;
    if (drained.evidence.length > 0) await runner.send(drained);
  }
}

async function measure(): Promise<void> {
  const runner = findRunner(location);
  await runner.hello();
  progress.hidden = false;
  for (;;) {
    const task = await runner.task();
    if (task.kind === 'end') return void (status.textContent = task.words);
    if (task.kind === 'load') await load(task, runner);
  }
}

button.addEventListener('click', () => {
  // In the very event of the click: this is what it is for.
  wakeClock();
  button.disabled = true;
  status.textContent = 'Measuring. Leave this page in front.';
  measure().catch((error: unknown) => {
    status.textContent = error instanceof Error ? error.message : String(error);
    button.disabled = false;
  });
});
