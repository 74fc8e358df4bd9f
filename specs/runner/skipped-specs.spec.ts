import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { isMissing } from '../support/is-missing';
import { byReason, cutTitles } from '../reporters/skipped-specs';
import { reporterAt, runSample } from './sample-run';

const spec = `import { test } from '@playwright/test';
test('this passes', () => undefined);
test('a cache answers', () => test.skip(true, 'no nginx'));
test.describe('drivers', () => {
  test.skip(true, 'no driver');
  test('one', () => undefined);
  test('other', () => undefined);
});
test.skip('later', () => undefined);
`;

test('a run ends with what was skipped, by reason, and the summary of a job has it too', async ({}, testInfo) => {
  const folder = testInfo.outputPath('sample');
  const stdout = await runSample(folder, spec, [
    ['line'],
    [reporterAt('verdict-summary.ts'), { outputFolder: folder }],
    [reporterAt('skipped-specs.ts')],
  ]);
  const told = [
    '4 skipped:',
    '  no nginx',
    '    runner › sample.spec.ts › a cache answers',
    '  no reason is given',
    '    runner › sample.spec.ts › later',
    '  no driver',
    '    runner › sample.spec.ts › drivers › one',
    '    runner › sample.spec.ts › drivers › other',
  ];
  expect(stdout.trimEnd().endsWith(told.join('\n')), stdout).toBe(true);
  const summary = await readFile(join(folder, 'summary.md'), 'utf8');
  expect(summary).toContain('Tests: 1 passed, 0 failed, 4 skipped; the run passed.');
  expect(summary).toContain(
    '| runner › sample.spec.ts › drivers › one<br>runner › sample.spec.ts › drivers › other | no driver |',
  );
});

test('of a reason with many titles some are told, and how many more there are', () => {
  const skipped = Array.from({ length: 25 }, (_, i) => ({ title: `test ${i}`, reason: 'no stack' }));
  const [[reason, titles]] = byReason(skipped) as [[string, string[]]];
  expect(reason).toBe('no stack');
  expect(cutTitles(titles)).toEqual([...titles.slice(0, 20), '… and 5 more']);
});

test('what is required and missing fails instead of being skipped', () => {
  const { EARSHOT_SPECS_NGINX: before } = process.env;
  try {
    delete process.env.EARSHOT_SPECS_NGINX;
    expect(isMissing('nginx', 'it is not installed')).toBe(true);
    expect(isMissing('nginx', null)).toBe(false);
    process.env.EARSHOT_SPECS_NGINX = 'required';
    expect(isMissing('nginx', null)).toBe(false);
    expect(() => isMissing('nginx', 'it is not installed')).toThrow(
      'Failed to find what EARSHOT_SPECS_NGINX=required asks for: it is not installed',
    );
  } finally {
    if (before === undefined) delete process.env.EARSHOT_SPECS_NGINX;
    else process.env.EARSHOT_SPECS_NGINX = before;
  }
});
