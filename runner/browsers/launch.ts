import { findBrowser, howToInstall, type Browser } from '../../setup/find-browser';
import { firstLineOf, LabFailure } from '../failures/lab-failure';
import { browserServer } from './drivers/playwright/connect-in-playwright';
import { engines } from './engines';
import type { LaunchedBrowser } from './session/launched-browser';
import type { Network } from './session/network';
import type { EngineName } from '../../model/evidence/engine';

/**
 * The browser of an engine that is used on this machine; null if there is none.
 * @throws LabFailure where the environment names one that does not start
 */
export function lookForBrowser(engine: EngineName): Browser | null {
  try {
    return findBrowser(engine);
  } catch (error) {
    throw new LabFailure(firstLineOf(error), { cause: error });
  }
}

/**
 * The browser of an engine that is used on this machine.
 * @throws LabFailure where there is none, with the command that installs it
 */
export function installedBrowser(engine: EngineName): Browser {
  const found = lookForBrowser(engine);
  if (!found) throw new LabFailure(`Failed to start ${engine}: it is not installed. ${howToInstall(engine)}`);
  return found;
}

/**
 * Says before anything is measured that a browser is missing.
 * @throws LabFailure where one of them is not installed on this machine, and no server starts them
 */
export function checkBrowsers(names: readonly EngineName[]): void {
  if (!browserServer()) names.forEach(installedBrowser);
}

/**
 * Starts `engine` in a network: on this machine, or by the server that PW_TEST_CONNECT_WS_ENDPOINT names.
 * @throws LabFailure where it is not installed or does not start
 */
export async function launchBrowser(engine: EngineName, network: Network): Promise<LaunchedBrowser> {
  const { launch, connect } = engines[engine];
  const server = browserServer();
  if (server) return connect(server, network);
  const found = installedBrowser(engine);
  try {
    return await launch(found, network);
  } catch (error) {
    throw new LabFailure(`Failed to start ${engine} from ${found.executablePath}: ${firstLineOf(error)}`);
  }
}
