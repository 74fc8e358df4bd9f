import type { Page } from '@playwright/test';
import { originOf } from '../../model/lab/topology/topology';
import { expect, test } from '../support';
import { violationsOf } from '../support/violations';

test.skip(
  ({ lab }) => lab.hosts === 'own-names',
  'the player is opened at a name under .localhost, which leads nowhere from inside a container',
);

const load = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Get and Load Song' }).click();
  await expect(page.getByRole('region', { name: 'What came of it' })).toBeVisible();
};

const states: readonly { title: string; query: string; reach?: (page: Page) => Promise<void> }[] = [
  { title: 'at the start', query: '' },
  { title: 'with a refused GET', query: '?cdn=cdn-closed', reach: load },
  { title: 'with a readable song', query: '?cdn=cdn-open&crossorigin=anonymous', reach: load },
  { title: 'with an opaque song', query: '?cdn=cdn-closed&direct=1', reach: load },
  { title: 'with an address that it does not know', query: '?cdn=nothing' },
  { title: 'with a header line that is none', query: '?headers=nothing' },
  {
    title: 'with a dimmed verdict',
    query: '?cdn=cdn-closed',
    async reach(page) {
      await load(page);
      await page.getByRole('radio', { name: 'cdn-open' }).check();
      await expect(page.getByText('The choices have changed since')).toBeVisible();
    },
  },
];

for (const { title, query, reach } of states) {
  test(`the player has no accessibility violation ${title}, light and dark`, async ({ page, lab }) => {
    await page.goto(`${originOf(lab.ports, 'player', 'http', 'localhost')}/${query}`);
    await reach?.(page);
    expect(await violationsOf(page)).toEqual([]);
  });
}

test('the player fits a phone 360 pixels wide', async ({ browser, lab, contextOptions }) => {
  const context = await browser.newContext({ ...contextOptions, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(
    `${originOf(lab.ports, 'player', 'http', 'localhost')}/?cdn=cdn-open&crossorigin=anonymous`,
  );
  await load(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await context.close();
});
