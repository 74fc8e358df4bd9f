import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { ownProcessName } from '../../runner/left-behind/process-name';
import { takeTurn, type Turn } from '../support/take-turns';

/** Begins a turn and tells whether it has begun. */
function begin(turn: Turn, folder: string) {
  const begun = { yet: false, end: takeTurn(turn, folder) };
  void begun.end.then(() => (begun.yet = true));
  return begun;
}

test('browsers go side by side, and a stack waits until the last of them has ended', async ({}, testInfo) => {
  const folder = testInfo.outputPath('turns');
  const ends = [await takeTurn('browser', folder), await takeTurn('browser', folder)];
  const stack = begin('stack', folder);
  await ends[0]!();
  // Whoever begins now is not kept waiting by a stack that waits.
  const third = await takeTurn('browser', folder);
  await ends[1]!();
  expect(stack.yet).toBe(false);
  await third();
  await (
    await stack.end
  )();
});

for (const turn of ['browser', 'stack'] as const) {
  test(`a ${turn} waits until a stack has ended`, async ({}, testInfo) => {
    const folder = testInfo.outputPath('turns');
    const end = await takeTurn('stack', folder);
    const later = begin(turn, folder);
    await expect(expect.poll(() => later.yet, { timeout: 500 }).toBe(true)).rejects.toThrow('Timeout');
    await end();
    await (
      await later.end
    )();
  });
}

test('nobody waits for a process that is gone', async ({}, testInfo) => {
  const folder = testInfo.outputPath('turns');
  await (
    await takeTurn('browser', folder)
  )();
  const gone = spawn(process.execPath, ['--version']);
  await once(gone, 'close');
  await writeFile(`${folder}/stack.${ownProcessName.replace(/^\d+/, String(gone.pid!))}.left`, '');
  await (
    await takeTurn('browser', folder)
  )();
});
