// A type alone: set-up runs before anything that reads TypeScript is installed.
import type { EngineName } from '../model/evidence/engine';

export type { EngineName };

export interface Browser {
  readonly engine: EngineName;
  readonly executablePath: string;
  /**
   * `playwright`: the build of this very Playwright. `system` and `environment`: a stock browser, which for Firefox
   * means that Playwright must be told `channel: 'moz-firefox'`, and for WebKit the MiniBrowser of WebKitGTK, which
   * WebKitWebDriver drives on a display of Xvfb.
   */
  readonly source: 'environment' | 'playwright' | 'system';
  /** As the browser itself says it, such as `156.0.8078.79` or `153.7.0esr`; `unknown` on Windows. */
  readonly version: string;
}

/**
 * Finds a browser that starts: the one that EARSHOT_CHROMIUM, EARSHOT_FIREFOX or EARSHOT_WEBKIT names, else the one Playwright
 * installed, else the system's. Downloads nothing. Returns null if there is none.
 *
 * @throws Error when the variable names an executable that does not start: another browser would not be the one meant.
 */
export function findBrowser(engine: EngineName): Browser | null;

/** `Run: …`: the commands that install a browser on this machine, in one line, for an error message. */
export function howToInstall(engine: EngineName): string;
