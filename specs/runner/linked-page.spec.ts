import { expect, test } from '@playwright/test';
import type { PageEvidence } from '../../model/evidence/page-evidence';
import type { Cell } from '../../model/lab/plan/cell';
import { createLinkedPage } from '../../runner/browsers/link/linked-page';

const cell = (token: string): Cell => ({ token, url: 'http://cdn.test/', loader: 'audio' });
const seen = (token: string): PageEvidence => ({
  ...{ token, accepted: true, metadata: true, advances: true, tone: 440, milliseconds: 1 },
});

test('a task is given again until the page names it as got', async () => {
  const page = createLinkedPage();
  await page.start([cell('a')], 1, 4);
  await page.start([cell('b')], 2, 1);
  const first = await page.nextTask(0);
  expect(await page.nextTask(0)).toEqual(first);
  expect(first).toMatchObject({ place: 1, task: { cells: [{ token: 'a' }], patience: 4 } });
  expect(await page.nextTask(1)).toMatchObject({ place: 2, task: { cells: [{ token: 'b' }] } });
});

test('evidence that is sent twice counts once', async () => {
  const page = createLinkedPage();
  await page.start([cell('a'), cell('b')], 1, 1);
  page.take([seen('a')]);
  page.take([seen('a'), seen('b'), seen('c')]);
  const { evidence, pending } = await page.drain();
  expect(evidence.map(({ token }) => token)).toEqual(['a', 'b']);
  expect(pending).toBe(0);
});

test('the end has been heard only once the page says so', async () => {
  const page = createLinkedPage();
  let ended = false;
  const end = page.end('Done').then(() => (ended = true));
  expect(await page.nextTask(0)).toEqual({ place: 1, task: { kind: 'end', words: 'Done' } });
  expect(ended).toBe(false);
  void page.nextTask(1);
  await end;
  page.stop();
});

test('a page that is away for too long has gone, in words, and what it had sent is kept', async () => {
  const page = createLinkedPage({ away: 50 });
  await page.start([cell('a'), cell('b')], 1, 1);
  page.take([seen('a')]);
  expect((await page.drain()).evidence).toHaveLength(1);
  await expect(async () => page.drain()).rejects.toThrow('not heard of for 0.05 s');
  expect(page.isOver()).toBe(true);
  await expect(async () => page.start([cell('c')], 1, 1)).rejects.toThrow('not heard of');
});

test('a page that leaves ends the wait for it', async () => {
  const page = createLinkedPage();
  await page.start([cell('a')], 1, 1);
  const drained = page.drain();
  page.leave('its page was closed');
  await expect(drained).rejects.toThrow('its page was closed');
});
