/* eslint-disable no-restricted-properties -- the clock of the day is what is set back here */
import { expect, test } from '@playwright/test';
import { until } from '../../runner/waiting/until';

const never = new Promise<undefined>(() => undefined);
const nothing = () => undefined;

test('a wait ends with the first answer', async () => {
  const answers = [undefined, undefined, 'here', 'too late'];
  expect(await until(60_000, 'no answer', () => answers.shift(), 1)).toBe('here');
});

test('a wait says what it was for when it has come to its bound', async () => {
  await expect(until(20, 'no lab answers', nothing, 1)).rejects.toThrow(/^no lab answers$/);
});

test('a question that is never answered does not outlast the bound', async () => {
  await expect(until(20, 'no lab answers', () => never)).rejects.toThrow('no lab answers');
});

test('what goes wrong with a question ends the wait', async () => {
  const ask = () => Promise.reject(new Error('it ended'));
  await expect(until(60_000, 'no lab answers', ask)).rejects.toThrow('it ended');
});

test('a clock that is set back makes no wait longer', async () => {
  const clock = Date.now;
  let set = clock();
  Date.now = () => (set -= 1_000);
  try {
    await expect(until(20, 'no lab answers', nothing, 1)).rejects.toThrow('no lab answers');
  } finally {
    Date.now = clock;
  }
});
