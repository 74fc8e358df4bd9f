import type { LaunchOptions } from 'playwright';
import type { Browser as FoundBrowser } from '../../../setup/find-browser';
import type { BrowserServer } from '../drivers/playwright/connect-in-playwright';
import type { LaunchedBrowser } from '../session/launched-browser';
import type { Network } from '../session/network';

/**
 * All that must be known of an engine to run it; its profile, what it cannot be asked and how it is listened to come
 * with the browser that it launches. What must be known to judge it is in `model/judge/engines.ts`.
 */
export interface Engine {
  /** Find its version in a user agent; the first that matches counts. */
  readonly userAgents: readonly RegExp[];
  /** How many times as long as usual the sound of an element may take to reach Web Audio. */
  readonly patience: number;
  /** It is told to take any certificate; otherwise it is told which key is the lab's. */
  readonly trustsAnyCertificate: boolean;
  /** With which Playwright launches it in a network. */
  readonly launchOptions: (network: Network) => LaunchOptions;
  /** The channel of a build that is not Playwright's. */
  readonly stockChannel: string | null;
  /** Launches a browser of this machine in a network. */
  readonly launch: (found: FoundBrowser, network: Network) => Promise<LaunchedBrowser>;
  /** Has a Playwright server launch one. @throws LabFailure if it cannot */
  readonly connect: (server: BrowserServer, network: Network) => Promise<LaunchedBrowser>;
}
