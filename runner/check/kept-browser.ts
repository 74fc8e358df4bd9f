import type { LaunchedBrowser } from '../browsers/session/launched-browser';
import { openAhead, type PagesAhead } from './open-ahead';

/** A browser for many loads, which is started again where it is gone. */
interface KeptBrowser {
  /** Its pages. @throws as `launch` does, where it had to be started again */
  readonly pages: () => Promise<PagesAhead>;
  /** Has another one started for the pages to come: this one does nothing any more. */
  readonly abandon: () => void;
  readonly close: () => Promise<void>;
}

/**
 * Keeps a browser for loads that come one after the other. What became of a load that it ended in nobody knows; those after
 * it have a browser again. One that no handle of Playwright's tells of is taken to be there.
 */
export function keepBrowser(first: LaunchedBrowser, launch: () => Promise<LaunchedBrowser>): KeptBrowser {
  let launched = first;
  let pages = openAhead(launched.openProbe);
  let isClosed = false;
  let isAbandoned = false;
  let starting: Promise<void> = Promise.resolve();
  const startAgain = async (): Promise<void> => {
    const closed = launched.close().catch(() => undefined);
    // What hangs does not close; it ends with this process.
    if (!isAbandoned) await closed;
    isAbandoned = false;
    launched = await launch();
    pages = openAhead(launched.openProbe);
  };
  return {
    async pages() {
      const isGone = isAbandoned || launched.browser?.isConnected() === false;
      if (!isClosed && isGone) await (starting = startAgain());
      return pages;
    },
    abandon: () => void (isAbandoned = true),
    async close() {
      isClosed = true;
      // It would be left behind.
      await starting.catch(() => undefined);
      await launched.close();
    },
  };
}
