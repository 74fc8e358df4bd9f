import { spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { installedBrowser } from '../../runner/browsers/launch';
import { startDriver } from '../../runner/browsers/drivers/webdriver/start-driver';
import { startVirtualDisplay } from '../../runner/browsers/drivers/webdriver/virtual-display';
import { runResult } from '../../runner/report/run-schema';
import { test } from '../support/browser-turn';
import { earshot } from './earshot';
import { asksWebKit } from '../support/asks-webkit';
import { isMissing } from '../support/is-missing';

// Without cookies: whether those of third parties are kept is up to the build behind the driver.
const some = [
  'claim:2',
  'claim:4',
  '{csp-sandbox,sandboxed,file}/{audio,audio-anonymous,fetch-omit}/other-site/{none,wildcard,null}',
  'https/{audio-anonymous,fetch-omit}/other-site/wildcard',
];

/** Measures some scenarios by the driver at `url` and expects nothing but what was predicted. */
async function measureBy(url: string, browser: string, capabilities: object) {
  const { code, stdout, stderr } = await earshot(
    ...['run', '--webdriver', url, '--browser', browser, '--capabilities', JSON.stringify(capabilities)],
    ...['--only', ...some, '--json', '-'],
  );
  expect(stderr).not.toContain('Failed');
  const { measurements, leftOut, stats } = runResult.parse(JSON.parse(stdout));
  expect(measurements.filter(({ verdict }) => verdict !== 'as predicted')).toEqual([]);
  expect(code).toBe(0);
  expect(measurements.length).toBeGreaterThan(20);
  expect(leftOut.find(({ id }) => id.startsWith('file/'))).toMatchObject({
    why: "the page is a file on the runner's disk",
  });
  expect(stats.browsers[0]?.profile.driver).toBe('WebDriver');
}

test.skip(process.platform !== 'linux', 'the drivers are those of Linux');

test('any WebDriver gives verdicts: WebKitWebDriver', async () => {
  test.skip(!asksWebKit, 'WebKit is asked by npm run test:webkit alone');
  const { executablePath: binary, source } = installedBrowser('webkit');
  test.skip(source === 'playwright', "Playwright's WebKit has no WebDriver");
  const display = await startVirtualDisplay();
  const driver = await startDriver('WebKitWebDriver', { DISPLAY: display.name, GDK_BACKEND: 'x11' });
  try {
    await measureBy(driver.url, 'webkit', {
      'webkitgtk:browserOptions': { binary, args: ['--automation', '--autoplay-policy=allow'] },
    });
  } finally {
    driver.kill();
    display.kill();
  }
});

test('any WebDriver gives verdicts: chromedriver', async () => {
  const { error } = spawnSync('chromedriver', ['--version']);
  const why = 'there is no chromedriver here (Debian: apt-get install chromium-driver)';
  test.skip(isMissing('chromedriver', error ? why : null), why);
  const driver = await startDriver('chromedriver', {});
  try {
    await measureBy(driver.url, 'chromium', {
      'goog:chromeOptions': { args: ['--headless', '--no-sandbox'] },
    });
  } finally {
    driver.kill();
  }
});

test('a WebDriver that does not answer ends the run with 2, and says what to do', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => free.once('listening', resolve));
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const { code, stderr } = await earshot(
    'run',
    '--webdriver',
    `http://127.0.0.1:${port}`,
    '--browser',
    'safari',
  );
  expect(stderr).toContain(`Failed to start safari by the WebDriver at http://127.0.0.1:${port}`);
  expect(code).toBe(2);
});
