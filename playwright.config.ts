import { defineConfig } from '@playwright/test';
import type { EngineOptions } from './specs/support';
import { asksAll } from './specs/support/asks-all';
import { asksWebKit } from './specs/support/asks-webkit';

/** The other specs drive the browser by Playwright's own page. */
const webkit = {
  name: 'webkit',
  testDir: 'specs/browsers',
  testMatch: ['**/scenarios.spec.ts', '**/exchange.spec.ts'],
  use: { engine: 'webkit' as const },
};

/** What these find out comes of requests and pages that are nearly alike in each engine, and takes long in Firefox. */
const nearlyAlike = [
  '**/attacks.spec.ts',
  '**/check.spec.ts',
  '**/check-addresses.spec.ts',
  '**/check-browsers-alone.spec.ts',
  '**/check-cookies.spec.ts',
  '**/check-stream.spec.ts',
  '**/check-hard-targets.spec.ts',
  '**/check-libraries.spec.ts',
  '**/check-page-url.spec.ts',
  '**/earshot-test-*.spec.ts',
  '**/player.spec.ts',
  '**/player-*.spec.ts',
  '**/shared-cache.spec.ts',
];

const inCi = process.env.CI !== undefined;

export default defineConfig<object, EngineOptions>({
  testDir: 'specs',
  outputDir: 'test-results',
  forbidOnly: inCi,
  globalSetup: [
    './specs/support/built-command.ts',
    ...(process.env.EARSHOT_LAB === 'compose' ? ['./specs/support/compose-lab.ts'] : []),
  ],
  retries: 0,
  workers: 2,
  // Bounds on what hangs, with no say in how fast a machine must be: under a load of 15 on two processors a test of
  // 15 s has taken three minutes.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: [
    [inCi ? 'line' : 'list'],
    ['html', { open: 'never' }],
    ['json', { outputFile: 'test-results/results.json' }],
    ['junit', { outputFile: 'test-results/junit.xml' }],
    ['./specs/reporters/verdict-summary.ts'],
    ['./specs/reporters/skipped-specs.ts'],
    ['./specs/reporters/failed-specs.ts'],
    ['./specs/reporters/write-plan.ts'],
  ],
  projects: [
    // In this order: a stack works while no browser does (see specs/support/take-turns.ts), so it is first, and beside it
    // what needs no browser. Its stacks share their ports. Short files come last, so that no worker waits long at the end.
    { name: 'stack', testDir: 'specs/stack', workers: 1 },
    { name: 'model', testDir: 'specs/model' },
    { name: 'servers', testDir: 'specs/servers' },
    // Servers that other people wrote, told what a recipe says.
    { name: 'servers-real', testDir: 'specs/servers-real' },
    { name: 'chromium', testDir: 'specs/browsers', use: { engine: 'chromium' } },
    {
      name: 'firefox',
      testDir: 'specs/browsers',
      testIgnore: asksAll ? [] : nearlyAlike,
      use: { engine: 'firefox' },
    },
    ...(asksWebKit ? [webkit] : []),
    { name: 'runner', testDir: 'specs/runner' },
  ],
});
