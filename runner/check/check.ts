import { isEmptyResponse, isLasting } from '../../model/check/connection-root';
import { cookieLines } from '../../model/check/session-cookie';
import { lastLoadOf, requestOf, type LoaderName } from '../../model/lab/loaders/loaders';
import { clientOf } from '../../model/standards/client';
import { needsPreflight } from '../../model/standards/main-fetch';
import { createRequest } from '../../model/standards/request';
import { whyNotHere } from '../lab/check-pages';
import { askSurely, halfKnown } from './ask-surely';
import { causeOf, type Prove } from './cause-of';
import type { CheckBrowser, DoneLoad } from './check-browser';
import type { CheckedCause, CheckedLoad, CheckedPage, CheckedPart, CheckResult } from './check-result';
import { checkStream, isStreamAnswer, isStreamUrl } from './check-stream';
import { isFailed, judgeLoad, toldExchange } from './judge-load';
import { loaderOfFix, type DecidingRequest } from './library-load';
import type { PersonsPage } from './persons-page';
import type { LoadOptions } from './load-options';
import { proveFix } from './prove-fix';
import { songSpaceOf } from './song-space';
import { tighten } from './tighten';

/** What people do, the one that counts most first. */
export const usualLoaders: readonly LoaderName[] = ['audio-anonymous', 'fetch-same-origin', 'audio'];

/** Whether nobody named a way to load. */
const areUsual = (loaders: readonly LoaderName[]): boolean => loaders.join() === usualLoaders.join();

interface JudgedLoad {
  readonly told: CheckedLoad;
  readonly done: DoneLoad;
  /** The request that decided. */
  readonly decided: DecidingRequest;
}

/** The load that counts for a page, of the engine in which it went worst. */
function mainOf(loads: readonly JudgedLoad[], [main]: readonly LoaderName[]): JudgedLoad | undefined {
  const those = loads.filter(({ told }) => told.loader === main);
  return those.find(({ told }) => told.outcome !== 'readable') ?? those[0];
}

/** Whether what a loader asks for from another origin goes after a preflight. */
const hasPreflight = (loader: LoaderName): boolean =>
  lastLoadOf(loader).asks.some((each) => {
    const request = createRequest(each.request);
    return request !== null && needsPreflight(request);
  });

/** Whether the server kept a load waiting until nobody had patience, so that another load would wait as long: for OPTIONS, one that asks that. */
function wouldWait(loader: LoaderName, { done: { wire, failure } }: JudgedLoad): boolean {
  // A browser that hangs takes no answer either.
  if (failure !== null) return false;
  const last = wire.at(-1);
  if (!last?.noAnswer?.code.endsWith('timeout')) return false;
  return last.method !== 'OPTIONS' || hasPreflight(loader);
}

async function loadAll(
  browser: CheckBrowser,
  page: PersonsPage,
  { url, loaders, onProgress, signal }: LoadOptions,
): Promise<JudgedLoad[]> {
  const loads: JudgedLoad[] = [];
  const { origin } = clientOf(page);
  for (const [i, loader] of loaders.entries()) {
    if (signal.aborted) break;
    const waited = loads.find((load) => wouldWait(loader, load));
    const notHere = whyNotHere({ loader });
    if (waited || notHere !== undefined) {
      const why = notHere ?? `not tried: ${waited!.told.loader} waited for it as long as may be`;
      const reason = notHere === undefined ? ('network' as const) : null;
      const outcome = { outcome: 'inconclusive', reason, inconclusive: why } as const;
      const done = { seen: null, wire: [], failure: why };
      loads.push({
        done,
        told: { engine: browser.engine, page: origin, loader, ...outcome, wire: [] },
        decided: { request: requestOf(loader), wire: [] },
      });
      continue;
    }
    onProgress?.(`${browser.engine} loads it by ${loader} from ${origin}`);
    const following = loaders[i + 1];
    const next = following && { page, loader: following };
    const done = await browser.load({ url, page, loader, next });
    const wire = done.wire.map(toldExchange);
    const { decided, ...judged } = judgeLoad(url, page, loader, done);
    const words = lastLoadOf(loader).library ? done.seen?.error : undefined;
    loads.push({
      ...{ done, decided },
      told: { engine: browser.engine, page: origin, loader, ...judged, ...(words && { words }), wire },
    });
  }
  return loads;
}

/** Whether the server closed the connection of a load without an answer. */
const isClosedOn = ({ done: { wire } }: JudgedLoad): boolean => {
  const last = wire.at(-1);
  return last?.status === null && last.noAnswer != null && isEmptyResponse(last.noAnswer);
};

/** A load of a server that does so each time, whoever asks: that is its answer. */
const blockedByClosing = (load: CheckedLoad): CheckedLoad => ({
  ...load,
  ...{ outcome: 'blocked', reason: 'network', inconclusive: null },
});

/** A connection that broke once is no finding: only what whoever asks meets each time is. */
const outcomeOf = ({ outcome }: CheckedLoad, cause: CheckedCause | null): CheckedLoad['outcome'] =>
  outcome === 'blocked' && cause?.reason === 'network' && !isLasting(cause.root) ? 'inconclusive' : outcome;

/**
 * Finds out whether a song on somebody's server can be read from somebody's page: browsers, which are open already, load it
 * from a page at that origin, and what passes between them and the server is looked at.
 */
export async function checkIn(browsers: readonly CheckBrowser[], options: LoadOptions): Promise<CheckResult> {
  const { url, pages, loaders, headers, cookies = [], patience, mostDirect } = options;
  const { server, proves, onProgress, signal } = options;
  const loads: CheckedLoad[] = [];
  const checked: CheckedPage[] = [];
  const origins = pages.map((page) => clientOf(page).origin).filter((origin) => origin !== 'null');
  let directRequests = 0;
  const parts: CheckedPart[] = [];
  const addStream = async (page: PersonsPage) => {
    const stream = await checkStream(browsers, page, { ...options, origins }, areUsual(loaders));
    parts.push(...stream.parts);
    loads.push(...(stream.parts[0]?.loads ?? []));
    const { tightened } = tighten(stream.answers, { page: stream.page.page, origins, server });
    checked.push({ ...stream.page, tightened: stream.page.cause?.recipe ? null : tightened });
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
    const { done, decided } = main;
    let { told } = main;
    onProgress?.(`the server is asked directly about ${told.page}`);
    const {
      answers: direct,
      requests,
      lost,
      isEmpty,
    } = await askSurely(done.wire, {
      url,
      destination: decided.request.destination,
      page: told.page,
      userAgent: browsers[0]?.userAgent() ?? '',
      headers: [...headers, ...cookieLines(cookies, page, url, decided.request)],
      signal,
      timeoutMs: patience,
      allowed: mostDirect,
    });
    directRequests += requests;
    if (isStreamAnswer(direct)) {
      await addStream(page);
      continue;
    }
    const isHalfKnown = lost !== null && told.outcome === 'readable';
    const isRefusing = isEmpty && judged.every(isClosedOn);
    if (isRefusing) told = blockedByClosing(told);
    loads.push(
      ...judged.map((each) => {
        if (isRefusing) return blockedByClosing(each.told);
        return each === main && isHalfKnown ? halfKnown(each.told, lost) : each.told;
      }),
    );
    const prove: Prove = (exchange, fix) => {
      onProgress?.('the fix is tried out');
      return proveFix(browsers, page, { exchange, fix, library: loaderOfFix(told.loader, fix.load) });
    };
    const cause = isFailed(told)
      ? await causeOf({
          ...{ page, url, load: told, decided, direct, pages: origins, server },
          prove: proves ? prove : null,
        })
      : null;
    const { holes, tightened } = tighten(direct, { page: told.page, origins, server });
    const closes = cause?.recipe ? null : tightened;
    const outcome = isHalfKnown ? 'inconclusive' : isRefusing ? told.outcome : outcomeOf(told, cause);
    // What is the cause is told once.
    const others = holes.filter(({ hole }) => hole !== cause?.root);
    checked.push({ page: told.page, outcome, cause, holes: others, tightened: closes });
  }
  const document = pages[0]?.document;
  const addressSpace = pages[0]?.songSpace ?? (await songSpaceOf(url, patience));
  const isAskedFromPublic = pages[0]?.addressSpace === 'public';
  return {
    url,
    ...(document && { document }),
    ...(addressSpace !== null &&
      addressSpace !== 'public' && { privateServer: { addressSpace, isAskedFromPublic } }),
    pages: checked,
    loads,
    ...(parts.length > 0 && { parts }),
    directRequests,
    mostDirectRequests: mostDirect * pages.length,
    browsers: browsers.map(({ engine, version, differs, requests, mostRequests }) => ({
      engine,
      version,
      differs,
      requests: requests(),
      mostRequests,
    })),
  };
}
