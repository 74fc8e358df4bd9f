import type { Browser, Frame, Page } from 'playwright';
import type { Cell } from '../../model/measurement';
import type { Drained, Probe } from '../../model/probe';
import { listenToBrowser } from './listen-to-browser';
import { noProbe, openBound } from './probe-bounds';
import type { Engine, Harnesses, LabPage, ProbeDocument, ProbeFrames } from './session';

/** The window that the probe's script is in; evaluated in the page, so it must stand alone. */
declare const window: { earshot?: Probe };

/** Evaluated in the page. */
function insertFrame({ url, name }: { readonly url: string; readonly name: string }): void {
  const frame = document.createElement('iframe');
  frame.name = name;
  frame.allow = 'autoplay';
  frame.src = url;
  document.body.append(frame);
}

/** Evaluated in the page. */
function removeFrame(name: string): void {
  document.querySelector(`iframe[name="${name}"]`)?.remove();
}

/** Waits until the frame that `find` finds has the probe in it. */
async function findProbe(url: string, find: () => Frame | undefined): Promise<Frame> {
  const end = Date.now() + openBound;
  for (;;) {
    const frame = find();
    const ready = await frame?.evaluate(() => window.earshot !== undefined).catch(() => false);
    if (frame && ready) return frame;
    if (Date.now() > end) throw noProbe(url);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const probeIn = (frame: Frame): Pick<LabPage, 'start' | 'drain'> => ({
  start: (cells: readonly Cell[], concurrency: number) =>
    frame.evaluate(([c, n]) => window.earshot!.start(c, n), [cells, concurrency] as const),
  drain: (): Promise<Drained> => frame.evaluate(() => window.earshot!.drain()),
});

/** Chromium trusts the lab's key by a launch argument; the others are told to trust whatever comes. */
const trustsAnyCertificate = (engine: Engine): boolean => engine !== 'chromium';

/** Opens a document with the probe in a fresh browser context. */
export async function openInPlaywright(
  browser: Browser,
  engine: Engine,
  { url, framed }: ProbeDocument,
): Promise<LabPage> {
  const context = await browser.newContext({ ignoreHTTPSErrors: trustsAnyCertificate(engine) });
  const close = () => context.close().catch(() => undefined);
  try {
    const page = await context.newPage();
    await page.goto(url, { timeout: openBound });
    const frame = await findProbe(url, () => (framed ? page.frames()[1] : page.mainFrame()));
    const said = await listenToBrowser(engine, context, page, frame);
    return { ...(said && { said }), ...probeIn(frame), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens documents as frames of a few pages in a fresh browser context: a frame costs a fraction of what a page does. */
export async function openFramesInPlaywright(
  browser: Browser,
  engine: Engine,
  { harnesses, harnessOf }: Harnesses,
): Promise<ProbeFrames> {
  const context = await browser.newContext({ ignoreHTTPSErrors: trustsAnyCertificate(engine) });
  const openHarness = async (url: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(url, { timeout: openBound });
    return page;
  };
  const pages = new Map(harnesses.map((url) => [url, openHarness(url)]));
  // Whoever waits for one hears of its failure.
  pages.forEach((page) => void page.catch(() => undefined));
  let opened = 0;
  return {
    async open(probeDocument) {
      const { url, framed } = probeDocument;
      const page = await pages.get(harnessOf(probeDocument))!;
      const name = `probe-${(opened += 1)}`;
      const close = () => page.evaluate(removeFrame, name).catch(() => undefined);
      await page.evaluate(insertFrame, { url, name });
      const find = (): Frame | undefined => {
        const outer = page.frame({ name }) ?? undefined;
        return framed ? outer?.childFrames()[0] : outer;
      };
      try {
        return { ...probeIn(await findProbe(url, find)), close };
      } catch (error) {
        await close();
        throw error;
      }
    },
    close: () => context.close().catch(() => undefined),
  };
}
