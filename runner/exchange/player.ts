import { randomBytes } from 'node:crypto';
import type { ExchangeCase } from '../../model/oracle/exchange-case';
import type { PageEvidence } from '../../model/measurement';
import { audioFile } from '../../servers/audio/library';
import { createExchangePages } from '../../servers/exchange/exchange-pages';
import { createExchangeServer } from '../../servers/exchange/create-exchange-server';
import { listen } from '../../servers/listen';
import { defaultTlsFolder, loadCertificates } from '../../servers/tls/certificates';
import { launchBrowser } from '../browsers/launch';
import { singlePortNetwork } from '../browsers/launch-options';
import type { Engine, OpenProbe, ProbeFrames } from '../browsers/session';
import { groupBy } from '../group-by';
import { collect } from '../measure-page';
import { cellOf } from './cell-of-case';
import { documentOfCase, harnesses, harnessOf, ownHosts } from './exchange-page';
import { joinPlayed, type PlayedExchange } from './played-exchange';
import { inTurns, type PlacedCase } from './turns';

/** A browser and the one server that it sees on every origin. */
export interface ExchangePlayer {
  readonly version: string;
  readonly build: string;
  /** Plays cases and says what came of each, in their order; of those that an abort left out, nothing. */
  play(cases: readonly ExchangeCase[], options?: PlayOptions): Promise<(PlayedExchange | undefined)[]>;
  close(): Promise<void>;
}

interface PlayOptions {
  readonly onProgress?: ((ended: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const pagesAtOnce = 6;
const cellsAtOnce = 16;

const wordsOf = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n')[0]!;

/**
 * Starts `engine` in a network where every port of every host leads to one server.
 * @param hosts all host names that the cases to come name; Firefox must know them beforehand
 * @throws LabFailure where the browser cannot be started
 */
export async function openPlayer(engine: Engine, hosts: readonly string[]): Promise<ExchangePlayer> {
  const certificates = await loadCertificates(defaultTlsFolder);
  const server = createExchangeServer({
    bodies: { audio: audioFile('cdn', 'tone.wav').bytes, text: Buffer.from('earshot') },
    fallback: createExchangePages(),
  });
  const listener = await listen({
    app: server.app,
    answerUnread: server.answerUnread,
    address: '127.0.0.1',
    port: 0,
    schemes: ['http', 'https'],
    certificates,
  });
  const network = singlePortNetwork(listener.port, [...ownHosts, ...hosts], certificates.spki);
  const launched = await launchBrowser(engine, network).catch(async (error: unknown) => {
    await listener.close();
    throw error;
  });
  const { version, build } = launched;

  /** A profile that has seen nothing yet; where it does not open, neither does any page in it. */
  async function openProfile(): Promise<ProbeFrames> {
    // A driver that knows no frames gives each page a profile of its own.
    const pages = { open: launched.openProbe, close: () => Promise.resolve() };
    try {
      return (await launched.openFrames?.({ harnesses, harnessOf })) ?? pages;
    } catch (error) {
      return { ...pages, open: () => Promise.reject(new Error(wordsOf(error))) };
    }
  }

  /** Plays cases of one page, and puts what came of them at their places. */
  async function playPage(
    open: OpenProbe,
    placed: readonly PlacedCase[],
    results: (PlayedExchange | undefined)[],
    { onProgress, signal }: PlayOptions,
  ): Promise<void> {
    const { page: wanted } = placed[0]!.each;
    const run = randomBytes(6).toString('hex');
    const cells = placed.map(({ each }, i) => cellOf(each, `${run}-${i}`));
    const evidence = new Map<string, PageEvidence>();
    let failure: string | undefined;
    try {
      const page = await open(documentOfCase(wanted));
      try {
        placed.forEach(({ each }, i) => {
          const body = each.request.destination === 'audio' ? 'audio' : 'text';
          server.play({ token: cells[i]!.token, answers: each.responses, body });
        });
        const take = (some: readonly PageEvidence[]) => {
          some.forEach((seen) => evidence.set(seen.token, seen));
          onProgress?.(some.length);
        };
        await collect(page, cells, cellsAtOnce, take, signal);
      } finally {
        await page.close();
      }
    } catch (error) {
      failure = `the page ${wanted.origin} failed: ${wordsOf(error)}`;
    }
    if (signal?.aborted) return;
    placed.forEach(({ place, each: { id } }, i) => {
      const { token } = cells[i]!;
      const about = { id, engine, browserVersion: version };
      results[place] = joinPlayed(about, server.finish(token), evidence.get(token) ?? null, failure);
    });
  }

  /** Plays cases that do not get into each other's way, in a profile of their own. */
  async function playTurn(
    turn: readonly PlacedCase[],
    profile: ProbeFrames,
    results: (PlayedExchange | undefined)[],
    options: PlayOptions,
  ): Promise<void> {
    const pages = [...groupBy(turn, ({ each }) => JSON.stringify(each.page)).values()];
    const playOn = async (): Promise<void> => {
      for (let next = pages.pop(); next && !options.signal?.aborted; next = pages.pop()) {
        await playPage(profile.open, next, results, options);
      }
    };
    await Promise.all(Array.from({ length: pagesAtOnce }, playOn));
  }

  return {
    version,
    build,
    async play(cases, options = {}) {
      const results = Array.from<PlayedExchange | undefined>({ length: cases.length });
      const turns = inTurns(cases);
      let next = openProfile();
      for (const [i, turn] of turns.entries()) {
        const profile = await next;
        // The next one opens while this one is used.
        if (i + 1 < turns.length) next = openProfile();
        await playTurn(turn, profile, results, options);
        await profile.close();
        if (options.signal?.aborted) break;
      }
      return results;
    },
    async close() {
      await launched.close();
      await listener.close();
    },
  };
}
