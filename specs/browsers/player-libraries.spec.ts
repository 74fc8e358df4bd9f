import type { Page } from '@playwright/test';
import { originOf, type Ports } from '../../model/lab/topology/topology';
import { expect, test } from '../support';
import { violationsOf } from '../support/violations';

test.skip(
  ({ lab }) => lab.hosts === 'own-names',
  'the player is opened at a name under .localhost, which leads nowhere from inside a container',
);

const open = (page: Page, ports: Ports, query: string) =>
  page.goto(`${originOf(ports, 'player', 'http', 'localhost')}/${query}`);
const status = (page: Page) => page.getByRole('status');
const audio = (page: Page) => page.locator('[data-step=audio]');
const menu = (page: Page) => page.getByRole('combobox', { name: 'Loaded by' });
const button = (page: Page) => page.getByRole('button', { name: 'Get and Load Song' });

test('a library is chosen by keyboard, comes with the load alone, and plays without a word what script may not have', async ({
  page,
  lab,
}) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  await open(page, lab.ports, '?cdn=cdn-closed&direct=1');
  await menu(page).focus();
  await page.keyboard.type('howler');
  await expect(menu(page)).toHaveValue('howler');
  await expect(page).toHaveURL(/player=howler/);
  await expect(page.getByRole('radio', { name: 'use-credentials' })).toBeDisabled();
  await expect(page.locator('#code')).toContainText('new Howl({');
  expect(scripts.filter((path) => /howler|play-by-library/.test(path))).toEqual([]);

  await button(page).click();
  await expect(status(page)).toHaveText('The GET is skipped. The audio is opaque.');
  expect(scripts.filter((path) => path.startsWith('/lab/'))).toEqual(['/lab/howler.js']);
  await expect(audio(page)).toContainText('howler fires "load" all the same');
  const wire = page.getByRole('region', { name: 'What went over the wire' });
  await expect(wire.locator('.exchange')).not.toHaveCount(1);
  await expect(page.getByRole('group', { name: 'The loaded song' })).toHaveAttribute('data-hears', 'zeros');
  expect(await violationsOf(page)).toEqual([]);
});

test('a link brings a library, whose own words are shown and whose fix is in them', async ({ page, lab }) => {
  await open(page, lab.ports, '?cdn=cdn-open&policy=exact-credentials&credentials=include&player=videojs');
  await expect(menu(page)).toHaveValue('videojs');
  await button(page).click();
  await expect(audio(page)).toHaveAttribute('data-outcome', 'opaque');
  await expect(page.locator('#fix')).toContainText("Set up video.js with crossOrigin: 'anonymous'");
  await page.locator('#next').getByRole('link', { name: "crossOrigin: 'anonymous'" }).click();
  await expect(menu(page)).toHaveValue('videojs-anonymous');
  await expect(audio(page)).toHaveAttribute('data-outcome', 'readable');
  await expect(page.getByRole('group', { name: 'The loaded song' })).toHaveAttribute('data-hears', 'tone');
  await menu(page).selectOption('wavesurfer');
  await page.getByLabel('Policy').selectOption('none');
  await page.getByRole('checkbox', { name: 'Skip the GET: set src directly' }).check();
  await button(page).click();
  await expect(audio(page)).toHaveAttribute('data-reason', 'allow-origin-missing');
  await expect(audio(page)).toContainText(/wavesurfer\.js says: .*error: .*fetch/i);
});
