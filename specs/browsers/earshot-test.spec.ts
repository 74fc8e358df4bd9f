import { element, expect, failureOf, test, volumeOf } from '../support/earshot-test';

test('an element that its CDN allows plays, and script gets its samples', async ({ page, lab }) => {
  const song = lab.cdn('exact');
  await page.goto(lab.page('http://app.test', { html: element(song) }));
  await expect(page.locator('audio')).toPlay();
  await expect(page.locator('audio')).not.toBeOpaque();
  expect(lab.requests(song)[0]).toMatchObject({ method: 'GET', origin: 'http://app.test', status: 206 });
  const said = await failureOf(expect(page.locator('audio')).toBeBlocked({ reason: 'csp', timeout: 5_000 }));
  expect(said).toContain('Expected: it does not load, for csp\nReceived: readable: it plays');
});

test('an element without crossorigin plays, and is opaque, also behind a node', async ({ page, lab }) => {
  await page.goto(lab.page('http://app.test', { html: element(lab.cdn('wildcard'), '') }));
  await expect(page.locator('audio')).toPlay();
  await expect(page.locator('audio')).toBeOpaque();
  await page.evaluate(() => {
    const context = new AudioContext();
    const volume = new GainNode(context);
    context.createMediaElementSource(document.querySelector('audio')!).connect(volume);
    volume.connect(context.destination);
    Object.assign(window, { volume });
  });
  await expect(await volumeOf(page)).toBeOpaque();
  const said = await failureOf(expect(page.locator('audio')).not.toBeOpaque());
  expect(said).toContain('Received: opaque (no-crossorigin): it plays, and script gets zeros.');
});
