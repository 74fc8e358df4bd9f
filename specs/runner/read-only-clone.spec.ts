import { chmodSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runProgram } from '../support/run-program';
import { makeScratchClone } from './scratch-clone';

test.skip(process.platform === 'win32', 'Windows has no modes');
test.setTimeout(180_000);

function makeReadOnly(path: string): void {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return;
  chmodSync(path, stats.mode & ~0o222);
  if (stats.isDirectory()) readdirSync(path).forEach((name) => makeReadOnly(join(path, name)));
}

/** Root may write everywhere; this user may not. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};

test('a clone that may only be read predicts, and is found ready', async ({}, testInfo) => {
  const clone = makeScratchClone(testInfo.outputPath('clone'));
  const TMPDIR = testInfo.outputPath('temporary');
  mkdirSync(TMPDIR);
  chmodSync(TMPDIR, 0o1777);
  makeReadOnly(clone);
  const bin = join(clone, 'runner', 'bin.js');
  const caches = { V8_COMPILE_CACHE_CACHE_DIR: undefined, PWTEST_CACHE_DIR: undefined };
  const programs = [
    [bin, 'predict', '--page', 'https://app.example', '--url', 'https://cdn.example/song.mp3'],
    [join(clone, 'setup', 'ready.mjs')],
  ];
  for (const args of programs) {
    const env = { TMPDIR, HOME: TMPDIR, ...caches };
    const { code, output } = await runProgram(process.execPath, args, { env, cwd: clone, ...nobody });
    expect(output).not.toMatch(/Failed|^ +at /m);
    expect(code).toBe(0);
  }
});
