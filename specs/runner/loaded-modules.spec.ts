import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, test, type TestInfo } from '@playwright/test';
import { runProgram } from '../support/run-program';

const root = join(__dirname, '..', '..');

/** Preloaded, it writes down which modules its process has loaded. */
const preload = `
process.on('exit', () => {
  require('node:fs').writeFileSync(process.env.EARSHOT_SPECS_LOADED, Object.keys(require.cache).join('\\n'));
});
`;

/** The modules that a command loads, by their paths from the root. */
async function modulesOf(args: readonly string[], testInfo: TestInfo): Promise<string[]> {
  const [script, loaded] = [testInfo.outputPath('preload.js'), testInfo.outputPath('loaded')];
  writeFileSync(script, preload);
  const bin = join(root, 'runner', 'bin.js');
  const env = { EARSHOT_SPECS_LOADED: loaded };
  const { code, output } = await runProgram(process.execPath, ['-r', script, bin, ...args], { env });
  expect(code, output).toBe(0);
  const modules = readFileSync(loaded, 'utf8').split('\n');
  return modules.map((path) => relative(root, path).split(sep).join('/'));
}

const drivers = /^node_modules\/(playwright|playwright-core|@playwright|selenium-webdriver)\//;
const servers = /^servers\/(?!http\/port-error\.ts$)|^node_modules\/(express|pino|@peculiar)\//;
const scenarios = /^model\/scenarios\//;
const browsers =
  /^runner\/(exchange|measure)\/|^runner\/browsers\/(?!session\/session\.ts$|drivers\/webdriver\/remote-browsers\.ts$)/;

/** All but what names the choices of an option, which help shows; none of those loads another module. */
const rules =
  /^model\/(standards\/(?!(local-network-permission|ip-address-space|user-activation)\.ts$)|judge\/)/;

/** What reads files and draws tables; `--help` folds no line where there is no terminal. */
const texts = /^node_modules\/(zod|cli-table3|tldts|wrap-ansi)\//;

const load = ['--page', 'https://app.example', '--url', 'https://cdn.example/song.mp3'];
const commands = [
  { args: ['--version'], without: [drivers, servers, scenarios, browsers, rules, texts] },
  { args: ['--help'], without: [drivers, servers, scenarios, browsers, rules, texts] },
  { args: ['predict', ...load], without: [drivers, servers, scenarios, /^runner\/measure\//] },
  { args: ['schema'], without: [drivers, servers, scenarios] },
  { args: ['list', '--only', 'claim:2'], without: [drivers, servers] },
  { args: ['explain', 'http/audio/other-site/none'], without: [drivers, servers] },
] as const;

for (const { args, without } of commands) {
  test(`a command loads what it needs and no more: ${args.join(' ')}`, async ({}, testInfo) => {
    const modules = await modulesOf(args, testInfo);
    expect(modules).toContain('runner/main.ts');
    for (const those of without) expect(modules.filter((path) => those.test(path))).toEqual([]);
  });
}
