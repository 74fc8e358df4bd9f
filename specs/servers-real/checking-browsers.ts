import { openCheckBrowser, type CheckBrowser } from '../../runner/check/check-browser';
import { asksAll } from '../support/asks-all';
import { test as base } from '../support/browser-turn';

const engines = ['chromium', 'firefox'] as const;

interface Checking {
  /** One of each engine, for all cases of a worker. */
  readonly browsers: readonly CheckBrowser[];
}

/**
 * The engines that a server is asked by, of its number in the table; none where it is left for another time. All of them in
 * both take ten minutes. Firefox takes thrice as long as Chromium, and answers of servers are the same to both.
 */
export function enginesFor(number: number): readonly (typeof engines)[number][] {
  if (asksAll) return engines;
  if (number % 3 !== 0) return [];
  return [number % 9 === 6 ? 'firefox' : 'chromium'];
}

/** For specs that check servers as the command does. */
export const test = base.extend<object, Checking>({
  browsers: [
    async ({}, use) => {
      const options = { headers: [], mostRequests: 100_000, patience: 20_000 };
      const browsers: CheckBrowser[] = [];
      for (const engine of engines) browsers.push(await openCheckBrowser(engine, options));
      await use(browsers);
      for (const browser of browsers) await browser.close();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});
