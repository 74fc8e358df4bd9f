import { availableParallelism } from 'node:os';
import { httpVersions, type HttpVersion } from '../../model/http/version';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { audioFile } from '../../servers/audio/library';
import { createExchangePages } from '../../servers/exchange/exchange-pages';
import { createExchangeServer } from '../../servers/exchange/create-exchange-server';
import { listen } from '../../servers/http/listen';
import { defaultTlsFolder, loadOrMakeCertificates } from '../../servers/tls/certificates';
import { launchBrowser } from '../browsers/launch';
import { startLoopbackProxy } from '../browsers/session/loopback-proxy';
import { isAddress, proxiedNetwork, singlePortNetwork } from '../browsers/session/network';
import type { ProbeDocument, ProbeFrames } from '../browsers/session/session';
import type { EngineName } from '../../model/evidence/engine';
import { checkPages } from '../lab/check-pages';
import { groupBy } from '../lists/group-by';
import type { Place } from './address-spaces';
import { isPlayedAsShipped } from './as-shipped';
import { documentAsShipped, documentOfCase, harnessFor, ownHosts } from './exchange-page';
import { keepApart, type PlacedCase } from './keep-apart';
import { playPage } from './play-page';
import { joinPlayed, type PlayedExchange } from './played-exchange';
import { UrlLocks } from './url-locks';

/** A browser and the one server that it sees on every origin. */
export interface ExchangePlayer {
  readonly version: string;
  readonly build: string;
  /** Plays cases and says what came of each, in their order; of those that an abort left out, nothing. */
  play(cases: readonly ExchangeCase[], options?: PlayOptions): Promise<(PlayedExchange | undefined)[]>;
  close(): Promise<void>;
}

export interface PlayOptions {
  readonly onProgress?: ((ended: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Each page takes a core for a while; they share the one process of the browser that all goes through. */
const pagesAtOnce = Math.min(availableParallelism() + 1, 6);

/** A document, where it is opened, and the cases that are played in it. */
interface Group {
  readonly profile: string;
  readonly document: ProbeDocument;
  readonly harness: string;
  /** Whether the document is on top of a window of its own, and not in a frame. */
  readonly onTop: boolean;
  /** Whether it is in a browser that lets sound begin as it ships. */
  readonly isAsShipped: boolean;
  readonly placed: readonly PlacedCase[];
  /** What is spoken over https, to the page too. */
  readonly http: HttpVersion;
}

const httpOf = ({ http }: ExchangeCase): HttpVersion => http ?? '1.1';

/** Those of one harness after one another, so that it is opened once. */
function groupsOf(cases: readonly ExchangeCase[], engine: EngineName): Group[] {
  const groups = groupBy(keepApart(cases), ({ each, profile, partition }) =>
    JSON.stringify([profile, partition, each.page, isPlayedAsShipped(each, engine), httpOf(each)]),
  );
  return [...groups.values()]
    .map((placed): Group => {
      const { each, profile, partition, onTop } = placed[0]!;
      const document = documentOfCase(each.page, engine);
      if (isPlayedAsShipped(each, engine)) {
        const asShipped = documentAsShipped(each.page);
        return {
          profile: 'as shipped',
          document: asShipped,
          harness: '',
          onTop: true,
          isAsShipped: true,
          placed,
          http: httpOf(each),
        };
      }
      return {
        isAsShipped: false,
        profile,
        document,
        harness: harnessFor(document, partition),
        onTop,
        placed,
        http: httpOf(each),
      };
    })
    .sort((one, other) => one.harness.localeCompare(other.harness));
}

/**
 * Starts `engine` in a network where every port of every host leads to one server.
 * @param hosts all host names that the cases to come name; Firefox must know them before it starts
 * @param movedPlaces what it is to take to be elsewhere than on this machine, if that matters: each page is then on top of a window of its own
 * @throws LabFailure where the browser cannot be started, or the pages are not built
 */
export async function openPlayer(
  engine: EngineName,
  hosts: readonly string[],
  movedPlaces: readonly Place[] | null = null,
): Promise<ExchangePlayer> {
  checkPages();
  const certificates = await loadOrMakeCertificates(defaultTlsFolder);
  const server = createExchangeServer({
    bodies: { audio: audioFile('cdn', 'tone.wav').bytes, text: Buffer.from('earshot') },
    fallback: createExchangePages(),
    hosts,
  });
  const listener = await listen({
    app: server.app,
    answerUnread: server.answerUnread,
    answerStream: server.answerStream,
    address: '127.0.0.1',
    port: 0,
    schemes: ['http', 'https'],
    certificates,
  });
  // Only a proxy leads the addresses of other machines here, too; but of what comes through one no browser can tell where it is.
  const proxy =
    !movedPlaces && hosts.some((host) => isAddress(host) && host !== '127.0.0.1')
      ? await startLoopbackProxy(() => ({ host: '127.0.0.1', port: listener.port }))
      : null;
  const closeNetwork = async () => {
    await proxy?.close();
    await listener.close();
  };
  const network = proxy
    ? proxiedNetwork(listener.port, proxy.port, certificates.spki)
    : singlePortNetwork(listener.port, [...ownHosts, ...hosts], certificates.spki);
  const places = movedPlaces?.map((place) => ({ ...place, leadsTo: listener.port }));
  const launched = await launchBrowser(engine, { ...network, ...(places && { movedPlaces: places }) }).catch(
    async (error: unknown) => {
      await closeNetwork();
      throw error;
    },
  );
  const { version, build } = launched;
  // Some answers end Firefox; what waits for it then would wait for ever.
  const ended = new Promise<void>((resolve) => launched.browser?.once('disconnected', () => resolve()));

  /** A profile that has seen nothing yet. */
  const openProfile = async ({ onTop, isAsShipped }: Group): Promise<ProbeFrames> =>
    // A driver that knows no frames gives each page a profile of its own.
    (movedPlaces || onTop ? undefined : await launched.openFrames?.()) ?? {
      open: (isAsShipped ? launched.openAsShipped : undefined) ?? launched.openProbe,
      close: () => Promise.resolve(),
    };

  return {
    version,
    build,
    async play(cases, { onProgress, signal } = {}) {
      const results = Array.from<PlayedExchange | undefined>({ length: cases.length });
      const urls = new UrlLocks();
      const playing = { engine, browserVersion: version, server, urls, results, onProgress, signal };
      const profiles = new Map<string, Promise<ProbeFrames>>();
      const all = groupsOf(cases, engine);
      let groups: Group[] = [];
      const playOn = async (): Promise<void> => {
        for (let group = groups.shift(); group && !signal?.aborted; group = groups.shift()) {
          const { profile, document, harness, placed } = group;
          const frames = profiles.get(profile) ?? openProfile(group);
          profiles.set(profile, frames);
          await playPage(async () => (await frames).open(document, harness), placed, playing);
        }
      };
      const playAll = async (): Promise<void> => {
        for (const version of httpVersions) {
          groups = all.filter((group) => group.http === version);
          if (groups.length === 0 || signal?.aborted) continue;
          listener.speak(version);
          await Promise.all(Array.from({ length: pagesAtOnce }, playOn));
        }
        // One that did not open is in the results.
        await Promise.allSettled([...profiles.values()].map(async (profile) => (await profile).close()));
      };
      await Promise.race([playAll(), ended]);
      if (signal?.aborted || launched.browser?.isConnected() !== false) return results;
      const why = 'the browser ended by itself';
      return results.map((played, place) =>
        played && played.labError?.code !== 'page-failed'
          ? played
          : joinPlayed({ id: cases[place]!.id, engine, browserVersion: version }, [], null, why),
      );
    },
    async close() {
      await launched.close();
      await closeNetwork();
    },
  };
}
