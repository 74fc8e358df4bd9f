import { originOf } from '../../model/lab/topology/topology';
import { openLab } from '../../runner/lab/open-lab';
import { expect, test as base } from '../support';

/** A lab of its own, whose servers may be stopped. */
const test = base.extend<{ ownLab: Awaited<ReturnType<typeof openLab>> }>({
  ownLab: async ({}, use) => {
    const ownLab = await openLab({ portBase: 0 });
    await use(ownLab);
    await ownLab.close();
  },
});

test.skip(({ lab }) => lab.hosts === 'own-names', 'the lab is not on the machine of this browser');

test('a CDN that is stopped while the page is open is told as that, and not as CORS', async ({
  page,
  ownLab,
}) => {
  const silent = (server: 'cdn-open' | 'cdn-credentials'): string =>
    `The CDN does not answer at ${originOf(ownLab.ports, server, 'http', 'localhost')}: is the lab still running?`;
  const button = page.getByRole('button', { name: 'Get and Load Song' });
  const step = (name: 'get' | 'audio') => page.locator(`[data-step=${name}]`);
  await page.goto(`${originOf(ownLab.ports, 'player', 'http', 'localhost')}/?cdn=cdn-open`);
  await button.click();
  await expect(step('get')).toHaveAttribute('data-outcome', 'readable');

  await ownLab.stop('cdn-open');
  await button.click();
  await expect(step('get')).toHaveAttribute('data-outcome', 'inconclusive');
  await expect(step('get')).toContainText(silent('cdn-open'));
  await page.getByRole('checkbox', { name: 'Skip the GET' }).check();
  await button.click();
  await expect(step('audio')).toHaveAttribute('data-outcome', 'inconclusive');
  await expect(step('audio')).toContainText(silent('cdn-open'));
  await expect(page.locator('#fix')).toBeHidden();

  await page.getByRole('radio', { name: 'cdn-credentials' }).check();
  await ownLab.stop('cdn-credentials');
  await page.getByRole('button', { name: 'Log in at the CDN' }).click();
  await expect(page.getByRole('status')).toHaveText(silent('cdn-credentials'));

  await ownLab.close();
  await button.click();
  await expect(step('audio')).toContainText(silent('cdn-credentials'));
  await expect(page.locator('#wire-note')).toHaveText('No server told what it saw of this load.');
});
