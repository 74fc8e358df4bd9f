import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { reporterAt, runSample } from './sample-run';

const plan = join(__dirname, '..', 'support', 'plan');

/** Tests that print what follows them. */
const spec = `import { test } from '@playwright/test';
import { titlesAfter } from ${JSON.stringify(plan)};
const tell = async ({}, { title, testId }) => console.log('after', title + ':', titlesAfter(testId).join(', '));
test.describe('one page', () => {
  for (const title of ['exact', 'none', 'wildcard']) test(title, { tag: '@matrix' }, tell);
  test('beside the matrix', tell);
});
test.describe('another page', () => {
  for (const title of ['exact', 'wildcard']) test(title, { tag: '@matrix' }, tell);
});
`;

const toldBy = (stdout: string): string[] => stdout.split('\n').filter((line) => line.startsWith('after '));
const withPlan = [['line'], [reporterAt('write-plan.ts')]];

test('a test of the matrix knows those that follow it on its page', async ({}, testInfo) => {
  const stdout = await runSample(testInfo.outputPath('sample'), spec, withPlan);
  expect(toldBy(stdout)).toEqual([
    'after exact: none, wildcard',
    'after none: wildcard',
    'after wildcard: ',
    'after beside the matrix: ',
    'after exact: wildcard',
    'after wildcard: ',
  ]);
});

test('what --grep leaves out follows nothing, and a repeated test follows in its own round', async ({}, testInfo) => {
  const options = ['--grep', 'one page (exact|wildcard)', '--repeat-each', '2'];
  const stdout = await runSample(testInfo.outputPath('sample'), spec, withPlan, ...options);
  const round = ['after exact: wildcard', 'after wildcard: '];
  expect(toldBy(stdout)).toEqual([...round, ...round]);
});

test('without the plan nothing follows', async ({}, testInfo) => {
  const stdout = await runSample(testInfo.outputPath('sample'), spec, [['line']]);
  expect(toldBy(stdout).every((line) => line.endsWith(': '))).toBe(true);
  expect(toldBy(stdout)).toHaveLength(6);
});
