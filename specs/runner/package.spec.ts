import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { lookForBrowser } from '../../runner/browsers/launch';
import { packInto, type Packed } from '../../tools/package/pack-into';
import { asksAll } from '../support/asks-all';
import { docker, whyNoCompose } from '../support/compose';
import { isMissing } from '../support/is-missing';
import { buildPlayer, followGuide } from './guided-project';
import { runProgram } from './run-program';

const root = join(__dirname, '..', '..');

/** Outside of the clone, so that nothing in it is found by accident. */
let project: string;
let packed: Packed;

/** Why npm test leaves some of them out. */
const isLong = 'npm run test:all asks it';

test.beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'earshot-package-'));
  packed = packInto(project);
});

test.afterAll(() => rmSync(project, { recursive: true, force: true }));

const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  runProgram(process.execPath, args, { cwd: project, env });

const earshot = (args: readonly string[], env?: NodeJS.ProcessEnv) =>
  run([join(project, 'node_modules', '.bin', 'earshot'), ...args], env);

/** Writes a program into the project, and runs it. */
function runText(name: string, text: string) {
  writeFileSync(join(project, name), text);
  return run([join(project, name)]);
}

test('the package is small, and has no source, no compiler and no script that runs when it is installed', () => {
  expect(packed.entryCount).toBeLessThanOrEqual(120);
  expect(packed.unpackedSize).toBeLessThanOrEqual(3_000_000);
  const paths = packed.files.map(({ path }) => path);
  expect(paths.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([]);
  for (const name of ['ts-node', 'typescript', 'selenium-webdriver'])
    expect(existsSync(join(project, 'node_modules', name)), name).toBe(false);
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  expect(Object.keys(scripts).filter((name) => name.endsWith('install'))).toEqual([]);
});

test('the command line of a package answers, and loads no driver for it', async () => {
  test.skip(!asksAll, isLong);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(await earshot(['--version'])).toEqual({ code: 0, output: `${version}\n` });
  const load = ['--page', 'https://app.example', '--url', 'https://cdn.example/song.mp3'];
  const { code, output } = await earshot(['predict', ...load]);
  expect(output).toMatch(/^blocked \(allow-origin-missing\)/);
  expect(code).toBe(0);
});

const asked =
  "{ page: 'https://app.example', url: 'https://cdn.example/song.mp3', response: { headers: { 'Access-Control-Allow-Origin': 'https://other.example' } } }";

test('a module imports it, and a CommonJS module requires it', async () => {
  const esm = await runText(
    'module.mjs',
    `import { explain, findFix, predict } from 'earshot';
import { jsonSchema, schemaNames } from 'earshot/schema';
const load = ${asked};
console.log(predict(load).reason, explain(load).mismatch);
console.log(findFix(load).fix.headers[0].join(': '), schemaNames.includes('check'), jsonSchema('check').type);
`,
  );
  expect(esm.output).toBe(
    `allow-origin-mismatch sent "https://other.example", wanted "https://app.example": another host
Access-Control-Allow-Origin: * true object
`,
  );
  const commonJs = await runText(
    'common.cjs',
    `const { predict, check } = require('earshot');
console.log(predict(${asked}).outcome, typeof check, require('earshot/package.json').name);
`,
  );
  expect(commonJs.output).toBe('blocked function earshot\n');
});

test('it works on Node 24 as well, as a user without rights, from a disk that can only be read', async () => {
  const why = await whyNoCompose();
  test.skip(isMissing('stack', why), why ?? '');
  writeFileSync(
    join(project, 'both.mjs'),
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
  chmodSync(project, 0o755);
  // Without a network: one more of it would have Chromium's loads on this machine fail.
  const rights = ['--network', 'none', '--read-only', '--cap-drop', 'ALL', '--user', '1234:1234'];
  const place = ['--volume', `${project}:/project:ro`, '--workdir', '/project'];
  const script = `node both.mjs && node_modules/.bin/earshot predict ${load}`;
  const image = 'node:24-bookworm-slim';
  const said = await docker('run', '--rm', ...rights, ...place, image, 'sh', '-c', script);
  expect(said).toMatch(
    /^v24\.\S+ allow-origin-mismatch allow-origin-mismatch true\nfunction object\nblocked \(allow-origin-missing\)/,
  );
});

test('publint and arethetypeswrong find nothing in it, and would', async () => {
  const look = (tarball: string) => run([join(root, 'tools', 'package', 'check.mjs'), tarball]);
  expect(await look(join(project, packed.filename))).toEqual({ code: 0, output: '' });
  test.skip(!asksAll, isLong);
  const broken = join(project, 'broken');
  cpSync(join(project, 'node_modules', 'earshot'), broken, { recursive: true });
  const path = join(broken, 'package.json');
  const manifest = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    manifest.replace('dist/schema.js', 'dist/lost.js').replace('dist/index.d.ts', 'dist/lost.d.ts'),
  );
  execFileSync('tar', [
    '-czf',
    join(project, 'broken.tgz'),
    '-C',
    project,
    '--transform',
    's,^broken,package,',
    'broken',
  ]);
  const { code, output } = await look(join(project, 'broken.tgz'));
  expect(code).toBe(1);
  expect(output).toMatch(/^publint: .*lost\.js/m);
  expect(output).toMatch(/^arethetypeswrong: FallbackCondition \. node16-esm$/m);
});

test('what is malformed is refused by its place', async () => {
  test.skip(!asksAll, isLong);
  const { output } = await runText(
    'wrong.mjs',
    `import { check, predict, UsageError } from 'earshot';
const said = (error) => console.log(error instanceof UsageError, error.message);
try { predict({ page: 'app.example', url: 'https://cdn.example/a.mp3', response: {} }); } catch (error) { said(error); }
await check('ftp://cdn.example/a.mp3', { page: 'https://app.example' }).catch(said);
`,
  );
  expect(output).toContain('true Failed to read the load: at page, "app.example": want an origin such as');
  expect(output).toContain(
    'true Failed to read the check: at url, "ftp://cdn.example/a.mp3": want an http or https URL',
  );
});

for (const [resolution, module] of [
  ['nodenext', 'nodenext'],
  ['bundler', 'esnext'],
] as const) {
  test(`its types are found by ${resolution}, and wrong use does not compile`, async () => {
    test.skip(!asksAll && resolution !== 'nodenext', isLong);
    const compilerOptions = {
      ...{ module, moduleResolution: resolution, target: 'es2023', strict: true, noEmit: true, types: [] },
      lib: ['es2023', 'dom'],
    };
    const config = `tsconfig.${resolution}.json`;
    const commonJs = resolution === 'nodenext' ? ['typed.cts'] : [];
    const files = ['typed.mts', ...commonJs];
    writeFileSync(join(project, config), JSON.stringify({ compilerOptions, files }));
    writeFileSync(
      join(project, 'typed.cts'),
      `import earshot = require('earshot');
const outcome: earshot.Outcome = earshot.predict(${asked}).outcome;
export = outcome;
`,
    );
    writeFileSync(
      join(project, 'typed.mts'),
      `import { check, predict, type CheckResult, type Load, type Outcome } from 'earshot';
import { jsonSchema } from 'earshot/schema';
const load: Load = ${asked};
export const outcome: Outcome = predict(load).outcome;
export const done: Promise<CheckResult> = check(load.url, { page: 'https://app.example', browsers: ['firefox'] });
export const schema: Record<string, unknown> = jsonSchema('check');
// @ts-expect-error no loader is called so
predict({ ...load, loader: 'none-of-them' });
// @ts-expect-error a number
export const wrong: number = predict(load).outcome;
`,
    );
    writeFileSync(
      join(project, 'typed.spec.mts'),
      `import { startLab, type Lab } from 'earshot/lab';
import { expect, test } from 'earshot/test';
export const lab: Promise<Lab> = startLab({ signal: AbortSignal.timeout(1_000) });
test('a player', async ({ page, lab }) => {
  await page.goto(lab.page('http://app.test', { html: lab.cdn('wildcard', { scheme: 'https' }) }));
  await expect(page.locator('audio')).toPlay({ timeout: 1_000 });
  await expect(await page.evaluateHandle(() => new GainNode(new AudioContext()))).not.toBeOpaque();
  await expect(page.locator('audio')).toBeBlocked({ reason: 'allow-origin-missing' });
  await expect(page.locator('audio')).toBeVisible();
  const status: number | null | undefined = lab.requests('')[0]?.status;
  expect(status).toBe(200);
  // @ts-expect-error no policy is called so
  lab.cdn('none-of-them');
  // @ts-expect-error no reason is called so
  await expect(page.locator('audio')).toBeBlocked({ reason: 'none-of-them' });
});
`,
    );
    // Playwright's own types want those of Node.
    const suite = {
      extends: `./${config}`,
      compilerOptions: { skipLibCheck: true },
      files: ['typed.spec.mts'],
    };
    writeFileSync(join(project, `suite.${config}`), JSON.stringify(suite));
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    expect(await run([tsc, '-p', `suite.${config}`])).toEqual({ code: 0, output: '' });
    expect(await run([tsc, '-p', config])).toEqual({ code: 0, output: '' });
  });
}

test('a page gets an oracle that no Node is in, of at most 40 kB beside the public suffix list', async () => {
  test.skip(!asksAll, isLong);
  writeFileSync(
    join(project, 'page.js'),
    `import { predict } from 'earshot';\nwindow.said = predict(${asked});\n`,
  );
  writeFileSync(
    join(project, 'bundle.mjs'),
    `import { build } from ${JSON.stringify(join(root, 'node_modules/vite/dist/node/index.js'))};
for (const [outDir, external] of [['bundled', []], ['alone', ['tldts']]])
  await build({
    root: ${JSON.stringify(project)}, logLevel: 'error', configFile: false,
    build: { outDir, rolldownOptions: { external, input: 'page.js', output: { entryFileNames: 'page.js' } } },
  });
`,
  );
  const { code, output } = await run([join(project, 'bundle.mjs')]);
  expect(code, output).toBe(0);
  const bundled = readFileSync(join(project, 'bundled', 'page.js'));
  expect(bundled.toString()).not.toMatch(/node:|__vite-browser-external/);
  const window: { said?: { reason: string } } = {};
  runInNewContext(bundled.toString(), { window, TextEncoder, URL });
  expect(window.said?.reason).toBe('allow-origin-mismatch');
  const alone = readFileSync(join(project, 'alone', 'page.js'));
  expect(gzipSync(alone, { level: 9 }).length).toBeLessThanOrEqual(40_000);
});

test('a browser that is missing is told in one line, with the command of the package manager in use', async () => {
  test.skip(!asksAll, isLong);
  const nowhere = { PATH: '', PLAYWRIGHT_BROWSERS_PATH: '/nowhere' };
  const check = ['check', 'http://127.0.0.1:9/song.mp3', '--page', 'https://app.example'];
  for (const [agent, command] of [
    ['npm/11.0.0 node/v24.0.0', 'npx'],
    ['pnpm/10.0.0 npm/? node/v24.0.0', 'pnpm exec'],
    ['yarn/4.0.0 npm/? node/v24.0.0', 'yarn'],
    ['bun/1.3.0 npm/? node/v24.0.0', 'bunx'],
  ] as const) {
    const { code, output } = await earshot(check, { ...nowhere, npm_config_user_agent: agent });
    expect(output).toMatch(/^Failed to start chromium: it is not installed\. Run: .*\n$/);
    expect(output).toContain(`Run: ${command} playwright install chromium`);
    expect(code).toBe(2);
  }
});

test('an installed package checks a server', async () => {
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
    const { code, output } = await earshot(['check', ...args]);
    expect(output).toContain('chromium: blocked (allow-origin-missing)');
    expect(code).toBe(1);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('a lab of a program ends with it', async () => {
  followGuide(project);
  expect(await run([join(project, 'scripts', 'lab.mjs')])).toEqual({
    code: 0,
    output: 'http://app.test/ []\n',
  });
  const { output } = await runText(
    'interrupted.mjs',
    `import { startLab } from 'earshot/lab';
import { createServer } from 'node:net';
if (process.argv[2] !== 'again') {
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, [process.argv[1], 'again'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = Number(await new Promise((resolve) => child.stdout.once('data', resolve)));
  child.kill('SIGINT');
  const signal = await new Promise((resolve) => child.once('exit', (_code, name) => resolve(name)));
  createServer().listen(port, '127.0.0.1', function () { console.log(signal, 'and its port is free'); this.close(); });
} else console.log(new URL((await startLab()).cdn('none')).port);
`,
  );
  expect(output).toBe('SIGINT and its port is free\n');
});

/** Fails, so that somebody reads what it says. */
const red = `import { expect, test } from 'earshot/test';
test('a CDN without CORS is heard', async ({ page, lab }) => {
  await page.goto(lab.page('https://app.test', { html: '<audio crossorigin autoplay src="' + lab.cdn('none', { scheme: 'https' }) + '">' }));
  await expect(page.locator('audio')).toPlay();
});
`;

test('a project tests its player as the guide tells, and a test that fails tells the reason and the fix', async () => {
  test.setTimeout(600_000);
  test.skip(lookForBrowser('chromium') === null, 'no Chromium is installed');
  followGuide(project);
  await buildPlayer(project);
  writeFileSync(join(project, 'tests', 'red.spec.mjs'), red);
  const asked = asksAll ? [] : ['player', 'red', '--project', 'chromium', '-g', 'heard'];
  const playwright = join(project, 'node_modules', '@playwright', 'test', 'cli.js');
  const { code, output } = await run([playwright, 'test', ...asked, '--reporter', 'list']);
  expect(code, output).toBe(1);
  const engines = asksAll ? 2 : 1;
  expect(output).toContain(`${engines} failed\n`);
  expect(output).toContain(`${engines * (asksAll ? 6 : 1)} passed`);
  expect(output).toContain('Received: blocked (allow-origin-missing): it does not load.');
  expect(output).toMatch(/Fix\n.*Access-Control-Allow-Origin: (\*|https:\/\/app\.test)/s);
});
