import { join } from 'node:path';
import { expect } from '@playwright/test';
import { lookForBrowser } from '../../runner/browsers/launch';
import { asksAll } from '../support/asks-all';
import { buildPlayer, followGuide } from '../support/guided-project';
import { test } from './packed-project';

test('a lab of a program ends with it', async ({ project }) => {
  followGuide(project.folder);
  expect(await project.run([join(project.folder, 'scripts', 'lab.mjs')])).toEqual({
    code: 0,
    output: 'http://app.test/ []\n',
  });
  const { output } = await project.runText(
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

test('a project tests its player as the guide tells, and a test that fails tells the reason and the fix', async ({
  project,
}) => {
  test.setTimeout(600_000);
  test.skip(lookForBrowser('chromium') === null, 'no Chromium is installed');
  followGuide(project.folder);
  await buildPlayer(project.folder);
  project.write('tests/red.spec.mjs', red);
  const asked = asksAll ? [] : ['player', 'red', '--project', 'chromium', '-g', 'heard'];
  const playwright = join(project.folder, 'node_modules', '@playwright', 'test', 'cli.js');
  const { code, output } = await project.run([playwright, 'test', ...asked, '--reporter', 'list']);
  expect(code, output).toBe(1);
  const engines = asksAll ? 2 : 1;
  expect(output).toContain(`${engines} failed\n`);
  expect(output).toContain(`${engines * (asksAll ? 6 : 1)} passed`);
  expect(output).toContain('Received: blocked (allow-origin-missing): it does not load.');
  expect(output).toMatch(/Fix\n.*Access-Control-Allow-Origin: (\*|https:\/\/app\.test)/s);
});
