import { expect } from '@playwright/test';
import type { Page } from 'playwright';
import { runResult } from '../../runner/report/run-schema';
import { asksAll } from '../support/asks-all';
import { test } from '../support/browser-turn';
import { startUnsteadyProxy, type UnsteadyProxy } from '../support/unsteady-proxy';
import { openLink, withPlainPage } from './open-link';

/** Opens a link whose runner is behind a proxy that cuts connections. */
async function openBehind(
  url: string,
  seed: number,
  chance: number,
  use: (page: Page, proxy: UnsteadyProxy) => Promise<void>,
): Promise<void> {
  const [, port = ''] = /[?&]at=(\d+)\./.exec(url) ?? [];
  const proxy = await startUnsteadyProxy(Number(port), seed, chance);
  try {
    await withPlainPage(async (page) => {
      await page.goto(url.replace(`at=${port}.`, `at=${proxy.port}.`));
      await page.getByRole('button', { name: 'Begin' }).click();
      await use(page, proxy);
    });
  } finally {
    await proxy.close();
  }
}

const some = ['--only', 'http/*/other-site/{none,wildcard,exact}', 'http/*/same-origin/none', '--json', '-'];

for (const seed of [1, 2, 3]) {
  test(`connections to the runner that drop lose no load, and count none twice: seed ${seed}`, async () => {
    test.skip(!asksAll, 'npm run test:all asks it');
    test.setTimeout(120_000);
    const { code, stdout, stderr } = await openLink(some, (url) =>
      openBehind(url, seed, 0.25, async (page, proxy) => {
        await expect(page.getByRole('status')).toContainText('Done: ', { timeout: 100_000 });
        expect(proxy.cuts.before + proxy.cuts.request).toBeGreaterThan(0);
        expect(proxy.cuts.answer).toBeGreaterThan(0);
      }),
    );
    const { measurements } = runResult.parse(JSON.parse(stdout));
    expect(measurements.filter(({ verdict }) => verdict !== 'as predicted')).toEqual([]);
    expect(measurements.length).toBeGreaterThan(20);
    expect(new Set(measurements.map(({ id }) => id)).size).toBe(measurements.length);
    expect(code, stderr).toBe(0);
  });
}

test('a runner that is out of reach for a while is asked until it is there again, and the page says so', async () => {
  test.skip(!asksAll, 'npm run test:all asks it');
  const { code, stdout } = await openLink(some, (url) =>
    openBehind(url, 1, 0, async (page, proxy) => {
      await expect(page.getByRole('progressbar')).toBeVisible();
      proxy.setOpen(false);
      await expect(page.getByRole('status')).toContainText('The terminal does not answer. Trying again');
      proxy.setOpen(true);
      await expect(page.getByRole('status')).toContainText('Done: ', { timeout: 50_000 });
    }),
  );
  const { measurements } = runResult.parse(JSON.parse(stdout));
  expect(measurements.filter(({ verdict }) => verdict !== 'as predicted')).toEqual([]);
  expect(code).toBe(0);
});

test('loads that fail while the whole network is away are no finding', async () => {
  test.skip(!asksAll, 'npm run test:all asks it');
  // So many that some are on their way when the network goes.
  const many = 'http/*/other-site/{none,wildcard,exact,null,empty,list,other-origin,two-lines}';
  const { stdout } = await openLink(['--only', many, '--json', '-'], (url) =>
    withPlainPage(async (page) => {
      await page.goto(url);
      await page.getByRole('button', { name: 'Begin' }).click();
      // The control loads are fewer.
      const most = () => page.getByRole('progressbar').evaluate(({ max }: HTMLProgressElement) => max);
      await expect.poll(most, { intervals: [20] }).toBeGreaterThan(20);
      await page.context().setOffline(true);
      await expect(page.getByRole('status')).toContainText('The terminal does not answer.');
      await page.context().setOffline(false);
      await expect(page.getByRole('status')).toContainText('Done: ', { timeout: 50_000 });
    }),
  );
  const { measurements } = runResult.parse(JSON.parse(stdout));
  expect(measurements.filter(({ verdict }) => verdict === 'surprise')).toEqual([]);
  // A few are asked again, and more are left inconclusive.
  const waited = measurements.filter(
    ({ labError, askedAgain }) =>
      askedAgain === true || labError?.message.includes('the network to come back'),
  );
  expect(waited.length).toBeGreaterThan(0);
});

test('a page that is loaded again ends the run, which is told on both sides', async () => {
  const { code, stderr } = await openLink(['--only', 'http/*/other-site/*'], (url) =>
    withPlainPage(async (page) => {
      await page.goto(url);
      await page.getByRole('button', { name: 'Begin' }).click();
      const ended = () => page.getByRole('progressbar').evaluate(({ value }: HTMLProgressElement) => value);
      await expect.poll(ended, { intervals: [20] }).toBeGreaterThan(0);
      await page.reload();
      await expect(page.getByRole('status')).toContainText(
        'so its run has ended. Run "npx earshot open" again.',
      );
    }),
  );
  expect(stderr).toContain('its page was closed or loaded again');
  expect(code).toBe(2);
});
