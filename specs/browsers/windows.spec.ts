import { browserServer } from '../../runner/browsers/drivers/playwright/connect-in-playwright';
import { expect, test } from '../support';

test('a window of Chromium has no pages of its own beside those of the lab', async ({ browser, engine }) => {
  test.skip(engine !== 'chromium', 'asks by the DevTools protocol');
  test.skip(browserServer() !== undefined, 'a Playwright server has the say over the profile');
  const context = await browser.newContext();
  const devtools = await browser.newBrowserCDPSession();
  try {
    await context.newPage();
    // An empty filter lets every target through: by default those of the browser itself are left out.
    const { targetInfos } = await devtools.send('Target.getTargets', { filter: [{}] });
    expect(targetInfos.map(({ url }) => url)).toContain('about:blank');
    expect(targetInfos.filter(({ url }) => url.startsWith('chrome://'))).toEqual([]);
  } finally {
    await devtools.detach();
    await context.close();
  }
});
