import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, firefox, webkit, type Browser, type LaunchOptions } from 'playwright';
import type { Browser as FoundBrowser } from '../../../../setup/find-browser';
import { ownerVariable } from '../../../left-behind/end-with-us';
import { inTemporaryFolder } from '../../../left-behind/in-temporary-folder';
import { makeOwnFolder } from '../../../left-behind/own-folder';
import { launchOptionsFor, type Network } from '../../session/launch-options';
import { startLoopbackProxy } from '../../session/loopback-proxy';
import { drivenByPlaywright } from './open-in-playwright';
import type { LaunchedBrowser } from '../../session/launched-browser';
import { profileInPlaywright } from '../../session/profiles';

interface Started {
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/** Third-party cookies as Chrome ships: some builds block them, which is their profile and not the standard. */
const chromiumPreferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };

/**
 * Choices at chrome://flags, where 2 is "Disabled": they add to Playwright's `--disable-features`, which another one
 * would replace. The suggestions under the address bar are two pages of their own in each window, and cost more than
 * the page in it.
 */
const chromiumLocalState = {
  browser: { enabled_labs_experiments: ['webui-omnibox-popup@2', 'webui-omnibox-aim-popup@2'] },
};

/** Chromium takes preferences only from a profile that is already there. */
async function startChromium(options: LaunchOptions, _network: Network, folder: string): Promise<Started> {
  const profile = join(folder, 'profile');
  await mkdir(join(profile, 'Default'), { recursive: true });
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(chromiumPreferences));
  await writeFile(join(profile, 'Local State'), JSON.stringify(chromiumLocalState));
  const context = await chromium.launchPersistentContext(profile, options);
  const browser = context.browser();
  if (!browser) throw new Error('it gave no handle on itself');
  return { browser, close: () => browser.close().catch(() => undefined) };
}

async function startFirefox(options: LaunchOptions): Promise<Started> {
  const browser = await firefox.launch(options);
  return { browser, close: () => browser.close().catch(() => undefined) };
}

/** WebKit is told by a proxy where the lab's names lead. */
async function startWebKit(options: LaunchOptions, { route }: Network): Promise<Started> {
  const proxy = await startLoopbackProxy(route);
  try {
    const server = `socks5://127.0.0.1:${proxy.port}`;
    const browser = await webkit.launch({ ...options, proxy: { server } });
    const close = async () => {
      await browser.close().catch(() => undefined);
      await proxy.close();
    };
    return { browser, close };
  } catch (error) {
    await proxy.close();
    throw error;
  }
}

const starters = { chromium: startChromium, firefox: startFirefox, webkit: startWebKit };

/** Starts a browser that Playwright drives: its own builds, any Chromium, a stock Firefox. */
export async function launchInPlaywright(found: FoundBrowser, network: Network): Promise<LaunchedBrowser> {
  const { engine, executablePath, source } = found;
  const stockFirefox = engine === 'firefox' && source !== 'playwright';
  const folder = await makeOwnFolder('browser');
  const options: LaunchOptions = {
    // Its own temporary folder stays the usual one: the paths of its sockets may not be long.
    env: { ...process.env, [ownerVariable]: folder.path },
    ...launchOptionsFor(engine, network),
    executablePath,
    ...(stockFirefox && { channel: 'moz-firefox' }),
    // The command line ends the browser itself, after it has written what it measured.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
  try {
    const { browser, close } = await inTemporaryFolder(folder.path, () =>
      starters[engine](options, network, folder.path),
    );
    return {
      ...drivenByPlaywright(browser, engine),
      build: `${executablePath} (${source})`,
      profile: profileInPlaywright(engine),
      async close() {
        await close();
        await folder.remove();
      },
    };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
