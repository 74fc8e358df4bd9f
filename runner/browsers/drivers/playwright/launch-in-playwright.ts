import type { LaunchOptions } from 'playwright';
import { version as playwrightVersion } from 'playwright/package.json';
import type { Browser as FoundBrowser } from '../../../../setup/find-browser';
import { inTemporaryFolder } from '../../../left-behind/in-temporary-folder';
import { ownEnvironment } from '../../../left-behind/own-environment';
import { makeOwnFolder } from '../../../left-behind/own-folder';
import { drivenByPlaywright } from './open-in-playwright';
import { openUnasked } from './open-unasked';
import type { LaunchedBrowser } from '../../session/launched-browser';
import { openMovedSockets } from '../../session/moved-sockets';
import type { ProbeDocument } from '../../session/session';
import type { Network } from '../../session/network';
import type { PlaywrightEngine } from './playwright-engine';

/** Starts a browser that Playwright drives: its own builds, any Chromium, a stock Firefox. */
export async function launchInPlaywright(
  engine: PlaywrightEngine,
  found: FoundBrowser,
  asked: Network,
): Promise<LaunchedBrowser> {
  const { executablePath, source } = found;
  const { stockChannel, differs, namesBy } = engine;
  const folder = await makeOwnFolder('browser');
  const { network, close: closeSockets } = await openMovedSockets(asked);
  // Few pages want it, so it is launched with the first.
  let asShipped: Promise<LaunchedBrowser> | undefined;
  const options: LaunchOptions = {
    // Its own temporary folder stays the usual one: the paths of its sockets may not be long.
    env: { ...process.env, ...ownEnvironment(folder.path) },
    ...engine.launchOptions(network),
    executablePath,
    ...(stockChannel !== null && source !== 'playwright' && { channel: stockChannel }),
    // The command line ends the browser itself, after it has written what it measured.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
  try {
    const { browser, close } = await inTemporaryFolder(folder.path, () =>
      engine.start(options, network, folder.path),
    );
    return {
      ...drivenByPlaywright(browser, engine),
      build: `${executablePath} (${source})`,
      profile: {
        driver: `Playwright ${playwrightVersion}`,
        differs: [...differs, `the lab's names resolved by ${namesBy}`],
      },
      limits: null,
      ...(engine.mindsActivation && {
        async openAsShipped(document: ProbeDocument) {
          asShipped ??= launchInPlaywright(engine, found, { ...asked, needsActivation: true });
          return openUnasked((await asShipped).browser!, engine, document);
        },
      }),
      hasPublicPages: network.movedSockets?.some(({ space }) => space === 'public') ?? false,
      async close() {
        await asShipped?.then((other) => other.close()).catch(() => undefined);
        await close();
        await closeSockets();
        await folder.remove();
      },
    };
  } catch (error) {
    await closeSockets();
    await folder.remove();
    throw error;
  }
}
