import { version } from '../../package.json';
import type { DirectAnswer } from '../../model/check/direct-answer';
import { holesOf } from '../../model/check/holes-of';
import { outcomeOfPart } from '../../model/check/outcome-of-part';
import { cookieLines } from '../../model/check/session-cookie';
import { loaderOf, requestOf, stepsOf, type LoaderName } from '../../model/lab/loaders/loaders';
import { clientOf } from '../../model/standards/client';
import { askDirectly } from './ask-directly';
import { causeOf, type Prove } from './cause-of';
import type { CheckBrowser, DoneLoad } from './check-browser';
import type { CheckedCause, CheckedLoad, CheckedPage, CheckedPart } from './check-result';
import { isFailed, judgeLoad, toldExchange } from './judge-load';
import type { DecidingRequest } from './library-load';
import type { PersonsPage } from './persons-page';
import type { LoadOptions } from './load-options';
import { partFault } from './part-fault';
import { proveFix } from './prove-fix';
import { readPart, type ReadPart } from './read-part';
import { partsOf, type StreamPart } from './stream-parts';

interface StreamOptions extends Omit<LoadOptions, 'pages'> {
  /** Origins of all pages that the server has to let in. */
  readonly origins: readonly string[];
}

/** What came of a stream on one page. */
interface CheckedStream {
  readonly page: CheckedPage;
  readonly parts: readonly CheckedPart[];
  /** What the server of the playlist answered to direct questions. */
  readonly answers: readonly DirectAnswer[];
  readonly directRequests: number;
}

interface JudgedPart {
  readonly told: CheckedPart;
  /** The load that went worst. */
  readonly load: CheckedLoad;
  readonly done: DoneLoad;
  readonly decided: DecidingRequest;
  /** What came when it was asked for directly; null if nothing did. */
  readonly read: ReadPart | null;
}

/** Whether a URL is that of a playlist by its path. */
export const isStreamUrl = (url: string): boolean => /\.m3u8?$/i.test(new URL(url).pathname);

/** Whether an answer is a playlist, whatever its URL. */
export const isStreamAnswer = (answers: readonly DirectAnswer[]): boolean =>
  answers.some(({ firstBytes }) => /^#EXTM3U\s/.test(String.fromCharCode(...firstBytes.subarray(0, 8))));

/** As hls.js asks, or by the first way that somebody names and that a player of streams may have. */
function loaderFor(loaders: readonly LoaderName[], isUsual: boolean): LoaderName {
  const asked = loaders.find((name) => {
    const { probe } = loaderOf(stepsOf(name).at(-1)!.loader);
    return probe.kind === 'xhr' || (probe.kind === 'fetch' && probe.mode !== 'no-cors');
  });
  return isUsual ? 'xhr' : (asked ?? 'xhr');
}

const order: readonly CheckedLoad['outcome'][] = ['blocked', 'opaque', 'silent', 'inconclusive', 'readable'];
const worst = <T extends { readonly outcome: CheckedLoad['outcome'] }>(all: readonly T[]): T | undefined =>
  [...all].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))[0];

/** The request for a part of a file, as players make it; any other is the loader's own. */
const requestFor = (range: string) =>
  ({ mode: 'cors', credentials: 'same-origin', method: 'GET', headers: [['Range', range]] }) as const;

async function judgePart(
  browsers: readonly CheckBrowser[],
  page: PersonsPage,
  part: StreamPart,
  loader: LoaderName,
  readDirectly: () => Promise<ReadPart | null>,
): Promise<JudgedPart> {
  const { url, range } = part;
  const by: LoaderName = range === null ? loader : 'fetch-range';
  const { origin } = clientOf(page);
  const loads = await Promise.all(
    browsers.map(async (browser) => {
      const done = await browser.load({
        ...{ url, page, loader: by },
        ...(range !== null && { request: requestFor(range) }),
      });
      return { engine: browser.engine, done };
    }),
  );
  // After the browsers: it calls itself what they do.
  const read = await readDirectly();
  const fault = read && partFault(part, read);
  const judged = loads.map(({ engine, done }) => {
    const { decided, ...found } = judgeLoad(url, page, by, done, outcomeOfPart);
    const isFaulty = found.outcome === 'readable' && fault !== null;
    const wire = done.wire.map(toldExchange);
    const told: CheckedLoad = {
      ...{ engine, page: origin, loader: by, wire, ...found },
      ...(isFaulty && { outcome: 'blocked', reason: 'decode' }),
    };
    return { told, done, decided };
  });
  const load = worst(judged.map(({ told }) => told))!;
  const { done, decided } = judged.find(({ told }) => told === load)!;
  const { outcome, reason } = load;
  const told = {
    page: origin,
    ...part,
    outcome,
    reason,
    fault,
    loads: judged.map(({ told: each }) => each),
    cause: null,
  };
  return { told, load, done, decided, read };
}

/**
 * Finds out which parts of an HLS stream a page can read: the playlist, its variants, and of the first of them key,
 * initialization, first and last segment, each by itself. What fails in one way on one origin has one cause.
 * @param isUsual whether nobody named a way to load
 */
export async function checkStream(
  all: readonly CheckBrowser[],
  page: PersonsPage,
  options: StreamOptions,
  isUsual: boolean,
): Promise<CheckedStream> {
  const { url, loaders, headers: own, cookies = [], patience, mostDirect } = options;
  const { server, proves, onProgress, signal, origins } = options;
  const { origin } = clientOf(page);
  const ownOrigin = new URL(url).origin;
  // The person's own lines go to the origin of the playlist, wherever the parts are.
  const browsers = all.map((browser) => ({
    ...browser,
    load: (wanted: Parameters<CheckBrowser['load']>[0]) => browser.load({ ...wanted, headersFor: ownOrigin }),
  }));
  const loader = loaderFor(loaders, isUsual);
  /** The person's own lines for a URL of that origin. */
  const linesFor = (part: string) => [...own, ...cookieLines(cookies, page, part, requestOf(loader))];
  const judged: JudgedPart[] = [];
  let direct = 0;
  const waiting: StreamPart[] = [{ part: 'playlist', url, range: null }];
  const seen = new Set<string>();
  /** Segments are looked at of the first variant alone. */
  let isVariantRead = false;
  for (let part = waiting.shift(); part && !signal.aborted; part = waiting.shift()) {
    const key = `${part.url} ${part.range ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    onProgress?.(`${part.part} of the stream is loaded from ${origin}`);
    const asked = part;
    const found = await judgePart(browsers, page, part, loader, async () => {
      if (direct >= mostDirect || signal.aborted) return null;
      const userAgent = `${browsers[0]?.userAgent() ?? ''} Earshot/${version}`;
      const came = await readPart({
        ...asked,
        ...{ page: origin, userAgent, headers: linesFor(asked.url), ownOrigin, patience, signal },
      });
      direct += came?.requests ?? 1;
      return came;
    });
    judged.push(found);
    const { read } = found;
    const isList = part.part.endsWith('playlist') || part.part === 'variant';
    if (!isList || !read || read.status >= 400 || (part.part === 'variant' && isVariantRead)) continue;
    if (part.part === 'variant') isVariantRead = true;
    waiting.push(...partsOf(read.bytes.toString('utf8'), read.url, part.part === 'audio-playlist'));
  }
  const causes = new Map<string, CheckedCause>();
  let ofPlaylist: readonly DirectAnswer[] = [];
  const parts: CheckedPart[] = [];
  for (const { told, load, decided } of judged) {
    const same = `${new URL(told.url).origin} ${told.reason ?? ''} ${told.fault ?? ''}`;
    const isFirst = told.part === 'playlist';
    const needsCause = isFailed(load) && !causes.has(same);
    if ((!isFirst && !needsCause) || signal.aborted) {
      parts.push(told);
      continue;
    }
    const { answers, requests } = await askDirectly({
      ...{ url: told.url, page: origin, signal, timeoutMs: patience },
      userAgent: browsers[0]?.userAgent() ?? '',
      headers: new URL(told.url).origin === ownOrigin ? linesFor(told.url) : [],
      allowed: Math.max(1, mostDirect - direct),
    });
    direct += requests;
    if (isFirst) ofPlaylist = answers;
    if (!isFailed(load)) {
      parts.push(told);
      continue;
    }
    const prove: Prove = (exchange, fix) => proveFix(browsers, page, { exchange, fix }, outcomeOfPart);
    const cause = await causeOf({
      ...{ page, url: told.url, load, decided, direct: answers, pages: origins, server },
      prove: proves ? prove : null,
    });
    const whole = { ...cause, fault: cause.fault ?? told.fault };
    causes.set(same, whole);
    parts.push({ ...told, cause: whole });
  }
  const failing = worst(parts);
  const holes = holesOf(ofPlaylist, origin).map(({ hole, says }) => ({ hole, says }));
  return {
    parts,
    answers: ofPlaylist,
    directRequests: direct,
    page: {
      ...{ page: origin, outcome: failing?.outcome ?? 'inconclusive', holes, tightened: null },
      cause: failing?.cause ?? null,
    },
  };
}
