import { expect, test } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterPatience } from '../../servers/check/after-patience';

/** As a process that is paused: nothing of it goes on. */
const standStill = (ms: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

test('time in which the process stood still is not waited for', async () => {
  let late = 0;
  const end = afterPatience(300, () => (late += 1));
  standStill(1_500);
  // What came meanwhile is read now.
  await sleep(50);
  expect(late).toBe(0);
  await expect.poll(() => late).toBe(1);
  end();
});

test('a wait that is over ends once, and one that is ended never', async () => {
  let late = 0;
  afterPatience(20, () => (late += 1));
  afterPatience(20, () => (late += 1))();
  await expect.poll(() => late).toBe(1);
  await sleep(60);
  expect(late).toBe(1);
});
