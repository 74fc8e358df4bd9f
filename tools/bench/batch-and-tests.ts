import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { originOf } from '../../model/lab/topology/topology';
import { allScenarios } from '../../model/scenarios';
import { openLab } from '../../runner/lab/open-lab';
import { installedBrowser, launchBrowser } from '../../runner/browsers/launch';
import { sessionOf } from '../../runner/browsers/session/launched-browser';
import { labNetwork } from '../../runner/browsers/session/network';
import type { EngineName } from '../../model/evidence/engine';
import { measure } from '../../runner/measure/measure';
import { compareRates, type Comparison } from './comparison';

const testCount = 40;
const root = join(__dirname, '..', '..');

/** A spec with one test per cell, as one would write it by hand. */
const specText = (page: string, url: string): string => `
import { expect, test } from '@playwright/test';
for (let i = 0; i < ${testCount}; i++) {
  test('cell ' + i, async ({ page }) => {
    await page.goto(${JSON.stringify(page)});
    const bytes = await page.evaluate(async (url) => (await (await fetch(url)).arrayBuffer()).byteLength, ${JSON.stringify(url)} + '?test=' + i);
    expect(bytes).toBeGreaterThan(0);
  });
}`;

const configText = (executablePath: string): string => `
import { defineConfig } from '@playwright/test';
export default defineConfig({ testDir: '.', workers: 2, fullyParallel: true, reporter: [['json', { outputFile: 'results.json' }]],
  use: { launchOptions: { executablePath: ${JSON.stringify(executablePath)} } } });`;

/** Cells per second of Playwright with one test per cell, by its own clock. */
async function testsPerSecond(page: string, url: string, executablePath: string): Promise<number> {
  const folder = await mkdtemp(join(root, 'test-results-bench-'));
  try {
    await writeFile(join(folder, 'cells.spec.ts'), specText(page, url));
    await writeFile(join(folder, 'playwright.config.ts'), configText(executablePath));
    const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
    const child = spawn(process.execPath, [cli, 'test', '--config', folder], { stdio: 'ignore' });
    const code = await new Promise((resolve) => child.once('close', resolve));
    const report = JSON.parse(await readFile(join(folder, 'results.json'), 'utf8')) as {
      stats: { duration: number; expected: number };
    };
    if (code !== 0 || report.stats.expected !== testCount)
      throw new Error(`Failed to bench: Playwright ended with ${String(code)}`);
    return (1000 * testCount) / report.stats.duration;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Cells per second of the batch, over every scenario of the page `http`, against one Playwright test per cell. */
export async function batchAgainstTests(engine: EngineName): Promise<Comparison[]> {
  if (engine !== 'chromium')
    throw new Error('Failed to bench: one test per cell is measured in chromium alone');
  const lab = await openLab({ portBase: 0 });
  const address = { ports: lab.ports, spki: lab.spki, secret: lab.secret };
  try {
    const launched = await launchBrowser(engine, labNetwork(address));
    const some = allScenarios().filter(({ page }) => page === 'http');
    const started = performance.now();
    await measure({ scenarios: some, session: sessionOf(engine, launched, address), ...address });
    const ours = (1000 * some.length) / (performance.now() - started);
    await launched.close();
    const page = `${originOf(lab.ports, 'player', 'http', 'localhost')}/lab/http`;
    const url = `${originOf(lab.ports, 'cdn', 'http', 'localhost')}/p/wildcard/tone.mp3`;
    const beside = await testsPerSecond(page, url, installedBrowser(engine).executablePath);
    return [compareRates(`batch / one Playwright test per cell`, ours, beside, 'cells/s', '>= 30')];
  } finally {
    await lab.close();
  }
}
