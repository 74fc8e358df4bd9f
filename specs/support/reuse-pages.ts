import type { PageId } from '../../model/lab/topology/pages';
import type { BrowserSession, LabPage } from '../../runner/browsers/session/session';

/**
 * Keeps the page of the lab that was opened last, so that one batch of a few cells after another is quick. A page that
 * fails, or has had its share of cells, is not kept. Only one, since a page may be a whole browser.
 */
export function reusePages(session: BrowserSession): BrowserSession {
  const { cellsPerPage = Infinity } = session;
  let kept: { readonly page: PageId; readonly opened: Promise<LabPage>; cells: number } | undefined;

  const orForget = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      kept = undefined;
      throw error;
    }
  };

  const close = async (): Promise<void> => {
    const opened = kept?.opened;
    kept = undefined;
    await (await opened?.catch(() => undefined))?.close();
  };

  const open = async (page: PageId): Promise<LabPage> => {
    if (kept?.page !== page || kept.cells >= cellsPerPage) {
      await close();
      kept = { page, opened: orForget(session.openPage(page)), cells: 0 };
    }
    return kept.opened;
  };

  return {
    ...session,
    async openPage(page) {
      const labPage = await open(page);
      return {
        start(cells, concurrency) {
          if (kept) kept.cells += cells.length;
          return orForget(labPage.start(cells, concurrency));
        },
        drain: () => orForget(labPage.drain()),
        said: labPage.said,
        close: () => Promise.resolve(),
      };
    },
    close,
  };
}
