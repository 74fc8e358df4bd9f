import type { Locator, Page } from '@playwright/test';
import { stops, type Stop } from '../../model/lab/tour/stops';
import { originOf } from '../../model/lab/topology/topology';
import { expect, test } from '../support';
import { violationsOf } from '../support/violations';
import { asksAll } from '../support/asks-all';

test.skip(
  ({ lab }) => lab.hosts === 'own-names',
  'the player is opened at a name under .localhost, which leads nowhere from inside a container',
);

const show = (page: Page) => page.getByRole('button', { name: 'Show this stop' });

/** The stop shows what its sentence claims. Its reason is known at the player alone. */
async function expectShown(page: Page, { relation, loader, page: at, outcome, reason }: Stop): Promise<void> {
  if (relation === 'same-origin') {
    await expect(page.getByRole('group', { name: 'The local song' })).toHaveAttribute('data-hears', 'tone');
    await expect(page.getByRole('status')).toContainText('own song plays');
    return;
  }
  const step = page.locator(`[data-step=${loader.startsWith('audio') ? 'audio' : 'get'}]`);
  await expect(step).toHaveAttribute('data-outcome', outcome);
  if (at !== 'evil' && reason !== null) await expect(step).toHaveAttribute('data-reason', reason);
}

const maxTabs = 80;

async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let count = 0; count < maxTabs; count += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${maxTabs} presses of Tab do not lead to ${String(target)}`);
}

test('the tour is walked by keyboard alone, by roles and names; each stop shows what it claims, and axe finds nothing', async ({
  page,
  lab,
  engine,
}) => {
  await page.goto(`${originOf(lab.ports, 'player', 'http', 'localhost')}/`);
  await tabTo(page, page.getByRole('region', { name: 'The tour' }).getByRole('link', { name: /^Begin: / }));
  await page.keyboard.press('Enter');
  for (const [index, stop] of stops.entries()) {
    const name = `Stop ${index + 1} of ${stops.length}: ${stop.title}`;
    const panel = page.getByRole('region', { name });
    await expect(page.getByRole('heading', { name })).toBeFocused();
    await expect(panel).toContainText(stop.see);
    await expect(panel.locator('[aria-current=step]')).toHaveText(`${index + 1} ${stop.title}`);
    await expect(page).toHaveTitle(`${name} – Earshot`);
    await tabTo(page, show(page));
    await page.keyboard.press('Enter');
    await expectShown(page, stop);
    // Its rules are about the document, which is the same in every engine, and much the same at each stop.
    if (engine === 'chromium' && (asksAll || index % 3 === 0))
      expect.soft(await violationsOf(page), stop.title).toEqual([]);
    if (index + 1 === stops.length) break;
    await tabTo(page, panel.getByRole('link', { name: `Next: ${stops[index + 1]!.title}` }));
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('region', { name: 'What came of it' })).toContainText('The tour ends here');
});

test('below a verdict stands which stop it is, and the next one', async ({ page, lab }) => {
  await page.goto(`${originOf(lab.ports, 'player', 'http', 'localhost')}/?stop=3`);
  await show(page).click();
  const result = page.getByRole('region', { name: 'What came of it' });
  await expect(result).toContainText('Stop 3 of 8. Next: crossorigin and *');
  await result.getByRole('link', { name: 'Next: crossorigin and *' }).click();
  await expect(page.getByRole('heading', { name: 'Stop 4 of 8' })).toBeVisible();
});

test('a stop is shown at the page that it is about, whichever page its link names', async ({ page, lab }) => {
  const [player, evil] = (['player', 'evil'] as const).map((server) =>
    originOf(lab.ports, server, 'http', 'localhost'),
  );
  // The page leads on before it is loaded, which a goto() takes for a failure.
  const follow = (link: string) => page.evaluate((to) => void location.assign(to), link);
  await page.goto(`${player}/`);
  await follow(`${player}/?stop=7`);
  await expect(page).toHaveURL(`${evil}/?stop=7`);
  await follow(`${evil}/?stop=2`);
  await expect(page).toHaveURL(`${player}/?stop=2`);
});

test("the wire of somebody else's page is shown at the player: its origin, and the cookie of the log-in", async ({
  page,
  lab,
  engine,
}) => {
  await page.goto(`${originOf(lab.ports, 'player', 'http', 'localhost')}/?stop=6`);
  await show(page).click();
  await expectShown(page, stops[5]);
  await page.getByRole('region', { name: 'Stop 6' }).getByRole('link', { name: /^Next/ }).click();
  await show(page).click();
  await expectShown(page, stops[6]);
  await page.getByRole('link', { name: 'see it there' }).click();
  const wire = page.getByRole('region', { name: 'What went over the wire' });
  // Firefox keeps the cookies of each site apart.
  const keepsApart = engine === 'firefox';
  await expect(wire.locator('[data-header=cookie]')).toContainText(keepsApart ? 'not sent' : 'session=');
  await expect(wire.locator('[data-header=origin]')).toContainText('http://evil.localhost');
  await expect(wire).toContainText(keepsApart ? 'answered 401' : 'answered 200');
});
