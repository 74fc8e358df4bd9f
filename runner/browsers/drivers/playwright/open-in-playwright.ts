import type { Browser, Frame, Page } from 'playwright';
import type { Cell } from '../../../../model/lab/plan/cell';
import type { Drained, Probe } from '../../../../model/evidence/probe';
import { until } from '../../../waiting/until';
import { withTimeout } from '../../../waiting/with-timeout';
import { noProbe, openBound } from '../../session/probe-bounds';
import type { LaunchedBrowser } from '../../session/launched-browser';
import type { LabPage, OpenProbe, ProbeDocument, ProbeFrames } from '../../session/session';
import type { Forget, PlaywrightEngine } from './playwright-engine';

/** The window that the probe's script is in; evaluated in the page, so it must stand alone. */
declare const window: { earshot?: Probe };

/** Evaluated in the page; waits until the document in the frame has loaded, or `bound` milliseconds have passed. */
function insertFrame({ url, bound }: { readonly url: string; readonly bound: number }): Promise<void> {
  const frame = document.createElement('iframe');
  const loaded = new Promise<void>((resolve) => {
    frame.addEventListener('load', () => resolve());
    setTimeout(resolve, bound);
  });
  frame.allow = 'autoplay';
  frame.src = url;
  document.body.append(frame);
  return loaded;
}

/** Evaluated in the page. */
function removeFrame(): void {
  document.querySelector('iframe')?.remove();
}

/** Playwright waits without end for a window whose process is gone. @throws Error where nothing comes within two bounds of a page */
const answered = <T>(what: string, answer: Promise<T>): Promise<T> =>
  withTimeout(2 * openBound, `the browser did not ${what} within ${(2 * openBound) / 1000} s`, answer);

/** Waits until the frame that `find` finds has the probe in it. */
const findProbe = (url: string, find: () => Frame | undefined): Promise<Frame> =>
  until(
    openBound,
    noProbe(url),
    async () => {
      const frame = find();
      const ready = await frame?.evaluate(() => window.earshot !== undefined).catch(() => false);
      return ready ? frame : undefined;
    },
    10,
  );

const probeIn = (frame: Frame, patience: number): Pick<LabPage, 'start' | 'drain'> => ({
  start: (cells: readonly Cell[], concurrency: number) =>
    frame.evaluate(([c, n, p]) => window.earshot!.start(c, n, p), [cells, concurrency, patience] as const),
  drain: (): Promise<Drained> => frame.evaluate(() => window.earshot!.drain()),
});

/** Opens a document with the probe in a fresh browser context. */
async function openInPlaywright(
  browser: Browser,
  engine: PlaywrightEngine,
  document: ProbeDocument,
): Promise<LabPage> {
  const context = await browser.newContext({ ignoreHTTPSErrors: engine.trustsAnyCertificate });
  const close = () => context.close().catch(() => undefined);
  const orClose = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      await close();
      throw error;
    }
  };
  const page = await orClose(context.newPage());
  const logins = engine.refuseLogins?.(page);
  const { forget } = engine;
  const visit = async ({ url, depth, after, permissions = [] }: ProbeDocument): Promise<LabPage> => {
    if (permissions.length > 0) await engine.permit(page, new URL(url).origin, permissions);
    if (after !== undefined) await page.goto(after, { timeout: openBound });
    await page.goto(url, { timeout: openBound });
    const frame = await findProbe(url, () => page.frames()[depth]);
    const said = (await engine.listen?.(page, frame)) ?? null;
    const vacate = async (left: Page, forgets: Forget): Promise<OpenProbe> => {
      // What is under way ends, and could give something to keep.
      await left.goto('about:blank');
      await forgets(left);
      return (next) => orClose(visit(next));
    };
    return {
      said,
      ...probeIn(frame, engine.patience),
      ...(logins && { refuseLogins: logins.refuse }),
      ...(forget && { forget: () => orClose(forget(page)), vacate: () => orClose(vacate(page, forget)) }),
      close,
    };
  };
  return orClose(visit(document));
}

/**
 * Opens documents as frames of a few pages in a fresh browser context: a frame costs a fraction of what a page does,
 * and so does a page that has been there.
 */
async function openFramesInPlaywright(browser: Browser, engine: PlaywrightEngine): Promise<ProbeFrames> {
  const context = await browser.newContext({ ignoreHTTPSErrors: engine.trustsAnyCertificate });
  const idle: Page[] = [];
  const pageAt = async (url: string): Promise<Page> => {
    const there = idle.findIndex((each) => each.url() === url);
    const [page = await answered('open a window', context.newPage())] = idle.splice(Math.max(0, there), 1);
    if (page.url() !== url) await page.goto(url, { timeout: openBound });
    return page;
  };
  return {
    async open({ url, depth }, harness) {
      const page = await pageAt(harness);
      try {
        await answered('load a frame', page.evaluate(insertFrame, { url, bound: openBound }));
        const frame = await findProbe(url, () => page.frames()[depth + 1]);
        const logins = engine.refuseLogins?.(page);
        const close = async () => {
          await answered('drop a frame', page.evaluate(removeFrame));
          await logins?.close();
          idle.push(page);
        };
        return {
          said: null,
          ...probeIn(frame, engine.patience),
          ...(logins && { refuseLogins: logins.refuse }),
          close,
        };
      } catch (error) {
        await page.close().catch(() => undefined);
        throw error;
      }
    },
    close: () => context.close().catch(() => undefined),
  };
}

/** What is the same of every browser that Playwright drives. */
export const drivenByPlaywright = (
  browser: Browser,
  engine: PlaywrightEngine,
): Pick<LaunchedBrowser, 'version' | 'browser' | 'openProbe' | 'openFrames'> => ({
  version: browser.version(),
  browser,
  openProbe: (document) => openInPlaywright(browser, engine, document),
  openFrames: () => openFramesInPlaywright(browser, engine),
});
