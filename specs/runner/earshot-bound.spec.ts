import { expect, test } from '@playwright/test';
import { startEarshot } from './earshot';

test('a command of a spec that does not end is killed, and what it printed is told', async () => {
  const running = startEarshot(['up', '--port-base', '0'], {}, 100);
  await expect(running.ended).rejects.toThrow(
    /^earshot up --port-base 0 did not end within 0\.1 s\. It printed:/,
  );
  expect(running.process.killed).toBe(true);
});

test('who waits for words of such a command hears of it too', async () => {
  const running = startEarshot(['up', '--port-base', '0'], {}, 100);
  await expect(running.printed('words that never come')).rejects.toThrow('did not end within 0.1 s');
});
