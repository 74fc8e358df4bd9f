import { randomBytes } from 'node:crypto';
import type { Exchange } from '../../model/evidence/exchange';
import type { PageEvidence } from '../../model/evidence/page-evidence';
import { getHeader } from '../../model/http/headers';
import type { ExchangeServer } from '../../servers/exchange/create-exchange-server';
import type { LabPage } from '../browsers/session/session';
import type { EngineName } from '../../model/evidence/engine';
import { firstLineOf } from '../common/lab-failure';
import { collect } from '../measure/measure-page';
import { cellOf, targetsOf, withDigests } from './cell-of-case';
import type { PlacedCase } from './keep-apart';
import { joinPlayed, type PlayedExchange } from './played-exchange';
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
  each.responses.some(
    ({ for: name, status, headers }) =>
      status === 401 && !name.startsWith('preflight') && getHeader(headers, 'www-authenticate') !== null,
  );

/** Plays cases that have taken their URLs, and frees these as each ends. */
async function playServed(page: LabPage, served: readonly PlacedCase[], playing: Playing): Promise<void> {
  const { engine, browserVersion, server, urls, results, onProgress, signal } = playing;
  const run = randomBytes(6).toString('hex');
  const underWay = new Map(served.map((one, i) => [`${run}-${i}`, one]));
  const cells = [...underWay].map(([token, { each }]) => cellOf(withDigests(each, server), token));
  const end = (token: string, one: PlacedCase): Exchange[] => {
    underWay.delete(token);
    urls.free(one);
    return server.finish(token);
  };
  const take = (some: readonly PageEvidence[]) => {
    for (const seen of some) {
      const one = underWay.get(seen.token)!;
      const about = { id: one.each.id, engine, browserVersion, pagePath: one.each.page.path };
      results[one.place] = joinPlayed(about, end(seen.token, one), seen);
    }
    onProgress?.(some.length);
  };
  for (const [token, { each }] of underWay) {
    const body = each.request.destination === 'audio' ? 'audio' : 'text';
    server.play({ token, answers: each.responses, body });
  }
  const challenged = [...underWay]
    .filter(([, one]) => wantsLogin(one))
    .flatMap(([token, { each }]) => [token, ...targetsOf(each)]);
  try {
    if (challenged.length > 0) await page.refuseLogins?.(challenged);
    await collect(page, cells, cellsAtOnce, take, signal);
  } finally {
    for (const [token, one] of [...underWay]) end(token, one);
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
