import { randomBytes } from 'node:crypto';
import type { PageEvidence } from '../../model/evidence/page-evidence';
import { getHeader } from '../../model/http/headers';
import type { ExchangeServer } from '../../servers/exchange/create-exchange-server';
import type { LabPage } from '../browsers/session/session';
import type { EngineName } from '../../model/evidence/engine';
import { firstLineOf } from '../failures/lab-failure';
import { collect } from '../measure/measure-page';
import { cellOf, isEndless, withDigests } from './cell-of-case';
import { scriptOf, targetsOf } from './script-of-load';
import type { PlacedCase } from './keep-apart';
import { joinLoads, joinPlayed, joinSources, type PlayedExchange } from './played-exchange';
import { loadsOf, waysOf, type ExchangeCase } from '../../model/standards/exchange-case';
import type { UrlLocks } from './url-locks';

/** Cases being played in one browser. */
export interface Playing {
  readonly engine: EngineName;
  readonly browserVersion: string;
  readonly server: ExchangeServer;
  readonly urls: UrlLocks;
  /** What came of each case, at its place. */
  readonly results: (PlayedExchange | undefined)[];
  readonly onProgress: ((ended: number) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

const cellsAtOnce = 16;

/** Whether a server wants a login, other than for a preflight, which has none. */
const wantsLogin = ({ each }: PlacedCase): boolean =>
  waysOf(each)
    .flatMap(({ responses }) => responses)
    .some(
      ({ for: name, status, headers }) =>
        status === 401 && !name.startsWith('preflight') && getHeader(headers, 'www-authenticate') !== null,
    );

/** A case on its way: its loads, and what came of those that have ended. */
interface UnderWay {
  readonly one: PlacedCase;
  readonly loads: readonly ExchangeCase[];
  readonly came: PlayedExchange[];
}

/**
 * Plays cases that have taken their URLs, load by load, and frees these as each ends. Each load of a case has its token: what
 * is at one URL is what the browser may keep.
 */
async function playServed(page: LabPage, served: readonly PlacedCase[], playing: Playing): Promise<void> {
  const { engine, browserVersion, server, urls, results, onProgress, signal } = playing;
  const run = randomBytes(6).toString('hex');
  const underWay = new Map<string, UnderWay>(
    served.map((one, i) => [`${run}-${i}`, { one, loads: loadsOf(one.each), came: [] }]),
  );
  const end = (token: string, { one }: UnderWay): void => {
    underWay.delete(token);
    urls.free(one);
    server.finish(token);
  };
  const take = (some: readonly PageEvidence[]) => {
    for (const seen of some) {
      const each = underWay.get(seen.token)!;
      const { one, loads, came } = each;
      const load = loads[came.length]!;
      const pagePath = one.each.page.path;
      const about = { id: one.each.id, engine, browserVersion, pagePath, isEndless: isEndless(load) };
      came.push(joinSources(load, joinPlayed(about, server.takeSeen(seen.token), seen)));
      if (came.length < loads.length) continue;
      const [first, ...then] = came;
      results[one.place] = joinLoads([first!, ...then]);
      end(seen.token, each);
      onProgress?.(1);
    }
  };
  const challenged = [...underWay]
    .filter(([, { one }]) => wantsLogin(one))
    .flatMap(([token, { one }]) => [token, ...targetsOf(one.each)]);
  try {
    if (challenged.length > 0) await page.refuseLogins?.(challenged);
    for (let turn = 0; underWay.size > 0 && !signal?.aborted; turn += 1) {
      const cells = [...underWay].map(([token, { loads }]) => {
        const load = loads[turn]!;
        server.play(scriptOf(load, token));
        return cellOf(withDigests(load, server), token);
      });
      await collect(page, cells, cellsAtOnce, take, signal);
    }
  } finally {
    for (const [token, each] of [...underWay]) end(token, each);
  }
}

/** Plays cases in one page, each when the URLs that it is led to are free. What failed is in the results. */
export async function playPage(
  open: () => Promise<LabPage>,
  group: readonly PlacedCase[],
  playing: Playing,
): Promise<void> {
  const { engine, browserVersion, urls, results, signal } = playing;
  let failure: string | undefined;
  try {
    const page = await open();
    try {
      for (let waiting = group; waiting.length > 0 && !signal?.aborted;) {
        const served = await urls.take(waiting);
        waiting = waiting.filter((one) => !served.includes(one));
        await playServed(page, served, playing);
      }
    } finally {
      await page.close();
    }
  } catch (error) {
    failure = `the page ${group[0]!.each.page.origin} failed: ${firstLineOf(error)}`;
  }
  if (signal?.aborted) return;
  for (const { place, each } of group) {
    results[place] ??= joinPlayed({ id: each.id, engine, browserVersion }, [], null, failure);
  }
}
