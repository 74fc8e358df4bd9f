import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { asksAll } from '../support/asks-all';
import { asked, isLong, root, test } from './packed-project';

test('a module imports it, and a CommonJS module requires it', async ({ project }) => {
  const esm = await project.runText(
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
  const commonJs = await project.runText(
    'common.cjs',
    `const { predict, check } = require('earshot');
console.log(predict(${asked}).outcome, typeof check, require('earshot/package.json').name);
`,
  );
  expect(commonJs.output).toBe('blocked function earshot\n');
});

test('what is malformed is refused by its place', async ({ project }) => {
  test.skip(!asksAll, isLong);
  const { output } = await project.runText(
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

test('the file of checks that it begins is typed by the package, and read by it', async ({ project }) => {
  const url = 'https://cdn.example/song.mp3';
  const begun = await project.earshot(['check', url, '--page', 'https://app.example', '--init']);
  expect(begun.code, begun.output).toBe(0);
  const file = join(project.folder, 'earshot.config.mjs');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain("import { defineConfig } from 'earshot';");
  project.write('earshot.config.mjs', text.replace(url, 'ftp://cdn.example/song.mp3'));
  const { code, output } = await project.earshot(['check']);
  expect(output).toContain('at checks[0].url, "ftp://cdn.example/song.mp3"');
  expect(code).toBe(2);
});

for (const [resolution, module] of [
  ['nodenext', 'nodenext'],
  ['bundler', 'esnext'],
] as const) {
  test(`its types are found by ${resolution}, and wrong use does not compile`, async ({ project }) => {
    test.skip(!asksAll && resolution !== 'nodenext', isLong);
    const compilerOptions = {
      ...{ module, moduleResolution: resolution, target: 'es2023', strict: true, noEmit: true, types: [] },
      lib: ['es2023', 'dom'],
    };
    const config = `tsconfig.${resolution}.json`;
    const commonJs = resolution === 'nodenext' ? ['typed.cts'] : [];
    const files = ['typed.mts', ...commonJs];
    project.write(config, JSON.stringify({ compilerOptions, files }));
    project.write(
      'typed.cts',
      `import earshot = require('earshot');
const outcome: earshot.Outcome = earshot.predict(${asked}).outcome;
export = outcome;
`,
    );
    project.write(
      'typed.mts',
      `import { check, defineConfig, predict, type CheckConfig, type CheckResult, type Load, type Outcome } from 'earshot';
import { jsonSchema } from 'earshot/schema';
const load: Load = ${asked};
export const outcome: Outcome = predict(load).outcome;
export const done: Promise<CheckResult> = check(load.url, { page: 'https://app.example', browsers: ['firefox'] });
export const schema: Record<string, unknown> = jsonSchema('check');
const config: CheckConfig = { pages: 'null', checks: [{ url: { env: 'SONG' }, expect: { audio: 'opaque' } }] };
export default defineConfig({ ...config, accept: 'missing-vary' });
// @ts-expect-error no browser is called so
defineConfig({ ...config, browsers: 'none-of-them' });
// @ts-expect-error no loader is called so
predict({ ...load, loader: 'none-of-them' });
// @ts-expect-error a number
export const wrong: number = predict(load).outcome;
`,
    );
    project.write(
      'typed.spec.mts',
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
    project.write(`suite.${config}`, JSON.stringify(suite));
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    expect(await project.run([tsc, '-p', `suite.${config}`])).toEqual({ code: 0, output: '' });
    expect(await project.run([tsc, '-p', config])).toEqual({ code: 0, output: '' });
  });
}

test('a page gets an oracle that no Node is in, of at most 40 kB beside the public suffix list', async ({
  project,
}) => {
  test.skip(!asksAll, isLong);
  project.write('page.js', `import { predict } from 'earshot';\nwindow.said = predict(${asked});\n`);
  project.write(
    'bundle.mjs',
    `import { build } from ${JSON.stringify(join(root, 'node_modules/vite/dist/node/index.js'))};
for (const [outDir, external] of [['bundled', []], ['alone', ['tldts']]])
  await build({
    root: ${JSON.stringify(project.folder)}, logLevel: 'error', configFile: false,
    build: { outDir, rolldownOptions: { external, input: 'page.js', output: { entryFileNames: 'page.js' } } },
  });
`,
  );
  const { code, output } = await project.run([join(project.folder, 'bundle.mjs')]);
  expect(code, output).toBe(0);
  const bundled = readFileSync(join(project.folder, 'bundled', 'page.js'));
  expect(bundled.toString()).not.toMatch(/node:|__vite-browser-external/);
  const window: { said?: { reason: string } } = {};
  runInNewContext(bundled.toString(), { window, TextEncoder, URL });
  expect(window.said?.reason).toBe('allow-origin-mismatch');
  const alone = readFileSync(join(project.folder, 'alone', 'page.js'));
  expect(gzipSync(alone, { level: 9 }).length).toBeLessThanOrEqual(40_000);
});
