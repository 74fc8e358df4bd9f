import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Frame, Page } from 'playwright';
import type { Cell } from '../../model/measurement';
import { pageBase, pageSpec, type PageId } from '../../model/pages';
import type { Drained, Probe } from '../../model/probe';
import type { Ports } from '../../model/topology';
import { probeDocument } from '../../servers/site/documents';
import type { Engine, LabPage } from './session';

const openBound = 15_000;
const builtProbe = join(__dirname, '..', '..', 'apps', 'dist', 'probe', 'probe.js');

/** The window that the probe's script is in; evaluated in the page, so it must stand alone. */
declare const window: { earshot?: Probe };

interface LocalFile {
  readonly url: string;
  readonly remove: () => Promise<void>;
}

/** The page as a file on the local disk, beside its script. */
async function writeLocalPage(id: PageId): Promise<LocalFile> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-page-'));
  const path = join(folder, 'lab.html');
  await Promise.all([
    writeFile(path, probeDocument(pageSpec(id).title, './probe.js')),
    copyFile(builtProbe, join(folder, 'probe.js')),
  ]);
  return { url: pathToFileURL(path).href, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The frame that holds the probe: the page itself, or the sandboxed frame in it. */
async function findProbe(page: Page, framed: boolean): Promise<Frame> {
  const end = Date.now() + openBound;
  for (;;) {
    const frame = framed ? page.frames()[1] : page.mainFrame();
    const ready = await frame?.evaluate(() => window.earshot !== undefined).catch(() => false);
    if (frame && ready) return frame;
    if (Date.now() > end)
      throw new Error(`the probe did not start within ${openBound / 1000} s at ${page.url()}`);
    await page.waitForTimeout(20);
  }
}

/** Opens a document with the probe in a fresh browser context. */
export async function openProbe(
  browser: Browser,
  engine: Engine,
  { url, framed }: { readonly url: string; readonly framed: boolean },
): Promise<LabPage> {
  // Chromium trusts the lab's key by a launch argument.
  const context = await browser.newContext({ ignoreHTTPSErrors: engine === 'firefox' });
  const close = () => context.close().catch(() => undefined);
  try {
    const page = await context.newPage();
    await page.goto(url, { timeout: openBound });
    const frame = await findProbe(page, framed);
    return {
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

/** Opens a page of the lab in a fresh browser context. */
export async function openLabPage(
  browser: Browser,
  engine: Engine,
  ports: Ports,
  id: PageId,
): Promise<LabPage> {
  const { opened } = pageSpec(id);
  if (opened !== 'file') {
    const url = `${pageBase(ports, id)}/lab/${id}`;
    return openProbe(browser, engine, { url, framed: opened === 'sandboxed-frame' });
  }
  const local = await writeLocalPage(id);
  try {
    const labPage = await openProbe(browser, engine, { url: local.url, framed: false });
    const close = () => labPage.close().then(local.remove);
    return { ...labPage, close };
  } catch (error) {
    await local.remove();
    throw error;
  }
}
