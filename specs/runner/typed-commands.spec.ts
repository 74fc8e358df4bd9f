import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { parse } from 'shell-quote';
import { createProgram } from '../../runner/cli/program';
import { scenarioOf, selectScenarios } from '../../runner/measure/select-scenarios';
import { startLab } from '../../servers/lab';
import { earshot } from './earshot';
import { fencesOf, inlineCodeOf, pages, read } from '../support/pages';

const player = 'apps/player/index.html';

/** What stands in a shell block of a page, a command a line. */
function shellLines(page: string): string[] {
  const text = read(page);
  const blocks =
    page === player
      ? [...text.matchAll(/<pre><code>(.+?)<\/code><\/pre>/gs)].map(([, code]) => code!)
      : fencesOf(text, 'sh');
  return blocks.flatMap((block) => block.replace(/\\\n/g, '').replace(/\|\n/g, '| ').split('\n'));
}

/** The arguments of the `earshot` in a line, as a shell takes them apart; undefined if there is none. */
function earshotIn(line: string): string[] | undefined {
  // shell-quote takes what stands for anything as it stands.
  const words = parse(line, (name) => `$${name}`);
  const start = words.indexOf('earshot');
  // In a container: what is before it is for Docker.
  const isRun = words[0] === 'docker' && words.includes('run');
  const isCommand = start === 0 || words[start - 1] === 'npx' || isRun;
  if (start < 0 || !isCommand) return undefined;
  const args: string[] = [];
  for (const word of words.slice(start + 1)) {
    if (typeof word === 'string') args.push(word);
    else if ('op' in word && word.op === 'glob') args.push(word.pattern);
    else break;
  }
  return args;
}

const typed = [...pages, player]
  .filter((page) => page !== 'CHANGELOG.md' && !page.startsWith('docs/decisions/'))
  .flatMap((page) =>
    [...shellLines(page), ...inlineCodeOf(read(page))].flatMap((line) => {
      const args = earshotIn(line);
      return args && args.length > 0 ? [{ page, line, args }] : [];
    }),
  );

/** Parses arguments as the program does, and does nothing. @throws CommanderError */
async function parseOnly(args: readonly string[]): Promise<{ readonly name: string; only: string[] }> {
  const program = createProgram();
  const seen = { name: '', only: [] as string[] };
  const silent = { writeErr: () => undefined, writeOut: () => undefined };
  for (const command of [program, ...program.commands]) command.exitOverride().configureOutput(silent);
  for (const command of program.commands)
    command.action(() => {
      seen.name = command.name();
      seen.only = command.opts<{ only?: string[] }>().only ?? [];
    });
  await program.parseAsync(args, { from: 'user' }).catch((error: unknown) => {
    if ((error as { exitCode?: number }).exitCode !== 0) throw error;
  });
  return seen;
}

/** Where a person puts something of their own. */
const standsForAny = (args: readonly string[]): boolean => args.some((arg) => /^[A-Z]+$|<|…/.test(arg));

test('pages tell people to type commands, of every kind', () => {
  const names = new Set(typed.map(({ args }) => args[0]));
  for (const { name } of createProgram().commands.map((command) => ({ name: command.name() })))
    if (name !== 'start') expect.soft([...names], name).toContain(name);
  expect(typed.length).toBeGreaterThan(60);
  expect(typed.filter(({ page }) => page === player).map(({ args }) => args[0])).toEqual(
    expect.arrayContaining(['check', 'predict', 'why']),
  );
});

test('the program takes every command that a page tells people to type, with its options', async () => {
  for (const { page, line, args } of typed) {
    if (standsForAny(args) || args.length === 1) {
      expect
        .soft(
          createProgram().commands.map((command) => command.name()),
          `${page}: ${line}`,
        )
        .toContain(args[0]);
      continue;
    }
    // The name of an option alone, in prose.
    const told = args.at(-1)!.startsWith('--') && !line.includes(' --json') ? [...args, 'x'] : args;
    const seen = await parseOnly(told).catch((error: unknown) => error as Error);
    if (seen instanceof Error) {
      const isProse = /argument missing|missing required argument|'x' is invalid|too many arguments/.test(
        seen.message,
      );
      expect.soft(isProse ? '' : seen.message, `${page}: ${line}`).toBe('');
    } else {
      expect.soft(() => selectScenarios(seen.only), `${page}: ${line}`).not.toThrow();
      if (seen.name === 'explain') expect.soft(() => scenarioOf(args[1]!), `${page}: ${line}`).not.toThrow();
    }
  }
});

test('help names commands as a clone takes them', () => {
  const program = createProgram();
  let help = '';
  for (const command of [program, ...program.commands])
    command.configureOutput({ writeOut: (text) => void (help += text) }).outputHelp();
  const told = help.split('\n');
  expect(told.filter((line) => line.includes('npx earshot ')).length).toBeGreaterThan(20);
  expect(told.filter((line) => /(?<!npx )\bearshot [a-z]/.test(line))).toEqual([]);
});

const quick = new Set(['predict', 'explain', 'why', 'list', 'schema']);
const own = /--exchange|--headers|…|<|\bID\b/;
const forReal = typed.filter(
  ({ page, line, args }) =>
    quick.has(args[0]!) && !own.test(args.join(' ')) && args.length > 1 && shellLines(page).includes(line),
);
test('what is cheap is typed for real', async () => {
  expect(forReal.length).toBeGreaterThan(4);
  for (const { page, line, args } of forReal) {
    const { code, stdout, stderr } = await earshot(...args);
    expect.soft(code, `${page}: ${line}\n${stderr}`).toBe(0);
    expect.soft(stdout, line).not.toBe('');
  }
});

test('every curl of a page about the lab gets its answer, and the lines that matter are in it', async () => {
  test.skip(process.platform !== 'linux', 'the pages use the base64 of GNU');
  const lab = await startLab({ portBase: 0 });
  const here = (text: string) =>
    text.replaceAll(':8100', `:${lab.ports.player.http}`).replaceAll(':8110', `:${lab.ports.cdn.http}`);
  try {
    let asked = 0;
    for (const page of ['README.md', 'docs/policies.md']) {
      const text = read(page);
      for (const block of fencesOf(text, 'sh').filter((each) => each.includes('http://cdn.localhost'))) {
        const lines = block.split('\n').filter((line) => /^(curl|policy=) ?/.test(line));
        const script = here(lines.join('\n')).replace(/^curl /gm, 'curl --fail-with-body ');
        const { stdout } = await promisify(execFile)('sh', ['-e', '-c', script]);
        asked += lines.length;
        expect.soft(stdout, script).not.toBe('');
        if (!script.includes('/p/exact/')) continue;
        const wanted = fencesOf(text, 'http').flatMap((each) => each.trim().split('\n'));
        expect(wanted).toHaveLength(2);
        for (const line of wanted) expect.soft(stdout, page).toContain(here(line));
        const byAddress = script.replaceAll('cdn.localhost', '127.0.0.1').split('\n')[0]!;
        const again = await promisify(execFile)('sh', ['-e', '-c', byAddress]);
        for (const line of wanted) expect.soft(again.stdout, byAddress).toContain(here(line));
      }
    }
    expect(asked).toBeGreaterThan(6);
  } finally {
    await lab.close();
  }
});

test('scripts, projects and profiles that pages name are there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const config = read('playwright.config.ts');
  const compose = read('docker-compose.yml');
  for (const page of pages) {
    for (const line of [...shellLines(page), ...inlineCodeOf(read(page))]) {
      const place = `${page}: ${line}`;
      const script = /^npm run ([\w:-]+)/.exec(line)?.[1];
      if (script !== undefined) expect.soft(Object.keys(scripts), place).toContain(script);
      const [, tool, rest = ''] =
        /^npm run (fuzz|mutants|bench) -- (.*)/.exec(line.replace(/ #.*/, '')) ?? [];
      for (const [option] of rest.matchAll(/--[a-z-]+/g))
        expect
          .soft(read(`tools/${tool}/main.ts`) + read('runner/cli/options.ts'), place)
          .toContain(`'${option} `);
      const project = /^(?:\w+=\S+ )*npx playwright test .*--project[ =](\w+)/.exec(line)?.[1];
      if (project !== undefined) expect.soft(config, place).toContain(`'${project}'`);
      const profile = /^docker compose --profile (\w+)/.exec(line)?.[1];
      if (profile !== undefined)
        expect.soft(compose, place).toMatch(new RegExp(`profiles: .*\\b${profile}\\b`));
    }
  }
});
