import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runProgram } from '../support/run-program';

const ready = join(__dirname, '..', '..', 'setup', 'ready.mjs');
const question = 'Run it? [y/N] ';

test.skip(process.platform !== 'linux', 'the terminal is that of script(1) of Linux');

/** A system that has no browser, and an apt-get and a sudo that only write down how they were called. */
function bareSystem(folder: string): { env: NodeJS.ProcessEnv; ran: () => string[] } {
  const bin = join(folder, 'bin');
  const log = join(folder, 'ran');
  mkdirSync(bin, { recursive: true });
  const program = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  program('apt-get', `echo "apt-get $*" >>"${log}"`);
  program('sudo', '[ "$1" = -n ] && shift; exec "$@"');
  symlinkSync(process.execPath, join(bin, 'node'));
  for (const name of ['env', 'true']) symlinkSync(`/usr/bin/${name}`, join(bin, name));
  const env = {
    PATH: bin,
    HOME: folder,
    PLAYWRIGHT_BROWSERS_PATH: join(folder, 'none'),
    XDG_CACHE_HOME: folder,
  };
  const unset = { EARSHOT_CHROMIUM: undefined, EARSHOT_FIREFOX: undefined, EARSHOT_INSTALL: undefined };
  return {
    env: { ...env, ...unset },
    ran: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []),
  };
}

const onTerminal = (
  env: NodeJS.ProcessEnv,
  typed: { after: string; keys: string }[],
  browser = 'chromium',
) => {
  const command = `exec node ${ready} --browsers ${browser}`;
  return runProgram('/usr/bin/script', ['-qefc', command, '/dev/null'], { env, typed });
};

const noThenYes = [
  { after: question, keys: 'n\n' },
  { after: question, keys: 'yes\n' },
];

test('on a terminal nothing is installed before a yes to the very command', async ({}, testInfo) => {
  const { env, ran } = bareSystem(testInfo.outputPath('system'));
  const { code, output } = await onTerminal({ ...env, SHELL: '/bin/sh' }, noThenYes);
  expect(output).toContain('npx playwright install --no-shell chromium');
  expect(output).toContain('apt-get update && ');
  expect(output).toContain('apt-get install -y --no-install-recommends chromium');
  expect(output.split(question)).toHaveLength(3);
  expect(ran().at(-1)).toContain('install -y --no-install-recommends chromium');
  // This apt-get brings none.
  expect(code).toBe(2);
});

test('a Firefox of the system comes with its decoders, whose name has a version', async ({}, testInfo) => {
  const { env, ran } = bareSystem(testInfo.outputPath('system'));
  const { output } = await onTerminal({ ...env, SHELL: '/bin/sh' }, noThenYes, 'firefox');
  expect(output).toContain("install -y --no-install-recommends firefox-esr '^libavcodec[0-9]+$'");
  expect(ran().at(-1)).toContain('--no-install-recommends firefox-esr ^libavcodec[0-9]+$');
});

for (const { title, keys, code: wanted } of [
  { title: 'a no', keys: 'n\n', code: 2 },
  { title: 'an empty line', keys: '\n', code: 2 },
  { title: 'the end of the input', keys: '\x04', code: 2 },
  { title: 'Ctrl-C', keys: '\x03', code: 130 },
]) {
  test(`${title} at the question installs nothing and ends with ${wanted}`, async ({}, testInfo) => {
    const { env, ran } = bareSystem(testInfo.outputPath('system'));
    const typed = [
      { after: question, keys },
      { after: question, keys },
    ];
    const { code, output } = await onTerminal({ ...env, SHELL: '/bin/sh' }, typed);
    expect(output).not.toContain('    at ');
    expect(code).toBe(wanted);
    expect(ran()).toEqual([]);
  });
}

for (const { title, env: said } of [
  { title: 'without a terminal', env: {} },
  { title: 'with EARSHOT_INSTALL=no in continuous integration', env: { CI: '1', EARSHOT_INSTALL: 'no' } },
]) {
  test(`${title} the commands are printed and not run`, async ({}, testInfo) => {
    const { env, ran } = bareSystem(testInfo.outputPath('system'));
    const args = [ready, '--browsers', 'chromium', '--specs'];
    const { code, output } = await runProgram(process.execPath, args, { env: { ...env, ...said } });
    expect(output).toContain('Run: npx playwright install chromium --with-deps   or: ');
    expect(output).toContain('apt-get install chromium');
    expect(output).toContain('EARSHOT_INSTALL=yes');
    expect(code).toBe(2);
    expect(ran()).toEqual([]);
  });
}

test('EARSHOT_INSTALL that is neither yes nor no is refused', async ({}, testInfo) => {
  const { env } = bareSystem(testInfo.outputPath('system'));
  const args = [ready, '--browsers', 'chromium'];
  const { code, output } = await runProgram(process.execPath, args, {
    env: { ...env, EARSHOT_INSTALL: 'perhaps' },
  });
  expect(output).toBe(
    'earshot: EARSHOT_INSTALL is "perhaps": want yes or no, or nothing, to be asked on a terminal.\n',
  );
  expect(code).toBe(2);
});

test('continuous integration gets what specs start beside browsers; a person is not even asked', async ({}, testInfo) => {
  const { env, ran } = bareSystem(testInfo.outputPath('system'));
  const run = (said: NodeJS.ProcessEnv) =>
    runProgram(process.execPath, [ready, '--specs'], { env: { ...env, ...said } });
  expect((await run({})).code).toBe(0);
  expect((await run({ EARSHOT_INSTALL: 'yes' })).code).toBe(0);
  expect(ran()).toEqual([]);
  const { code, output } = await run({ CI: 'true' });
  expect(code).toBe(0);
  expect(output).toContain('installing what specs need');
  expect(ran().join('\n')).toContain('install -y --no-install-recommends chromium-driver');
});
