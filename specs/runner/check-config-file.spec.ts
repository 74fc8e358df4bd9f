import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type TestInfo } from '@playwright/test';
import { findConfig, readConfig } from '../../runner/check/gate/config-file';
import type { CheckConfig } from '../../runner/check/gate/define-config';
import { planOf } from '../../runner/cli/check-plan';
import { createProgram } from '../../runner/cli/program';
import { runProgram } from '../support/run-program';

const url = 'https://cdn.example/song.mp3';
const pages = 'https://app.example';
const secret = 'token-of-mine-77';

const bin = join(__dirname, '..', '..', 'runner', 'bin.js');
async function folderWith(info: TestInfo, contents: Readonly<Record<string, string>>): Promise<string> {
  const folder = info.outputPath('folder');
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(contents)) await writeFile(join(folder, name), content);
  return folder;
}
const checkIn = (cwd: string, ...args: string[]) =>
  runProgram(process.execPath, [bin, 'check', ...args], { cwd });

/** Read to its end, this is refused for what it holds: no browser is started. */
const bad: CheckConfig = { pages, checks: [{ url }, { url }] };
const refused = 'at checks[1].url: checks[0].url has the id';
const json = JSON.stringify(bad);
const types = JSON.stringify(join(__dirname, '..', '..', 'runner', 'check', 'gate', 'define-config'));
for (const [title, name, contents] of [
  [
    'a module that waits for something',
    'earshot.config.mjs',
    { 'earshot.config.mjs': `export default await Promise.resolve(${json})` },
  ],
  [
    'TypeScript in a package of modules, with the types of a clone,',
    'earshot.config.ts',
    {
      'package.json': '{"type":"module"}',
      'earshot.config.ts': `import { join } from 'node:path';
import { defineConfig } from ${types};
const checks = ${JSON.stringify(bad.checks)} satisfies object;
export default defineConfig({ pages: '${pages}', checks: join('a') === 'a' ? checks : [] });`,
    },
  ],
] as const)
  test(`${title} is found in the folder, and loaded`, async ({}, info) => {
    const { code, output } = await checkIn(await folderWith(info, contents));
    expect(output).toContain(`Failed to read ${name}: ${refused}`);
    expect(code).toBe(2);
  });

test('a file is chosen where there is one, and read where it can be', async ({}, info) => {
  const folder = await folderWith(info, { 'a.json': '{', 'b.yml': '', 'c.json': json });
  expect(findConfig(folder)).toBeNull();
  await writeFile(join(folder, 'earshot.config.json'), json);
  expect(findConfig(folder)).toBe(join(folder, 'earshot.config.json'));
  expect(await readConfig(join(folder, 'c.json'))).toEqual(bad);
  await writeFile(join(folder, 'earshot.config.mjs'), '');
  expect(() => findConfig(folder)).toThrow('among earshot.config.mjs and earshot.config.json: name one');
  for (const [name, says] of [
    ['a.json', 'it is no JSON'],
    ['b.yml', 'want a file that ends in .ts, .mjs or .json'],
    ['d.json', 'there is no such file or folder (ENOENT)'],
  ] as const)
    await expect(readConfig(join(folder, name)), name).rejects.toThrow(says);
});

/** What the options come to, without anything being checked. */
async function parsed(...args: string[]) {
  const program = createProgram();
  const command = program.commands.find((each) => each.name() === 'check')!;
  const silent = { writeErr: () => undefined, writeOut: () => undefined };
  let url: string | undefined;
  command
    .exitOverride()
    .configureOutput(silent)
    .action((typed?: string) => void (url = typed));
  await program.parseAsync(['check', ...args], { from: 'user' });
  return planOf(url, command.opts(), (option) => command.getOptionValueSource(option) === 'cli');
}

test('options that do not go with each other, or with a file, are told', async ({}, info) => {
  const file = join(
    await folderWith(info, { 'a.json': JSON.stringify({ pages, timeout: 7, checks: [{ url }] }) }),
    'a.json',
  );
  const song = [url, '--page', pages];
  for (const [args, says] of [
    [['--from', file, '--page', pages], 'the file says that itself'],
    [['--from', file, '--expect', 'blocked'], 'Failed to add --expect to '],
    [[...song, '--from', file], 'both a URL and a file'],
    [['--init', '--from', file], "option '--from <file>' cannot be used with option '--init'"],
    [['--page', pages, '--json', url], 'a URL is no file'],
    [[...song, '--expect', 'fine'], 'want readable, opaque, blocked, silent'],
    [[...song, '--fail-on', 'holes'], 'Did you mean "hole"?'],
    [[...song, '--fail-on', 'never,hole'], 'It is none of'],
  ] as const)
    await expect(parsed(...args), args.join(' ')).rejects.toThrow(says);
  expect(await parsed('--from', file)).toMatchObject({ timeout: 7, maxRequests: undefined, maxDirect: 40 });
  expect(await parsed('--from', file, '--timeout', '3')).toMatchObject({ timeout: 3 });
  const other = await parsed('--from', file, '--browser', 'firefox');
  expect(other.checks.map(({ engines }) => engines)).toEqual([['firefox']]);
  const [check] = (await parsed(...song, '--expect', 'blocked:csp', '--loader', 'xhr')).checks;
  expect(check!.expects).toEqual({ xhr: { outcome: 'blocked', reason: 'csp' } });
});

test('--init writes a file that is read again, without what is secret, and overwrites none', async ({}, info) => {
  const folder = await folderWith(info, {});
  const secretUrl = `${url}?key=${secret}`;
  const args = [secretUrl, '--page', pages, '--page', 'null', '--header', `X-Login: ${secret}`];
  const written = await checkIn(folder, ...args, '--loader', 'xhr', '--init');
  expect(written.code, written.output).toBe(0);
  expect(written.output).toContain('It reads EARSHOT_URL, EARSHOT_X_LOGIN from the environment');
  const text = await readFile(join(folder, 'earshot.config.mjs'), 'utf8');
  expect(text).not.toContain(secret);
  // No module of Earshot's can be imported there.
  expect(text).toContain('export default {\n');
  expect(text).toContain("pages: ['https://app.example', 'null'],");
  expect(text.split('\n').filter((line) => line.includes('//')).length).toBeGreaterThan(6);
  // It is read as far as the environment.
  const read = await checkIn(folder);
  expect(read.output).toContain('the variable EARSHOT_X_LOGIN of the environment is not set');
  const again = await checkIn(folder, '--init');
  expect([again.code, again.output]).toEqual([
    2,
    'Failed to write earshot.config.mjs: earshot.config.mjs is there already. Change that, or move it\n',
  ]);
  expect(await readFile(join(folder, 'earshot.config.mjs'), 'utf8')).toBe(text);
  expect(await readdir(folder)).toEqual(['earshot.config.mjs']);
});
