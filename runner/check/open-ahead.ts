import type { LabPage, OpenProbe, ProbeDocument } from '../browsers/session/session';

/** Pages of a browser, opened one after the other, and each a little before its turn. */
export interface PagesAhead {
  /** @throws as the browser does where the page does not open */
  readonly open: (document: ProbeDocument) => Promise<LabPage>;
  /** Begins to open the page that comes next, while another is used. */
  readonly prepare: (document: ProbeDocument) => void;
  /** Begins to have one forget, which is the one for the document that comes next. */
  readonly stay: (page: LabPage, document: ProbeDocument) => void;
  /** Begins to leave one, whose window is used for the page that comes next, if that can be. */
  readonly vacate: (page: LabPage) => void;
  /** Begins to close one. */
  readonly close: (page: LabPage) => void;
  /** Resolves when those are gone that were to be. */
  readonly closed: () => Promise<void>;
}

/** To open a page takes as long as to load a song: so a page is opened while the one before it still loads. */
export function openAhead(openProbe: OpenProbe): PagesAhead {
  let ahead: { readonly document: ProbeDocument; readonly page: Promise<LabPage> } | undefined;
  /** What opens a page in a window that is there already. */
  let window: Promise<OpenProbe> | undefined;
  const openNext: OpenProbe = async (document) => {
    const left = window;
    window = undefined;
    try {
      const open = await left;
      if (open) return await open(document);
    } catch {
      // It is gone; another is opened.
    }
    return openProbe(document);
  };
  let closing: Promise<void> = Promise.resolve();
  const close = (page: LabPage): void => {
    closing = Promise.all([closing, page.close().catch(() => undefined)]).then(() => undefined);
  };
  return {
    open(document) {
      const prepared = ahead;
      ahead = undefined;
      if (prepared?.document.url === document.url && prepared.document.after === document.after)
        return prepared.page;
      prepared?.page.then(close, () => undefined);
      return openNext(document);
    },
    prepare(document) {
      ahead = { document, page: openNext(document) };
      // Whoever opens it hears of it.
      ahead.page.catch(() => undefined);
    },
    stay(page, document) {
      if (!page.forget) return;
      const forgotten = page.forget().then(
        () => page,
        () => openNext(document),
      );
      ahead = { document, page: forgotten };
    },
    vacate(page) {
      if (!page.vacate) return void close(page);
      const left = page.vacate();
      window = left;
      closing = Promise.all([closing, left.catch(() => undefined)]).then(() => undefined);
    },
    close,
    closed: () => closing,
  };
}
