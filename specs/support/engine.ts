import type { Browser } from '@playwright/test';
import { engines } from '../../runner/browsers/engines';
import { launchBrowser } from '../../runner/browsers/launch';
import { sessionOf, type LaunchedBrowser } from '../../runner/browsers/session/launched-browser';
import { labNetwork } from '../../runner/browsers/session/network';
import type { LabAddress } from '../../runner/lab/lab-address';
import type { BrowserSession } from '../../runner/browsers/session/session';
import type { EngineName } from '../../model/evidence/engine';
import { openLabAt } from '../../runner/lab/open-lab';
import { test as base } from './browser-turn';
import { reusePages } from './reuse-pages';

export interface EngineOptions {
  /** The browser that a project measures in. */
  readonly engine: EngineName;
}

interface WorkerFixtures extends EngineOptions {
  /** An embedded lab on free ports; with EARSHOT_LAB=compose the stack, with EARSHOT_LAB=attach the lab at EARSHOT_LAB_URL. */
  readonly lab: LabAddress;
  readonly launched: LaunchedBrowser;
  /** The browser as the measurement drives it. Pages stay open from one test to the next. */
  readonly session: BrowserSession;
  readonly browser: Browser;
}

const attached = (): string | undefined =>
  process.env.EARSHOT_LAB === undefined
    ? undefined
    : (process.env.EARSHOT_LAB_URL ?? 'http://player.localhost:8100');

export const test = base.extend<object, WorkerFixtures>({
  engine: ['chromium', { option: true, scope: 'worker' }],
  lab: [
    async ({}, use) => {
      const lab = await openLabAt(attached(), { portBase: 0 });
      await use(lab);
      await lab.close();
    },
    { scope: 'worker' },
  ],
  launched: [
    async ({ engine, lab }, use) => {
      const launched = await launchBrowser(engine, labNetwork(lab));
      await use(launched);
      await launched.close();
    },
    { scope: 'worker' },
  ],
  session: [
    async ({ engine, launched, lab }, use) => {
      const session = reusePages(sessionOf(engine, launched, lab));
      await use(session);
      await session.close();
    },
    { scope: 'worker' },
  ],
  browser: [
    async ({ launched, engine }, use) => {
      const { browser } = launched;
      if (!browser) throw new Error(`Playwright does not drive this ${engine}: use the fixture "measured"`);
      await use(browser);
    },
    { scope: 'worker' },
  ],
  contextOptions: async ({ engine }, use) => use({ ignoreHTTPSErrors: engines[engine].trustsAnyCertificate }),
});
