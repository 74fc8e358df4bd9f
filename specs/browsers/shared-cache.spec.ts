import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContextOptions } from '@playwright/test';
import { hostName, originOf } from '../../model/lab/topology/topology';
import { hostOf } from '../../runner/lab/lab-hosts';
import { readLedgers } from '../../runner/measure/ledgers';
import { expect, test as base } from '../support';
import { isMissing } from '../support/is-missing';
import { findNginx, startSharedCache, type SharedCache } from '../support/shared-cache';

const nginx = findNginx();

const test = base.extend<object, { cache: SharedCache }>({
  cache: [
    async ({ lab }, use) => {
      const upstream = `${hostOf('cdn', lab.hosts ?? 'loopback')}:${lab.ports.cdn.http}`;
      const cache = await startSharedCache(nginx!, upstream);
      await use(cache);
      await cache.close();
    },
    { scope: 'worker' },
  ],
});

const noNginx = 'no nginx on this system to be the cache: install nginx-light, or nginx';
test.skip(() => isMissing('nginx', nginx === null ? noNginx : null), noNginx);
test.skip(
  ({ lab }) => lab.hosts === 'own-names',
  'the cache of the specs listens on loopback, the names lead elsewhere',
);

/** Loads a URL by a media element of a page in a profile of its own, so that no browser's cache has a part in it. */
async function load(
  browser: Browser,
  options: BrowserContextOptions,
  page: string,
  audio: { readonly url: string; readonly crossOrigin: 'anonymous' | null },
): Promise<string> {
  const context = await browser.newContext(options);
  try {
    const tab = await context.newPage();
    await tab.goto(page);
    return await tab.evaluate(
      ({ url, crossOrigin }) =>
        new Promise<string>((resolve) => {
          const element = new Audio();
          element.crossOrigin = crossOrigin;
          element.addEventListener('canplaythrough', () => resolve('loads'));
          element.addEventListener('error', () => resolve('error'));
          element.src = url;
        }),
      audio,
    );
  } finally {
    await context.close();
  }
}

for (const { policy, then, asked } of [
  { policy: 'cached-store', then: 'error', asked: 1 },
  { policy: 'cached-store-vary', then: 'loads', asked: 2 },
] as const) {
  const fault = 'what a load without Origin left in a shared cache is given to a CORS load';
  const title = then === 'error' ? `without Vary, ${fault}, which fails` : 'with Vary: Origin, it is not';
  test(title, async ({ browser, contextOptions, lab, cache }) => {
    const token = randomUUID();
    const page = `${originOf(lab.ports, 'player', 'http', 'test')}/lab/http`;
    const url = `http://${hostName('cdn', 'test')}:${cache.port}/p/${policy}/tone.mp3?t=${token}`;
    expect(await load(browser, contextOptions, page, { url, crossOrigin: null })).toBe('loads');
    expect(await load(browser, contextOptions, page, { url, crossOrigin: 'anonymous' })).toBe(then);
    const { byToken } = await readLedgers(lab.ports, [token], lab.hosts);
    expect(byToken.get(token)).toHaveLength(asked);
  });
}
