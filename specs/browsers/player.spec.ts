import type { Page } from '@playwright/test';
import { policyNames } from '../../model/lab/policies';
import { originOf } from '../../model/lab/topology/topology';
import { expect, test } from '../support';

test.skip(
  ({ lab }) => lab.hosts === 'own-names',
  'the player is opened at a name under .localhost, which leads nowhere from inside a container',
);

test.beforeEach(async ({ page, lab }) => {
  await page.goto(`${originOf(lab.ports, 'player', 'http', 'localhost')}/`);
});

const choose = (page: Page, ...names: string[]) =>
  names.reduce(
    (before, name) => before.then(() => page.getByRole('radio', { name }).check()),
    Promise.resolve(),
  );
const getAndLoad = (page: Page) => page.getByRole('button', { name: 'Get and Load Song' }).click();
const step = (page: Page, name: 'get' | 'audio') => page.locator(`[data-step=${name}]`);
const loadedDeck = (page: Page) => page.getByRole('group', { name: 'The loaded song' });

test('the local song, by a relative path, plays and its tone is heard', async ({ page }) => {
  const deck = page.getByRole('group', { name: 'The local song' });
  await page.getByRole('button', { name: 'Play the local song' }).click();
  await expect(deck).toHaveAttribute('data-hears', 'tone');
  await expect(deck).toContainText('the tone, 440 Hz');
  await page.getByRole('button', { name: 'Pause the local song' }).click();
  await expect(deck).toHaveAttribute('data-playing', 'false');
});

test('the local song can be moved by keyboard alone', async ({ page }) => {
  const slider = page.getByRole('slider', { name: 'Position in the local song' });
  await expect(slider).toBeEnabled();
  await slider.focus();
  await page.keyboard.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', /^0:1[56] of 0:16$/);
});

test('a catalog without CORS headers is blocked, said in words, and the song is never asked for', async ({
  page,
}) => {
  await choose(page, 'cdn-closed');
  await getAndLoad(page);
  await expect(page.getByRole('status')).toHaveText('The GET is blocked. The audio is never asked for.');
  await expect(step(page, 'get')).toHaveAttribute('data-reason', 'allow-origin-missing');
  await expect(step(page, 'get')).toContainText('without Access-Control-Allow-Origin');
  const wire = page.getByRole('region', { name: 'What went over the wire' });
  await expect(wire.locator('.exchange')).toHaveCount(1);
  await expect(wire).toContainText('GET /songs');
  await expect(loadedDeck(page)).toBeHidden();
});

for (const cdn of ['cdn-open', 'cdn-allowlist']) {
  test(`a catalog that allows the page gives the song, and its tone is heard: ${cdn}`, async ({ page }) => {
    await choose(page, cdn, 'anonymous');
    await getAndLoad(page);
    await expect(page.getByRole('status')).toHaveText('The GET is readable. The audio is readable.');
    await expect(loadedDeck(page)).toHaveAttribute('data-hears', 'tone');
  });
}

test('a catalog that names another origin is blocked', async ({ page }) => {
  await choose(page, 'cdn-open');
  await page.getByLabel('Policy').selectOption('other-origin');
  await getAndLoad(page);
  await expect(step(page, 'get')).toHaveAttribute('data-outcome', 'blocked');
  await expect(step(page, 'get')).toHaveAttribute('data-reason', 'allow-origin-mismatch');
});

test('src set across origins without crossorigin plays, and Web Audio hears zeros', async ({ page }) => {
  await choose(page, 'cdn-closed', 'none');
  await page.getByRole('checkbox', { name: 'Skip the GET: set src directly' }).check();
  await getAndLoad(page);
  await expect(page.getByRole('status')).toHaveText('The GET is skipped. The audio is opaque.');
  await expect(loadedDeck(page)).toHaveAttribute('data-hears', 'zeros');
  await expect(step(page, 'audio')).toContainText('Web Audio hears zeros');
});

test('with crossorigin and no CORS header the song does not play at all', async ({ page }) => {
  await choose(page, 'cdn-closed', 'anonymous');
  await page.getByRole('checkbox', { name: 'Skip the GET: set src directly' }).check();
  await getAndLoad(page);
  await expect(step(page, 'audio')).toHaveAttribute('data-outcome', 'blocked');
  await expect(step(page, 'audio')).toHaveAttribute('data-reason', 'allow-origin-missing');
});

test('a CDN with sessions refuses until the person logs in', async ({ page }) => {
  await choose(page, 'cdn-credentials', 'include', 'use-credentials');
  await page.getByLabel('Policy').selectOption('session-none');
  await getAndLoad(page);
  await expect(step(page, 'get')).toHaveAttribute('data-reason', 'auth');
  await page.getByRole('button', { name: 'Log in at the CDN' }).click();
  await expect(page.getByRole('status')).toContainText('was asked to log you in');
  await getAndLoad(page);
  await expect(page.getByRole('status')).toHaveText('The GET is readable. The audio is readable.');

  // As in a browser that keeps the cookies of other sites: another log-in would not help.
  await page.context().clearCookies();
  await getAndLoad(page);
  await expect(step(page, 'get')).toHaveAttribute('data-reason', 'auth');
  await expect(step(page, 'get')).toContainText('this page has logged in, so this browser keeps cookies');
  await expect(page.locator('#fix')).toContainText('Allow third-party cookies for this page');
  await page.locator('#next').getByRole('link', { name: 'wants no session' }).click();
  await expect(page.getByRole('status')).toHaveText('The GET is readable. The audio is readable.');
});

test('a load that is not readable comes with the smallest fix: its header lines, and the choices that it asks for', async ({
  page,
}) => {
  const fix = page.locator('#fix');
  const next = page.locator('#next');
  await choose(page, 'cdn-closed', 'anonymous');
  await getAndLoad(page);
  await expect(fix).toContainText('On the CDN: Send Access-Control-Allow-Origin: *');
  await expect(fix.locator('pre')).toHaveText('Access-Control-Allow-Origin: *');
  await next.getByRole('link', { name: 'Skip the GET' }).click();
  await expect(step(page, 'audio')).toHaveAttribute('data-outcome', 'opaque');
  await expect(fix).toContainText('On the page: Put crossorigin on the <audio> element');
  await next.getByRole('link', { name: 'Put crossorigin' }).click();
  await expect(page.getByRole('radio', { name: 'anonymous' })).toBeChecked();
  await expect(step(page, 'audio')).toHaveAttribute('data-outcome', 'blocked');
  await next.getByRole('link', { name: 'Ask a CDN that allows every origin' }).click();
  await expect(step(page, 'audio')).toHaveAttribute('data-outcome', 'readable');
  await expect(fix).toBeHidden();
});

test('a readable song has a next step, which loads at once', async ({ page }) => {
  await choose(page, 'cdn-open', 'anonymous');
  await getAndLoad(page);
  await expect(step(page, 'audio')).toHaveAttribute('data-outcome', 'readable');
  await page.locator('#next').getByRole('link', { name: 'Leave crossorigin out' }).click();
  await expect(page.getByRole('button', { name: 'Get and Load Song' })).toBeFocused();
  await expect(step(page, 'audio')).toHaveAttribute('data-outcome', 'opaque');
  await expect(page).toHaveURL(/crossorigin=none/);
});

test('other choices dim the verdict, and say so, until they are those that it belongs to', async ({
  page,
}) => {
  const result = page.getByRole('region', { name: 'What came of it' });
  const note = result.getByText('The choices have changed since');
  await choose(page, 'cdn-closed');
  await getAndLoad(page);
  await expect(page.getByRole('status')).toHaveText('The GET is blocked. The audio is never asked for.');
  await expect(note).toBeHidden();
  await choose(page, 'cdn-open');
  await expect(note).toBeVisible();
  await expect(result).toHaveAttribute('data-dim');
  await expect(page.getByRole('status')).toContainText('The verdict below belongs to the earlier ones');
  await choose(page, 'cdn-closed');
  await expect(note).toBeHidden();
  await expect(page.getByRole('status')).toHaveText('The GET is blocked. The audio is never asked for.');
  await choose(page, 'cdn-open');
  await getAndLoad(page);
  await expect(step(page, 'get')).toHaveAttribute('data-outcome', 'readable');
  await expect(note).toBeHidden();
});

test('every policy is in the menu once, and a link to it measures it', async ({ page, lab }) => {
  const values = () =>
    page
      .locator('#policy option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value).sort());
  // The menu is made once the page knows the lab.
  await expect.poll(values).toEqual(['', '~', ...policyNames].sort());
  const player = originOf(lab.ports, 'player', 'http', 'localhost');
  await page.goto(`${player}/?cdn=cdn-closed&crossorigin=anonymous&policy=cached-wildcard`);
  await expect(page.locator('#policy')).toHaveValue('cached-wildcard');
  await getAndLoad(page);
  await expect(step(page, 'audio')).toHaveAttribute('data-outcome', 'readable');
  await expect(page.getByRole('region', { name: 'What went over the wire' })).toContainText(
    'GET /p/cached-wildcard/songs',
  );
});

test('a link with choices that there are not is told in one short sentence at the top, with the nearest names', async ({
  page,
  lab,
}) => {
  const player = originOf(lab.ports, 'player', 'http', 'localhost');
  await page.goto(`${player}/?cdn=cdn-opn&policy=wildcrd${'-'.repeat(2_600)}`);
  const complaint = page.getByRole('alert');
  await expect(complaint).toContainText('Nothing here is called cdn=cdn-opn or policy=wildcrd-');
  await expect(complaint).toContainText('did you mean cdn=cdn-open and policy=wildcard');
  expect((await complaint.innerText()).length).toBeLessThan(250);
  await expect(complaint).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('radio', { name: 'cdn-closed' })).toBeChecked();
});

test('headers of your own are what the CDN answers with, and a link keeps them', async ({ page, lab }) => {
  const lines = page.getByRole('textbox', { name: 'Header lines of every answer' });
  await expect(lines).toBeHidden();
  await choose(page, 'cdn-closed', 'anonymous');
  await page.getByLabel('Policy').selectOption('headers of your own');
  await lines.fill('Access-Control-Allow-Origin: {player}\n\nX-Song:  a  b ');
  await getAndLoad(page);
  await expect(page.getByRole('status')).toHaveText('The GET is readable. The audio is readable.');
  await page.reload();
  await expect(lines).toHaveValue('Access-Control-Allow-Origin: {player}\n\nX-Song:  a  b ');
  await lines.fill('Access-Control-Allow-Origin: https://radio.example');
  await getAndLoad(page);
  await expect(step(page, 'get')).toHaveAttribute('data-reason', 'allow-origin-mismatch');
  await expect(page.locator('#fix')).toContainText('Access-Control-Allow-Origin: *');
  const player = originOf(lab.ports, 'player', 'http', 'localhost');
  await expect(page).toHaveURL(new RegExp(`^${player}/.*headers=Access-Control-Allow-Origin`));
});

test('a header line that no CDN may send is told at its box, and nothing is asked', async ({ page }) => {
  await page.getByLabel('Policy').selectOption('headers of your own');
  const lines = page.getByRole('textbox', { name: 'Header lines of every answer' });
  for (const [line, says] of [
    ['Access-Control-Allow-Origin *', 'has no colon: write it as Name: value'],
    ['Set-Cookie: a=b', 'use the field "session"'],
    ['Location: https://radio.example', 'leads anywhere'],
    ['Transfer-Encoding: chunked', 'would break the framing'],
    ['X: \u0000\u0007a', 'holds a byte that no header may have'],
    ['X: ♫', 'holds a byte that no header may have'],
    ['a b: c', 'is not a field name'],
  ] as const) {
    // What was told of the line before goes with it.
    await lines.fill('');
    await expect(lines).toHaveAccessibleDescription('');
    await lines.fill(`Access-Control-Allow-Origin: *\n${line}`);
    await getAndLoad(page);
    await expect(lines).toBeFocused();
    await expect(lines).toHaveAccessibleDescription(/^Line 2/);
    await expect(lines).toHaveAccessibleDescription(new RegExp(says));
    await expect(lines).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByRole('region', { name: 'What came of it' })).toBeHidden();
  }
});

test('the link to the choices is copied', async ({ page }) => {
  await page.evaluate(() => {
    const copied: string[] = [];
    Object.assign(window, { copied });
    navigator.clipboard.writeText = (text) => Promise.resolve(void copied.push(text));
  });
  await choose(page, 'cdn-open');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('status')).toHaveText('The link is copied.');
  expect(await page.evaluate(() => (window as unknown as { copied: string[] }).copied)).toEqual([page.url()]);
  await expect(page.getByLabel('Link to these choices')).toBeHidden();
});

test('a page over plain http may not copy: the link stands there, selected', async ({ page, lab }) => {
  await page.goto(`${originOf(lab.ports, 'player', 'http', 'test')}/`);
  expect(await page.evaluate(() => 'clipboard' in navigator)).toBe(false);
  await page.getByRole('button', { name: 'Copy link' }).click();
  const link = page.getByLabel('Link to these choices');
  await expect(link).toBeFocused();
  await expect(link).toHaveValue(/^http:\/\/player\.test:\d+\/\?cdn=cdn-closed/);
  const selected = await link.evaluate((input: HTMLInputElement) =>
    input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0),
  );
  expect(selected).toBe(await link.inputValue());
});

test('on paper are the verdict, the fix and the wire, dark on light, and no controls', async ({
  page,
  engine,
}) => {
  test.skip(engine === 'firefox', 'Playwright does not emulate paper in a stock Firefox');
  await page.emulateMedia({ colorScheme: 'dark' });
  await choose(page, 'cdn-closed');
  await getAndLoad(page);
  await expect(step(page, 'get')).toBeVisible();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const shown of ['#result', '#fix', '#wire', '#code']) await expect(page.locator(shown)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'A local song' })).toHaveCount(0);
  await expect(page.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('radio')).toHaveCount(0);
  const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(paper).toBe('rgb(244, 242, 236)');
});

test('on paper is the stop of the tour, and off the tour nothing of it', async ({ page, engine, lab }) => {
  test.skip(engine === 'firefox', 'Playwright does not emulate paper in a stock Firefox');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { name: 'The tour' })).toHaveCount(0);
  await page.goto(`${originOf(lab.ports, 'player', 'http', 'localhost')}/?stop=3`);
  await expect(page.getByRole('heading', { name: 'Stop 3 of 8: Plays, and gives zeros' })).toBeVisible();
  await expect(page.locator('#tour-see')).toBeVisible();
  await expect(page.getByRole('button')).toHaveCount(0);
});

test('a link brings its choices back', async ({ page, lab }) => {
  const player = originOf(lab.ports, 'player', 'http', 'localhost');
  await page.goto(`${player}/?cdn=cdn-misconfigured&crossorigin=anonymous&credentials=omit`);
  await expect(page.getByRole('radio', { name: 'cdn-misconfigured' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'omit' })).toBeChecked();
  await getAndLoad(page);
  await expect(step(page, 'get')).toHaveAttribute('data-reason', 'allow-origin-multiple');
  await choose(page, 'cdn-open');
  await expect(page).toHaveURL(/cdn=cdn-open/);
});
