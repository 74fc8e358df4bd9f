import { expect, test } from '@playwright/test';
import { reporterAt, runSample } from './sample-run';

const spec = `import { expect, test } from '@playwright/test';
test('this passes', () => undefined);
test('this is to fail', () => test.fail(true) ?? expect(1).toBe(2));
test.describe('sums', () => {
  test('one', () => expect({ sum: 1 }).toEqual({ sum: 2 }));
  test('long', () => { throw new Error(Array.from({ length: 30 }, (_, i) => 'line ' + i).join('\\n')); });
});
`;

test('a run ends with what failed, and why', async ({}, testInfo) => {
  const run = runSample(testInfo.outputPath('sample'), spec, [['line'], [reporterAt('failed-specs.ts')]]);
  const stdout = await run.catch((error: unknown) => (error as { readonly stdout: string }).stdout);
  const told = stdout.slice(stdout.lastIndexOf('\n2 failed:'));
  expect(told).toContain(
    '\n  runner › sample.spec.ts › sums › one\n    Error: expect(received).toEqual(expected)',
  );
  expect(told).toContain('    -   "sum": 2,\n    +   "sum": 1,\n');
  expect(told).toContain('› sums › long\n    Error: line 0\n');
  expect(told).toContain('    line 19\n    … and 10 more lines\n');
  expect(told).not.toContain('this is to fail');
});
