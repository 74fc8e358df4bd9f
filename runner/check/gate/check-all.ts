import type { EngineName } from '../../../model/evidence/engine';
import { checkBrowsers } from '../../browsers/launch';
import { LabFailure } from '../../failures/lab-failure';
import { checkIn } from '../check';
import { openCheckBrowser, type CheckBrowser } from '../check-browser';
import type { CheckResult } from '../check-result';
import { isStreamUrl } from '../check-stream';
import { mostRequestsFor } from '../load-bounds';
import { readPersonsPage, type PersonsPage } from '../persons-page';
import { songSpaceOf } from '../song-space';
import type { PlannedCheck } from './planned-check';

interface CheckAllOptions {
  /** How long a server may take for an answer, in milliseconds. */
  readonly patience: number;
  /** Of one server, by each browser, for each URL; undefined leaves it to how many loads there are. */
  readonly mostRequests: number | undefined;
  /** Of one server without a browser, for each URL and page. */
  readonly mostDirect: number;
  /** Whether fixes are tried out. */
  readonly proves: boolean;
  /** What is done, in words without secrets, for the check of this number, from 0 on. */
  readonly onProgress?: (says: string, number: number) => void;
  readonly signal: AbortSignal;
}

/** A check that was done, and what came of it. */
export interface DoneCheck {
  readonly check: PlannedCheck;
  readonly result: CheckResult;
}

/** Nobody who has interrupted a check waits for a browser that starts: it is closed as soon as it is there, or ends with this process. */
async function unlessOver(signal: AbortSignal, starting: Promise<CheckBrowser>): Promise<CheckBrowser> {
  signal.throwIfAborted();
  let giveUp: (() => void) | undefined;
  const over = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([starting, over]);
  } catch (error) {
    if (signal.aborted)
      starting.then(
        (browser) => browser.close(),
        () => undefined,
      );
    throw error;
  } finally {
    if (giveUp) signal.removeEventListener('abort', giveUp);
  }
}

async function openAll(
  checks: readonly PlannedCheck[],
  { patience, signal }: CheckAllOptions,
  browsers: Map<EngineName, CheckBrowser>,
): Promise<void> {
  const usual = checks.filter(({ pageAddressSpace }) => pageAddressSpace === undefined);
  const engines = [...new Set(usual.flatMap((check) => check.engines))];
  checkBrowsers([...new Set(checks.flatMap((check) => check.engines))]);
  for (const engine of engines) {
    const starting = openCheckBrowser(engine, { headers: [], mostRequests: 0, patience });
    browsers.set(engine, await unlessOver(signal, starting));
  }
}

/** The pages of a check. @throws LabFailure where the person's own cannot be had */
async function pagesOf(
  { url, pages, pageUrl, pageCookies = [], headers }: PlannedCheck,
  { patience, signal }: CheckAllOptions,
): Promise<readonly PersonsPage[]> {
  if (pageUrl === undefined) return pages;
  const isOwn = new URL(pageUrl).origin === new URL(url).origin;
  const page = await readPersonsPage(pageUrl, {
    ...{ headers: isOwn ? headers : [], cookies: pageCookies, patience, signal },
  });
  return [page];
}

/** What is told of a check whose page could not be opened: that nothing could be found out. */
function withoutPage(
  { url, pages, engines, loaders }: PlannedCheck,
  browsers: readonly CheckBrowser[],
  why: string,
) {
  const page = pages[0]!.origin;
  const nothing = { outcome: 'inconclusive', reason: null, inconclusive: why, wire: [] } as const;
  return {
    url,
    pages: [{ page, outcome: 'inconclusive', cause: null, holes: [], tightened: null }],
    loads: engines.flatMap((engine) => loaders.map((loader) => ({ engine, page, loader, ...nothing }))),
    directRequests: 0,
    mostDirectRequests: 0,
    browsers: browsers.map(({ engine, version, differs }) => ({
      ...{ engine, version, differs, requests: 0, mostRequests: 0 },
    })),
  } satisfies CheckResult;
}

/**
 * The pages of a check at a public address, and a browser that takes them for that.
 * @throws LabFailure where the browser cannot be started, or is told by somebody else where to find what
 */
async function openInPublic(
  { url }: PlannedCheck,
  pages: readonly PersonsPage[],
  { patience, signal }: CheckAllOptions,
): Promise<{ readonly pages: readonly PersonsPage[]; readonly browser: CheckBrowser }> {
  const songSpace = (await songSpaceOf(url, patience)) ?? 'public';
  const urls = pages.map(({ origin, document }) => document?.url ?? origin);
  const starting = openCheckBrowser('chromium', {
    ...{ headers: [], mostRequests: 0, patience, publicPages: { urls, songSpace } },
  });
  const browser = await unlessOver(signal, starting);
  return { browser, pages: pages.map((page) => ({ ...page, addressSpace: 'public' as const, songSpace })) };
}

/** How long what was begun may take to end once it is interrupted, in milliseconds: what is done is told by then. */
const endBound = 5_000;

/** Settles as `work` does; or, a while after `signal` is aborted, whatever `work` does. */
async function untilOver(work: Promise<void>, signal: AbortSignal): Promise<void> {
  let giveUp: (() => void) | undefined;
  const over = new Promise<void>((resolve) => {
    giveUp = () => void setTimeout(resolve, endBound);
    signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    await Promise.race([work, over]);
  } catch (error) {
    // What an interruption tears down complains.
    if (!signal.aborted) throw error;
  } finally {
    if (giveUp) signal.removeEventListener('abort', giveUp);
  }
}

/**
 * Does checks one after the other, all of them in the same browsers. Aborted, it closes the browsers and returns the checks
 * that were done to their end.
 * @throws LabFailure where a browser is missing or cannot be started
 */
export async function checkAll(
  checks: readonly PlannedCheck[],
  options: CheckAllOptions,
): Promise<DoneCheck[]> {
  const { signal, onProgress } = options;
  const isOver = () => signal.aborted;
  const browsers = new Map<EngineName, CheckBrowser>();
  const done: DoneCheck[] = [];
  let inPublic: CheckBrowser | undefined;
  const close = async (): Promise<void> => {
    const open = [...browsers.values(), ...(inPublic ? [inPublic] : [])];
    await Promise.all(open.map((each) => each.close().catch(() => undefined)));
  };
  const end = () => void close();
  const checkEach = async (): Promise<void> => {
    await openAll(checks, options, browsers);
    for (const [number, check] of checks.entries()) {
      if (isOver()) break;
      const { url, loaders, headers, cookies, server } = check;
      let those = check.engines.flatMap((engine) => browsers.get(engine) ?? []);
      let pages: readonly PersonsPage[];
      try {
        pages = await pagesOf(check, options);
      } catch (error) {
        // Of several checks, those whose pages are there go on.
        if (!(error instanceof LabFailure) || checks.length === 1) throw error;
        done.push({ check, result: withoutPage(check, those, error.message) });
        continue;
      }
      if (check.pageAddressSpace === 'public') {
        const open = await openInPublic(check, pages, options);
        inPublic = open.browser;
        those = [open.browser];
        pages = open.pages;
      }
      const mostRequests = options.mostRequests ?? mostRequestsFor(loaders, pages.length, isStreamUrl(url));
      for (const browser of those) browser.turnTo({ headers, cookies, mostRequests });
      const result = await checkIn(those, {
        ...options,
        ...{ url, pages, loaders, headers, cookies, server },
        onProgress: (says) => onProgress?.(says, number),
      });
      if (!isOver()) done.push({ check, result });
      await inPublic?.close();
      inPublic = undefined;
    }
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    await untilOver(checkEach().finally(close), signal);
  } finally {
    signal.removeEventListener('abort', end);
  }
  return [...done];
}
