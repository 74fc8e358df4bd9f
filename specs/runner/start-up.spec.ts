import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runProgram } from '../support/run-program';
import { makeScratchClone } from './scratch-clone';

// Each clone of a spec compiles all of the program for the first time.
test.setTimeout(180_000);

const earshot = (clone: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  runProgram(process.execPath, [join(clone, 'runner', 'bin.js'), ...args], { env });

test('a file of a package that is lost is told in words and ends with 2', async ({}, testInfo) => {
  const clone = makeScratchClone(testInfo.outputPath('clone'), ['commander']);
  for (const [file, name] of [
    ['runner/bin.js', 'list'],
    ['tools/run.js', 'fuzz'],
    ['tools/run.js', 'mutants'],
  ] as const) {
    const { code, output } = await runProgram(process.execPath, [join(clone, file), name]);
    expect(output).toMatch(/^Failed to start \w+: Cannot find module '\S+lost.js'\..* npm ci .*\n$/);
    expect(code).toBe(2);
  }
  const { code, output } = await earshot(clone, ['list'], { EARSHOT_DEBUG: '1' });
  expect(output).toContain('    at ');
  expect(code).toBe(2);
});

test('a file of ts-node that is lost is told in words and ends with 2', async ({}, testInfo) => {
  const clone = makeScratchClone(testInfo.outputPath('clone'), ['ts-node']);
  const { code, output } = await earshot(clone, ['--version']);
  expect(output).toMatch(/^Failed to start earshot: Cannot find module '\S+lost.js'\..* npm ci .*\n$/);
  expect(code).toBe(2);
  rmSync(join(clone, 'node_modules'), { recursive: true });
  const fresh = await earshot(clone, ['--version']);
  expect(fresh.output).toMatch(
    /^Failed to start earshot: Earshot's dependencies are not installed.* npm ci .*\n$/,
  );
  expect(fresh.code).toBe(2);
});

test('a file of the set-up that is lost is told in words and ends with 2', async ({}, testInfo) => {
  const clone = makeScratchClone(testInfo.outputPath('clone'));
  rmSync(join(clone, 'setup', 'apps.mjs'));
  const { code, output } = await runProgram(process.execPath, [join(clone, 'setup', 'ready.mjs')]);
  expect(output).toMatch(/^earshot: Failed to set up: Cannot find module .*\n$/);
  expect(code).toBe(2);
});

test('a Node that is too old is told which one is needed, and ends with 2', async ({}, testInfo) => {
  const clone = makeScratchClone(testInfo.outputPath('clone'));
  const path = join(clone, 'package.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"node": ".*"/, '"node": ">=99.1"'));
  for (const program of ['runner/bin.js', 'setup/ready.mjs']) {
    const { code, output } = await runProgram(process.execPath, [join(clone, program)]);
    expect(output).toContain(`Earshot needs Node 99.1 or newer, and this is ${process.versions.node}.`);
    expect(output).not.toContain('    at ');
    expect(code).toBe(2);
  }
});

test('nothing is read from the temporary folder or left there by a start', async ({}, testInfo) => {
  const TMPDIR = testInfo.outputPath('temporary');
  mkdirSync(TMPDIR);
  const caches = { V8_COMPILE_CACHE_CACHE_DIR: undefined, NODE_COMPILE_CACHE: undefined };
  const clone = makeScratchClone(testInfo.outputPath('clone'));
  const { code } = await earshot(clone, ['--version'], { TMPDIR, ...caches });
  expect(code).toBe(0);
  expect(readdirSync(TMPDIR)).toEqual([]);
});

test('the tools of npm scripts keep compiled code in the clone', async ({}, testInfo) => {
  const TMPDIR = testInfo.outputPath('temporary');
  mkdirSync(TMPDIR);
  const clone = makeScratchClone(testInfo.outputPath('clone'));
  writeFileSync(
    join(clone, 'one.spec.ts'),
    "import { test } from '@playwright/test';\ntest('one', () => {});\n",
  );
  writeFileSync(join(clone, 'one.config.ts'), "export default { testMatch: 'one.spec.ts' };\n");
  const args = [join(clone, 'setup', 'own-caches.js'), 'playwright', 'test', '--list', '-c', 'one.config.ts'];
  const env = { TMPDIR, PWTEST_CACHE_DIR: undefined, NODE_COMPILE_CACHE: undefined };
  const { output } = await runProgram(process.execPath, args, { cwd: clone, env });
  expect(output).toContain('Total: 1 test');
  expect(readdirSync(TMPDIR)).toEqual([]);
  expect(readdirSync(join(clone, 'node_modules/.cache/earshot/compiled'))).toContain('playwright');
});

const needPages = [
  ['up'],
  ['run', '--only', 'claim:2'],
  ['open'],
  ['start', '--once'],
  ['run', '--prove-fixes'],
];
for (const args of needPages) {
  test(`pages that are not whole end a command before it starts anything: ${args.join(' ')}`, async ({}, testInfo) => {
    const clone = makeScratchClone(testInfo.outputPath('clone'));
    const probe = join(clone, 'apps/dist/probe/probe.js');
    truncateSync(probe, 1000);
    const portBase =
      args[0] === 'start' || args[0] === 'up' || args[0] === 'open' ? ['--port-base', '0'] : [];
    const short = await earshot(clone, [...args, ...portBase]);
    expect(short.output).toMatch(
      /^Failed to find the built pages: apps\/dist\/probe\/probe.js has 1000 bytes, and the build wrote \d+. Run: npm run build\n$/,
    );
    expect(short.code).toBe(2);
  });
}

test('pages that were never built end a command before it starts anything', async ({}, testInfo) => {
  const clone = makeScratchClone(testInfo.outputPath('clone'));
  rmSync(join(clone, 'apps/dist'), { recursive: true });
  const { code, output } = await earshot(clone, ['up', '--port-base', '0']);
  expect(output).toContain('apps/dist/built.json is not there, or cut short. Run: npm run build');
  expect(code).toBe(2);
});

test('pages that are older than their sources are told of, and used', async ({}, testInfo) => {
  const clone = makeScratchClone(testInfo.outputPath('clone'));
  const args = ['run', '--only', 'claim:2'];
  const env = { EARSHOT_CHROMIUM: '/nowhere/chromium' };
  const says = 'The built pages are older than their sources';
  expect((await earshot(clone, args, env)).output).not.toContain(says);
  appendFileSync(join(clone, 'apps/probe/probe.ts'), '\n');
  expect((await earshot(clone, args, env)).output).toContain(says);
});

test('set-up builds pages again of which a file is lost or cut short', async ({}, testInfo) => {
  const clone = makeScratchClone(testInfo.outputPath('clone'));
  const probe = join(clone, 'apps/dist/probe/probe.js');
  const whole = readFileSync(probe, 'utf8');
  const ready = () => runProgram(process.execPath, [join(clone, 'setup/ready.mjs')]);
  expect(await ready()).toEqual({ code: 0, output: '' });
  truncateSync(probe, 0);
  expect((await ready()).output).toContain('building the apps');
  expect(readFileSync(probe, 'utf8')).toBe(whole);
  rmSync(probe);
  expect((await ready()).code).toBe(0);
  expect(readFileSync(probe, 'utf8')).toBe(whole);
});
