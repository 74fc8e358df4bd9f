import { openCheckBrowser, type CheckBrowser } from '../../runner/check/check-browser';
import { test as base } from '../support/browser-turn';
import { app } from './cases/server-case';

/** Every page that a case has. */
const pages = [app, 'https://music.app.example', 'http://music.app.example', 'http://app.example'].map(
  (origin) => ({ origin }),
);

interface Checking {
  /** One of each engine, for all cases of a worker. */
  readonly browsers: readonly CheckBrowser[];
}

/** For specs that check servers as the command does. */
export const test = base.extend<object, Checking>({
  browsers: [
    async ({}, use) => {
      const options = { pages, headers: [], mostRequests: 100_000, patience: 20_000 };
      const browsers: CheckBrowser[] = [];
      for (const engine of ['chromium', 'firefox'] as const)
        browsers.push(await openCheckBrowser(engine, options));
      await use(browsers);
      for (const browser of browsers) await browser.close();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});
