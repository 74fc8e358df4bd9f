import type { Browser, Frame, Page } from 'playwright';
import type { Cell } from '../../model/measurement';
import type { Drained, Probe } from '../../model/probe';
import { listenToBrowser } from './listen-to-browser';
import { noProbe, openBound } from './probe-bounds';
import type { Engine, LabPage, ProbeDocument } from './session';

/** The window that the probe's script is in; evaluated in the page, so it must stand alone. */
declare const window: { earshot?: Probe };

/** The frame that holds the probe: the page itself, or the sandboxed frame in it. */
async function findProbe(page: Page, framed: boolean): Promise<Frame> {
  const end = Date.now() + openBound;
  for (;;) {
    const frame = framed ? page.frames()[1] : page.mainFrame();
    const ready = await frame?.evaluate(() => window.earshot !== undefined).catch(() => false);
    if (frame && ready) return frame;
    if (Date.now() > end) throw noProbe(page.url());
    await page.waitForTimeout(20);
  }
}

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
    const frame = await findProbe(page, framed);
    const said = await listenToBrowser(engine, context, page, frame);
    return {
      ...(said && { said }),
      start: (cells: readonly Cell[], concurrency: number) =>
        frame.evaluate(([c, n]) => window.earshot!.start(c, n), [cells, concurrency] as const),
      drain: (): Promise<Drained> => frame.evaluate(() => window.earshot!.drain()),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
