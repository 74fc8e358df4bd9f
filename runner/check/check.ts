import type { ServerName } from '../../model/advice/recipes';
import type { DirectAnswer } from '../../model/check/direct-answer';
import { holesOf } from '../../model/check/holes-of';
import { getHeader, type HeaderLine } from '../../model/http/headers';
import { askDirectly } from './ask-directly';
import { recipeFor, type WrittenRecipe } from './recipe-for';
import type { Fix } from '../../model/advice/edits/search-fix';
import type { EngineName } from '../../model/evidence/engine';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import { clientOf } from '../../model/standards/client';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import type { Reason } from '../../model/standards/reason';
import { causeOf } from './cause-of';
import {
  openCheckBrowser,
  type CheckBrowser,
  type CheckBrowserOptions,
  type DoneLoad,
} from './check-browser';
import type { CheckedCause, CheckedLoad, CheckedPage, CheckedPart, CheckResult } from './check-result';
import { checkStream, isStreamAnswer, isStreamUrl } from './check-stream';
import { judgeLoad, toldExchange } from './judge-load';
import { proveFix } from './prove-fix';

/** What people do, the one that counts most first. */
export const usualLoaders: readonly LoaderName[] = ['audio-anonymous', 'fetch-same-origin', 'audio'];

interface LoadOptions {
  readonly url: string;
  readonly pages: readonly ExchangeCase['page'][];
  /** The first is the one that counts. */
  readonly loaders: readonly LoaderName[];
  /** Sent to the URL's own origin. */
  readonly headers: readonly HeaderLine[];
  /** How long the server may take for an answer, in milliseconds. */
  readonly patience: number;
  /** How often it may be asked without a browser, for each page. */
  readonly mostDirect: number;
  /** What the server is; undefined leaves it to a guess. */
  readonly server?: ServerName | undefined;
  /** Whether fixes are tried out. */
  readonly proves: boolean;
  readonly onProgress?: (says: string) => void;
  readonly signal: AbortSignal;
}

export interface CheckOptions extends LoadOptions, CheckBrowserOptions {
  readonly engines: readonly EngineName[];
}

interface JudgedLoad {
  readonly told: CheckedLoad;
  readonly done: DoneLoad;
}

const isFailed = (load: CheckedLoad): load is CheckedLoad & { readonly reason: Reason } =>
  load.reason !== null;

/** The load that counts for a page, of the engine in which it went worst. */
function mainOf(loads: readonly JudgedLoad[], [main]: readonly LoaderName[]): JudgedLoad | undefined {
  const those = loads.filter(({ told }) => told.loader === main);
  return those.find(({ told }) => told.outcome !== 'readable') ?? those[0];
}

async function loadAll(
  browser: CheckBrowser,
  page: ExchangeCase['page'],
  { url, loaders, onProgress, signal }: LoadOptions,
): Promise<JudgedLoad[]> {
  const loads: JudgedLoad[] = [];
  for (const loader of loaders) {
    if (signal.aborted) break;
    const { origin } = clientOf(page);
    onProgress?.(`${browser.engine} loads it by ${loader} from ${origin}`);
    const done = await browser.load({ url, page, loader });
    const wire = done.wire.map(toldExchange);
    loads.push({
      done,
      told: { engine: browser.engine, page: origin, loader, ...judgeLoad(url, page, loader, done), wire },
    });
  }
  return loads;
}

/** A connection that broke once is no finding: only a body that ends too early whoever asks is. */
const outcomeOf = ({ outcome }: CheckedLoad, cause: CheckedCause | null): CheckedLoad['outcome'] =>
  outcome === 'blocked' && cause?.reason === 'network' && cause.root !== 'truncated'
    ? 'inconclusive'
    : outcome;

/** Configuration that lets in these pages and no other, with credentials if the server allows them today. */
function tighten(
  direct: readonly DirectAnswer[],
  origins: readonly string[],
  server: ServerName | undefined,
): WrittenRecipe | null {
  const headers = direct.filter(({ question }) => question === 'page').at(-1)?.headers ?? [];
  const credentials = getHeader(headers, 'access-control-allow-credentials') === 'true';
  const wish = { origins, credentials, requestHeaders: [], exposeHeaders: [] };
  return recipeFor(wish, { headers, server });
}

/** Checks a song in browsers that are open already. */
export async function checkIn(browsers: readonly CheckBrowser[], options: LoadOptions): Promise<CheckResult> {
  const { url, pages, loaders, headers, patience, mostDirect, server, proves, onProgress, signal } = options;
  const loads: CheckedLoad[] = [];
  const checked: CheckedPage[] = [];
  const origins = pages.map((page) => clientOf(page).origin).filter((origin) => origin !== 'null');
  let directRequests = 0;
  const parts: CheckedPart[] = [];
  const addStream = async (page: ExchangeCase['page']) => {
    const stream = await checkStream(browsers, page, { ...options, origins }, loaders === usualLoaders);
    parts.push(...stream.parts);
    loads.push(...(stream.parts[0]?.loads ?? []));
    const isOpen = stream.page.holes.length > 0 && !stream.page.cause?.recipe;
    const tightened = isOpen ? tighten(stream.answers, origins, server) : null;
    checked.push({ ...stream.page, tightened });
    directRequests += stream.directRequests;
  };
  for (const page of pages) {
    if (isStreamUrl(url)) {
      await addStream(page);
      continue;
    }
    const judged = (await Promise.all(browsers.map((browser) => loadAll(browser, page, options)))).flat();
    const main = mainOf(judged, loaders);
    if (!main || signal.aborted) {
      loads.push(...judged.map(({ told }) => told));
      break;
    }
    const { told, done } = main;
    onProgress?.(`the server is asked directly about ${told.page}`);
    const { answers: direct, requests } = await askDirectly({
      url,
      page: told.page,
      userAgent: browsers[0]?.userAgent() ?? '',
      headers,
      signal,
      timeoutMs: patience,
      allowed: mostDirect,
    });
    directRequests += requests;
    if (isStreamAnswer(direct)) {
      await addStream(page);
      continue;
    }
    loads.push(...judged.map(({ told: each }) => each));
    const isToProve = proves && isFailed(told);
    if (isToProve) onProgress?.('a fix is looked for, and tried out');
    const prove = (exchange: ExchangeCase, fix: Fix<ExchangeCase>) => proveFix(browsers, page, exchange, fix);
    const cause = isFailed(told)
      ? await causeOf({
          ...{ page, url, load: told, wire: done.wire, direct, pages: origins, server },
          prove: proves ? prove : null,
        })
      : null;
    const holes = holesOf(direct, told.page).map(({ hole, says }) => ({ hole, says }));
    const tightened = holes.length > 0 && !cause?.recipe ? tighten(direct, origins, server) : null;
    checked.push({ page: told.page, outcome: outcomeOf(told, cause), cause, holes, tightened });
  }
  return {
    url,
    pages: checked,
    loads,
    ...(parts.length > 0 && { parts }),
    directRequests,
    browsers: browsers.map(({ engine, version, requests }) => ({ engine, version, requests: requests() })),
  };
}

/**
 * Finds out whether a song on somebody's server can be read from somebody's page: real browsers load it from a page at that
 * origin, and what passes between them and the server is looked at.
 * @throws LabFailure where a browser cannot be started
 */
export async function check({ engines, ...options }: CheckOptions): Promise<CheckResult> {
  const { signal } = options;
  const browsers: CheckBrowser[] = [];
  const close = () => Promise.all(browsers.map((browser) => browser.close().catch(() => undefined)));
  const end = () => void close();
  signal.addEventListener('abort', end, { once: true });
  try {
    for (const engine of engines) browsers.push(await openCheckBrowser(engine, options));
    return await checkIn(browsers, options);
  } finally {
    signal.removeEventListener('abort', end);
    await close();
  }
}
