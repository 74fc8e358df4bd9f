import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, firefox, type Browser, type LaunchOptions } from 'playwright';
import { findBrowser, howToInstall } from '../../setup/find-browser';
import { LabFailure } from '../lab-failure';
import { launchOptionsFor, type LabAddress, type Network } from './launch-options';
import { openLabPage } from './lab-page';
import type { BrowserSession, Engine } from './session';

/** A browser launched for a lab. */
export interface LaunchedBrowser {
  readonly browser: Browser;
  readonly executablePath: string;
  /** The executable and where it came from. */
  readonly build: string;
  readonly close: () => Promise<void>;
}

type Started = Pick<LaunchedBrowser, 'browser' | 'close'>;

/** Third-party cookies as Chrome ships: some builds block them, which is their profile and not the standard. */
const chromiumPreferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };

/** Chromium takes preferences only from a profile that is already there. */
async function startChromium(options: LaunchOptions): Promise<Started> {
  const profile = await mkdtemp(join(tmpdir(), 'earshot-chromium-'));
  const remove = () => rm(profile, { recursive: true, force: true, maxRetries: 5 });
  try {
    await mkdir(join(profile, 'Default'));
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(chromiumPreferences));
    const context = await chromium.launchPersistentContext(profile, options);
    const browser = context.browser();
    if (!browser) throw new Error('it gave no handle on itself');
    const close = async () => {
      await browser.close().catch(() => undefined);
      await remove();
    };
    return { browser, close };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function startFirefox(options: LaunchOptions): Promise<Started> {
  const browser = await firefox.launch(options);
  return { browser, close: () => browser.close().catch(() => undefined) };
}

/**
 * Starts `engine` in a network.
 * @throws LabFailure where it is not installed (with the command that installs it) or does not start
 */
export async function launchBrowser(engine: Engine, network: Network): Promise<LaunchedBrowser> {
  const found = findBrowser(engine);
  if (!found) throw new LabFailure(`Failed to start ${engine}: it is not installed. ${howToInstall(engine)}`);
  const { executablePath, source } = found;
  const stockFirefox = engine === 'firefox' && source !== 'playwright';
  const options: LaunchOptions = {
    ...launchOptionsFor(engine, network),
    executablePath,
    ...(stockFirefox && { channel: 'moz-firefox' }),
    // The command line ends the browser itself, after it has written what it measured.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
  try {
    const started = await (engine === 'chromium' ? startChromium(options) : startFirefox(options));
    return { ...started, executablePath, build: `${executablePath} (${source})` };
  } catch (error) {
    const [first] = String(error instanceof Error ? error.message : error).split('\n');
    throw new LabFailure(`Failed to start ${engine} from ${executablePath}: ${first ?? 'no reason given'}`);
  }
}

/** A launched browser as the measurement drives it. */
export function sessionOf(
  engine: Engine,
  { browser, build, close }: LaunchedBrowser,
  { ports }: LabAddress,
): BrowserSession {
  return {
    engine,
    version: browser.version(),
    build,
    openPage: (page) => openLabPage(browser, engine, ports, page),
    close,
  };
}
