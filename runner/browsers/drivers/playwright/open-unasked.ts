import type { Browser, Page } from 'playwright';
import { withTimeout } from '../../../waiting/with-timeout';
import { noProbe, openBound } from '../../session/probe-bounds';
import type { LabPage, ProbeDocument } from '../../session/session';
import type { PlaywrightEngine } from './playwright-engine';
import { giveOrders, takeOrders } from './take-orders';

/** In the margin of a page, and in the one frame that it has, of the size that frames have by themselves. */
const places = { margin: { x: 4, y: 4 }, frame: { x: 100, y: 60 } };

/** A real click where nothing is to be clicked. */
async function click(page: Page, { depth, userActivation }: ProbeDocument): Promise<void> {
  if (userActivation === undefined || userActivation === 'none') return;
  const { x, y } = userActivation === 'page' && depth > 0 ? places.frame : places.margin;
  await page.mouse.click(x, y);
}

/**
 * Opens a document with the probe in a fresh browser context, where nobody has clicked but as the document says. Playwright has
 * what it evaluates in a page count as a click, so nothing is: the probe asks for its orders.
 */
export async function openUnasked(
  browser: Browser,
  engine: PlaywrightEngine,
  document: ProbeDocument,
): Promise<LabPage> {
  const orders = await giveOrders();
  const context = await browser.newContext({ ignoreHTTPSErrors: engine.trustsAnyCertificate });
  const close = async () => {
    await context.close().catch(() => undefined);
    await orders.close();
  };
  try {
    await context.addInitScript(takeOrders, orders.url);
    const page = await context.newPage();
    await page.goto(document.url, { timeout: openBound });
    await withTimeout(openBound, noProbe(document.url), orders.ready);
    await click(page, document);
    const frame = page.frames()[document.depth]!;
    return {
      said: (await engine.listen?.(page, frame)) ?? null,
      start: (cells, concurrency) => orders.start(cells, concurrency, engine.patience),
      drain: orders.drain,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
