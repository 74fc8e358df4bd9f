import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { lookForBrowser } from '../../runner/browsers/launch';
import { asksAll } from '../support/asks-all';
import { docker, whyNoCompose } from '../support/compose';
import { isMissing } from '../support/is-missing';
import { asked, isLong, root, test, type Project } from './packed-project';

test('the package is small, and has no source, no compiler and no script that runs when it is installed', ({
  project,
}) => {
  expect(project.packed.entryCount).toBeLessThanOrEqual(120);
  expect(project.packed.unpackedSize).toBeLessThanOrEqual(3_000_000);
  const paths = project.packed.files.map(({ path }) => path);
  expect(paths.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([]);
  for (const name of ['ts-node', 'typescript', 'selenium-webdriver'])
    expect(existsSync(join(project.folder, 'node_modules', name)), name).toBe(false);
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  expect(Object.keys(scripts).filter((name) => name.endsWith('install'))).toEqual([]);
});

/** The packages that a command of the installed one loads, by what Node covers. */
async function packagesOf({ folder, earshot }: Project, ...args: string[]): Promise<string[]> {
  const covered = join(folder, 'covered');
  rmSync(covered, { recursive: true, force: true });
  const { code, output } = await earshot(args, { NODE_V8_COVERAGE: covered });
  expect(code, output).toBe(0);
  const names = readdirSync(covered).flatMap((name) =>
    [
      ...readFileSync(join(covered, name), 'utf8').matchAll(
        /"url":"file:[^"]*\/node_modules\/((?:@[^/"]+\/)?[^/"]+)/g,
      ),
    ].map(([, each]) => each!),
  );
  return [...new Set(names)].sort();
}

test('a package loads the parser of its options alone for --version and --help', async ({ project }) => {
  const needed = ['commander', 'earshot', 'fastest-levenshtein'];
  for (const option of ['--version', '--help']) expect(await packagesOf(project, option)).toEqual(needed);
});

test('the command line of a package answers, and loads no driver for it', async ({ project }) => {
  test.skip(!asksAll, isLong);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(await project.earshot(['--version'])).toEqual({ code: 0, output: `${version}\n` });
  const load = ['--page', 'https://app.example', '--url', 'https://cdn.example/song.mp3'];
  const { code, output } = await project.earshot(['predict', ...load]);
  expect(output).toMatch(/^blocked \(allow-origin-missing\)/);
  expect(code).toBe(0);
});

test('it works on Node 24 as well, as a user without rights, from a disk that can only be read', async ({
  project,
}) => {
  const why = await whyNoCompose();
  test.skip(isMissing('stack', why), why ?? '');
  project.write(
    'both.mjs',
    `import { createRequire } from 'node:module';
import { findFix, predict } from 'earshot';
import { jsonSchema } from 'earshot/schema';
const required = createRequire(import.meta.url)('earshot');
const load = ${asked};
console.log(process.version, predict(load).reason, required.predict(load).reason, required.findFix === findFix);
console.log(typeof required.check, jsonSchema('check').type);
`,
  );
  const load = '--page https://app.example --url https://cdn.example/song.mp3';
  // Made for its owner alone.
  chmodSync(project.folder, 0o755);
  // Without a network: one more of it would have Chromium's loads on this machine fail.
  const rights = ['--network', 'none', '--read-only', '--cap-drop', 'ALL', '--user', '1234:1234'];
  const place = ['--volume', `${project.folder}:/project:ro`, '--workdir', '/project'];
  const script = `node both.mjs && node_modules/.bin/earshot predict ${load}`;
  const image = 'node:24-bookworm-slim';
  const said = await docker('run', '--rm', ...rights, ...place, image, 'sh', '-c', script);
  expect(said).toMatch(
    /^v24\.\S+ allow-origin-mismatch allow-origin-mismatch true\nfunction object\nblocked \(allow-origin-missing\)/,
  );
});

test('publint and arethetypeswrong find nothing in it, and would', async ({ project }) => {
  const look = (tarball: string) => project.run([join(root, 'tools', 'package', 'check.mjs'), tarball]);
  expect(await look(project.tarball)).toEqual({ code: 0, output: '' });
  test.skip(!asksAll, isLong);
  const broken = join(project.folder, 'broken');
  cpSync(join(project.folder, 'node_modules', 'earshot'), broken, { recursive: true });
  const path = join(broken, 'package.json');
  const manifest = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    manifest.replace('dist/schema.js', 'dist/lost.js').replace('dist/index.d.ts', 'dist/lost.d.ts'),
  );
  execFileSync('tar', [
    '-czf',
    join(project.folder, 'broken.tgz'),
    '-C',
    project.folder,
    '--transform',
    's,^broken,package,',
    'broken',
  ]);
  const { code, output } = await look(join(project.folder, 'broken.tgz'));
  expect(code).toBe(1);
  expect(output).toMatch(/^publint: .*lost\.js/m);
  expect(output).toMatch(/^arethetypeswrong: FallbackCondition \. node16-esm$/m);
});

test('a browser that is missing is told in one line, with the command of the package manager in use', async ({
  project,
}) => {
  test.skip(!asksAll, isLong);
  const nowhere = { PATH: '', PLAYWRIGHT_BROWSERS_PATH: '/nowhere' };
  const check = ['check', 'http://127.0.0.1:9/song.mp3', '--page', 'https://app.example'];
  for (const [agent, command] of [
    ['npm/11.0.0 node/v24.0.0', 'npx'],
    ['pnpm/10.0.0 npm/? node/v24.0.0', 'pnpm exec'],
    ['yarn/4.0.0 npm/? node/v24.0.0', 'yarn'],
    ['bun/1.3.0 npm/? node/v24.0.0', 'bunx'],
  ] as const) {
    const { code, output } = await project.earshot(check, { ...nowhere, npm_config_user_agent: agent });
    expect(output).toMatch(/^Failed to start chromium: it is not installed\. Run: .*\n$/);
    expect(output).toContain(`Run: ${command} playwright install chromium`);
    expect(code).toBe(2);
  }
});

test('an installed package checks a server', async ({ project }) => {
  test.skip(lookForBrowser('chromium') === null, 'no Chromium is installed');
  const song = readFileSync(join(root, 'servers', 'audio', 'files', 'cdn', 'tone.wav'));
  const server = createServer((req, res) => {
    res.writeHead(200, { 'Content-Type': 'audio/wav', 'Content-Length': song.length });
    res.end(req.method === 'HEAD' ? undefined : song);
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/song.wav`;
    const args = [url, '--page', 'http://app.test', '--loader', 'audio-anonymous', '--no-prove'];
    const { code, output } = await project.earshot(['check', ...args]);
    expect(output).toContain('chromium: blocked (allow-origin-missing)');
    expect(code).toBe(1);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
