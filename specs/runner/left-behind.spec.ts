import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ownProcessName } from '../../runner/left-behind/process-name';
import { test as base } from '../support/browser-turn';
import { startEarshot } from './earshot';
import { processesWith } from './processes-with';

const test = base.extend<{ temporary: string }>({
  // Not in the folder of results: browsers have sockets there, and the path of a socket may not be long.
  temporary: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'earshot-spec-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});

const root = join(__dirname, '..', '..');
/** Browsers start and end slowly where many do so at once. */
const patient = { timeout: 60_000 };
test.setTimeout(180_000);

test.skip(process.platform !== 'linux', 'the processes are looked up in /proc, which only Linux has');

/** Nothing listens there, and no browser would ask: what is under way is the browser alone. */
const checked = ['check', 'http://127.0.0.1:9/song.mp3', '--page', 'https://app.example'];

for (const { title, args, after } of [
  ...['chromium', 'firefox'].map((engine) => ({
    title: `a run that is killed leaves no process and no folder behind: ${engine}`,
    args: ['run', '--browser', engine],
    after: 'measuring in',
  })),
  {
    title: 'a check that is killed leaves no process and no folder behind',
    args: checked,
    after: 'loads it by',
  },
]) {
  test(title, async ({ temporary }) => {
    const mark = `EARSHOT_SPEC_MARK=${randomUUID()}`;
    const [name, value] = mark.split('=') as [string, string];
    const running = startEarshot(args, { [name]: value, TMPDIR: temporary });
    await running.printed(after);
    expect(readdirSync(temporary).filter((each) => each.startsWith('playwright'))).toEqual([]);
    running.process.kill('SIGKILL');
    await running.ended;
    await expect.poll(() => processesWith(mark), { message: 'processes left', ...patient }).toEqual([]);
    await expect.poll(() => readdirSync(temporary), { message: 'folders left', ...patient }).toEqual([]);
  });
}

/** Runs a script that knows the modules of the runner, in a process of its own. */
const runScript = (script: string, env: NodeJS.ProcessEnv) =>
  spawn(process.execPath, ['-r', 'ts-node/register', '-e', script], {
    cwd: join(root, 'runner'),
    env: { ...process.env, DISABLE_V8_COMPILE_CACHE: '1', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

test('what a killed process started for WebDriver ends with it', async () => {
  const mark = `EARSHOT_SPEC_MARK=${randomUUID()}`;
  const [name, value] = mark.split('=') as [string, string];
  const script = `
    const { startChild } = require('./browsers/drivers/webdriver/child-process');
    startChild('sleep', ['1000']).process.once('spawn', () => console.log('started'));
    setInterval(() => {}, 1000);`;
  const maker = runScript(script, { [name]: value });
  await once(maker.stdout, 'data');
  expect(await processesWith(mark)).toHaveLength(2);
  maker.kill('SIGKILL');
  await expect.poll(() => processesWith(mark), { message: 'processes left', ...patient }).toEqual([]);
});

test('what Chromium has beside its profile goes with a killed process, and no other folder', async ({
  temporary,
}) => {
  const script = `
    const { mkdirSync, symlinkSync } = require('node:fs');
    const { join } = require('node:path');
    const { makeOwnFolder } = require('./left-behind/own-folder');
    (async () => {
      for (const name of ['org.chromium.Chromium.Ab12Cd', 'of-somebody-else']) {
        const { path } = await makeOwnFolder('browser');
        mkdirSync(join(process.env.TMPDIR, name));
        mkdirSync(join(path, 'profile'));
        symlinkSync(join(process.env.TMPDIR, name, 'SingletonSocket'), join(path, 'profile', 'SingletonSocket'));
      }
      console.log('made');
      setInterval(() => {}, 1000);
    })();`;
  const maker = runScript(script, { TMPDIR: temporary });
  await once(maker.stdout, 'data');
  expect(readdirSync(temporary)).toHaveLength(4);
  maker.kill('SIGKILL');
  await expect.poll(() => readdirSync(temporary), patient).toEqual(['of-somebody-else']);
});

test('a start removes what dead processes of this user left, and nothing else', async ({ temporary }) => {
  const gone = spawn(process.execPath, ['--version']);
  await once(gone, 'close');
  const [, start = '', namespace = ''] = ownProcessName.split('-');
  const folders = {
    dead: `earshot-browser-${gone.pid!}-${start}-${namespace}-aaaaaa`,
    reused: `earshot-page-${process.pid}-1-${namespace}-aaaaaa`,
    live: `earshot-cache-${ownProcessName}-aaaaaa`,
    container: `earshot-browser-${gone.pid!}-${start}-1-aaaaaa`,
    strange: `earshot-browser-${gone.pid!}-aaaaaa`,
    elsewhere: 'elsewhere',
  };
  for (const name of Object.values(folders)) mkdirSync(join(temporary, name, 'in-it'), { recursive: true });
  const link = `earshot-page-${gone.pid!}-${start}-${namespace}-bbbbbb`;
  symlinkSync(join(temporary, folders.elsewhere), join(temporary, link));
  const script = `
    const { makeOwnFolder } = require('./left-behind/own-folder');
    makeOwnFolder('page').then((made) => made.remove()).then(() => console.log('removed'));`;
  const later = runScript(script, { TMPDIR: temporary });
  const [code] = (await once(later, 'close')) as [number];
  expect(code).toBe(0);
  const { live, container, strange, elsewhere } = folders;
  expect(readdirSync(temporary).sort()).toEqual([live, container, strange, elsewhere, link].sort());
  expect(statSync(join(temporary, elsewhere, 'in-it')).isDirectory()).toBe(true);
});
