import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { loaderNames } from '../../model/lab/loaders/loaders';
import { allScenarios, suites } from '../../model/scenarios';
import { runResult } from '../../runner/report/run-schema';
import { test } from '../support/browser-turn';
import { earshot, startEarshot } from './earshot';

test('every command has help, with two examples or more and its exit codes', async () => {
  const all = await earshot('--help');
  expect(all.code).toBe(0);
  const listed = [...all.stdout.matchAll(/^ {2}([a-z]+) (?:\[|<| {2})/gm)].map(([, name]) => name!);
  const commands = listed.filter((name) => name !== 'help' && name !== 'earshot');
  expect(commands).toEqual([
    'start',
    'check',
    'up',
    'list',
    'run',
    'compare',
    'open',
    'predict',
    'explain',
    'why',
    'schema',
  ]);
  for (const command of commands) {
    const { code, stdout } = await earshot(command, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: npx earshot ${command}`);
    const [, examples = '', codes = ''] = /\nExamples:\n(.*)\n\nExit codes: (.*)/s.exec(stdout) ?? [];
    expect.soft(examples.split(`earshot ${command}`).length - 1, command).toBeGreaterThan(1);
    expect.soft(codes, command).toMatch(/2 .*\.\n$/);
  }
});

test('list prints the suites, and how to see the cells of one', async () => {
  const { code, stdout } = await earshot('list');
  expect(code).toBe(0);
  const ofSuite = allScenarios().filter(({ claims }) => claims.includes(4));
  expect(stdout).toMatch(new RegExp(String.raw`^4 .*[Ww]ithout crossorigin.* ${ofSuite.length}$`, 'm'));
  expect(stdout).toContain('The cells of suite 4: npx earshot list --only claim:4');
  expect(stdout.split('\n').length).toBeLessThan(suites.length + 8);
});

test('list prints every scenario if it is asked for all, as JSON too', async () => {
  const { code, stdout } = await earshot('list', '--all', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(allScenarios());
  const table = await earshot('list', '--only', 'http/*/other-site/wildcard');
  expect(table.stdout).toContain('http/audio-anonymous/other-site/wildcard');
  expect(table.stdout).not.toContain('same-origin/none');
});

test('list takes the name of a way to load, and says which is not there', async () => {
  const { code, stdout } = await earshot('list', '--loader', 'howler*', '--only', 'claim:30', '--json');
  expect(code).toBe(0);
  const ofHowler = allScenarios().filter(
    ({ loader, claims }) => loader.startsWith('howler') && claims.includes(30),
  );
  expect(JSON.parse(stdout)).toEqual(ofHowler);
  expect(new Set(ofHowler.map(({ loader }) => loader)).size).toBeGreaterThan(3);
  const wrong = await earshot('list', '--loader', 'howlre');
  expect(wrong.stderr).toContain('--loader "howlre" matches no way to load. Did you mean "howler"?');
  expect(wrong.code).toBe(2);
});

test('list explains every loader, in groups', async () => {
  const { code, stdout } = await earshot('list', '--loaders');
  expect(code).toBe(0);
  for (const name of loaderNames) expect.soft(stdout, name).toMatch(new RegExp(`^  ${name} .*\\S`, 'm'));
  expect(stdout).toMatch(/^fetch\(\), .*\n {2}fetch-omit +fetch\(url, \{ credentials: 'omit' \}\)$/m);
});

test('run writes JSON that keeps its schema, with both ends of the wire', async () => {
  const { code, stdout } = await earshot('run', '--only', 'claim:2', 'claim:8', '--json', '-');
  expect(code).toBe(0);
  const { measurements, stats } = runResult.parse(JSON.parse(stdout));
  expect(stats.cells).toBe(measurements.length);
  expect(stats.verdicts['as predicted']).toBe(measurements.length);
  const blocked = measurements.find(({ id }) => id === 'http/get-and-load/other-site/none')!;
  expect(blocked).toMatchObject({
    outcome: 'blocked',
    reason: 'allow-origin-missing',
    ladder: { sent: true, accepted: false },
  });
  expect(blocked.contrast).toBe('http/get-and-load/other-site/wildcard');
  expect(blocked.wire.page?.error?.name).toBe('TypeError');
  expect(blocked.wire.servers).toHaveLength(1);
  expect(blocked.wire.servers[0]).toMatchObject({
    server: 'cdn',
    method: 'GET',
    status: 200,
    complete: true,
  });
  const leak = measurements.find(({ id }) => id === 'http/injected-script/other-host/session-lax')!;
  expect(leak.wire.servers.map(({ server }) => server)).toEqual(['player', 'evil']);
});

test('run writes JSON into a file and the table to standard output', async ({}, testInfo) => {
  const file = testInfo.outputPath('run.json');
  const { code, stdout } = await earshot('run', '--only', 'claim:2', '--json', file);
  expect(code).toBe(0);
  expect(stdout).toContain('2. Get and Load Song needs a catalog that allows the page');
  runResult.parse(JSON.parse(await readFile(file, 'utf8')));
});

test('schema prints a JSON Schema', async () => {
  const { code, stdout } = await earshot('schema');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    type: 'object',
    required: expect.arrayContaining(['measurements', 'stats']),
  });
});

const mistakes = [
  { args: ['run', '--browser', 'netscape'], says: '"netscape" is none of chromium, firefox' },
  { args: ['run', '--browser', 'safari'], says: 'Failed to start safari: without --webdriver' },
  { args: ['run', '--webdriver', 'nonsense'], says: 'Want the URL of a WebDriver' },
  {
    args: ['run', '--webdriver', 'http://127.0.0.1:4444', '--browser', 'safari,firefox'],
    says: 'name just one',
  },
  { args: ['run', '--capabilities', '[]'], says: 'Want a JSON object' },
  { args: ['run', '--only', 'no/such/thing'], says: '--only "no/such/thing" matches no id' },
  {
    args: ['list', '--only', 'claim:99'],
    says: `--only "claim:99" matches no id. Suites are claim:1 to claim:${suites.length}`,
  },
  { args: ['list', '--only', ''], says: '--only is given an empty glob' },
  { args: ['up', '--log-level', 'debgu'], says: 'none of silent, error, info, debug. Did you mean "debug"?' },
  { args: ['run', '--browser', 'chronium'], says: 'Did you mean "chromium"?' },
  { args: ['run', '--attach', 'http://192.0.2.1:8100'], says: 'browsers cannot be led to 192.0.2.1' },
  { args: ['up', '--port-base', '80'], says: 'Want 0 (free ports) or a port from 1024' },
  { args: ['run', '--attach', 'nonsense'], says: 'Failed to attach to a lab at nonsense: this is not a URL' },
  { args: ['run', '--json', '/no/such/folder/run.json'], says: 'Failed to write /no/such/folder/run.json' },
  {
    args: ['run', '--exchange', 'x.json', '--webdriver', 'http://127.0.0.1:4444'],
    says: "'--exchange <file>' cannot be used with option '--webdriver <url>'",
  },
  { args: ['open', '--host', 'fe80::1'], says: 'Want an IPv4 address or a name of this machine' },
  {
    args: ['open', '--host', '192.0.2.1', '--attach', 'http://player.localhost:8100'],
    says: "'--host <address>' cannot be used with option '--attach <url>'",
  },
  { args: ['run', '--exchange', '/no/such/file.json'], says: 'Failed to read /no/such/file.json' },
  { args: ['dance'], says: "unknown command 'dance'" },
];
for (const { args, says } of mistakes) {
  test(`a mistake is told and ends with 2: ${args.join(' ')}`, async () => {
    const { code, stderr, stdout } = await earshot(...args);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
}

test('a browser that is named and not there ends the run with 2', async () => {
  const run = startEarshot(['run', '--only', 'claim:2'], { EARSHOT_CHROMIUM: '/nowhere/chromium' });
  const { code, stderr } = await run.ended;
  expect(stderr).toContain('/nowhere/chromium');
  expect(stderr).not.toContain('    at ');
  expect(code).toBe(2);
});

test('a browser that is not there is told before the others are asked', async () => {
  const args = ['run', '--browser', 'chromium,firefox', '--only', 'claim:2'];
  const { code, stdout, stderr } = await startEarshot(args, { EARSHOT_FIREFOX: '/nowhere/firefox' }).ended;
  expect(stderr).toMatch(/^Failed to use EARSHOT_FIREFOX=\/nowhere\/firefox/);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('output that nobody reads any more ends a command quietly', async () => {
  const { process: child, ended } = startEarshot(['list', '--all', '--json']);
  child.stdout!.destroy();
  const { code, stderr } = await ended;
  expect(stderr).toBe('');
  expect(code).toBe(141);
});
