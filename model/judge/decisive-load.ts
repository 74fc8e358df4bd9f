import type { Exchange } from '../evidence/exchange';
import { isNamed, type Ask, type AskedFile } from '../lab/loaders/loader';
import type { Loader } from '../lab/loaders/probe-task';
import { lastLoadOf, loaderOf, stepsOf } from '../lab/loaders/loaders';
import { ownSongPath, type PlannedCell } from '../lab/plan/cells';
import { isNextSong, nextSongAt, nextSongUrl } from '../lab/loaders/next-song';
import { isStreamPart, streamPartAt, type StreamPart } from '../lab/topology/stream';
import { workletFile } from '../lab/topology/worklet';
import { clientOf, type Client } from '../standards/client';
import { createRequest } from '../standards/request';
import { isOfElement } from './compare-wire';
import type { ReplayedLoad } from './diagnosis/replay';
import type { SeenLoad } from './diagnosis/diagnose';

/** A cell, and what went over the wire for it. */
export interface CellOnWire extends Pick<PlannedCell, 'loader' | 'url' | 'ownSong' | 'frame'> {
  /** The page, as its policies leave it. */
  readonly client: Client;
  readonly wire: readonly Exchange[];
  /** Whether elements ask for the whole in the engine that did it; not, where it is left out. */
  readonly asksForWhole?: boolean;
}

interface DecisiveLoad extends Omit<SeenLoad, 'outcome'> {
  /** Of an HLS stream, the part that it was for; null if nothing was asked for, or there is no stream. */
  readonly part: StreamPart | null;
}

const isBelow = (path: string, file: string): boolean => path.replace(/\?.*/s, '').endsWith(`/${file}`);

/** Which file of a loader a request was for, by its path. A CDN's song may be where the page's own is, if none of that is asked for. */
const isFor: Readonly<Record<AskedFile, (path: string, hasOwnSong: boolean) => boolean>> = {
  song: (path, hasOwnSong) =>
    nextSongAt(path) === undefined && (!hasOwnSong || !path.startsWith(ownSongPath)),
  'next-song': (path) => nextSongAt(path) === 'next-song',
  'missing-song': (path) => nextSongAt(path) === 'missing-song',
  'bare-song': () => true,
  'own-song': (path) => path.startsWith(ownSongPath),
  catalog: (path) => isBelow(path, 'songs'),
  'catalog-song': (path) => isBelow(path, 'song.mp3'),
  playlist: (path) => streamPartAt(path) === 'playlist',
  key: (path) => streamPartAt(path) === 'key',
  segment: (path) => streamPartAt(path) === 'segment',
  'open-playlist': (path) => streamPartAt(path) === 'open-playlist',
  manifest: (path) => streamPartAt(path) === 'manifest',
  worklet: (path) => isBelow(path, workletFile),
  init: (path) => streamPartAt(path) === 'init',
  fragment: (path) => streamPartAt(path) === 'fragment',
};

/** The loads of a sequence before its last. */
const loadsBefore = ({ loader, client, frame }: CellOnWire): ReplayedLoad[] =>
  stepsOf(loader)
    .slice(0, -1)
    .flatMap((step) => {
      const { asks, preloads } = loaderOf(step.loader);
      const by = step.framed ? clientOf({ origin: frame ?? 'null' }) : client;
      return asks.flatMap((ask) => {
        const request = createRequest(ask.request);
        return request ? [{ client: by, request, preloads }] : [];
      });
    });

function needsOf({ injected, plays }: Loader): SeenLoad['needs'] {
  if (injected) return 'inline-script';
  return plays === 'media-source' ? 'media-source' : undefined;
}

/** The requests of a loader, and the one that it falls back on if it did: nothing sent is a refusal as well. */
function asksOf(
  { asks, fallback }: Loader,
  wire: readonly Exchange[],
  isElements: (exchange: Exchange) => boolean,
): readonly Ask[] {
  // Of a song over http in a page over https nothing is asked by script at all.
  const isHeard = fallback?.isHeard === true || wire.every(isElements);
  const fellBack = fallback && isHeard && (wire.length === 0 || wire.some(isElements));
  return fellBack ? [...asks, fallback.ask] : asks;
}

/**
 * The requests of a loader that may decide what comes of it, in the order in which a refusal counts: one, unless its library
 * asks for the song besides.
 */
export function decisiveLoads(cell: CellOnWire): [DecisiveLoad, ...DecisiveLoad[]] {
  const { asks, beside, blob } = lastLoadOf(cell.loader);
  const isElements = (each: Exchange): boolean => isOfElement(each, cell.asksForWhole === true);
  const byElement = beside ? cell.wire.filter(isElements) : [];
  if (beside?.when === 'played') return [decisiveLoad({ ...cell, wire: byElement }, asks)];
  const byScript = cell.wire.filter((each) => !byElement.includes(each));
  const own = decisiveLoad(
    { ...cell, wire: byScript },
    asksOf(lastLoadOf(cell.loader), cell.wire, isElements),
  );
  const first = blob === null ? own : { ...own, plays: blob };
  if (!beside || (beside.when !== 'always' && byElement.length === 0)) return [first];
  const other = decisiveLoad({ ...cell, wire: byElement }, [beside.ask]);
  return beside.when === 'always' && beside.isHeard ? [other] : [own, other];
}

/** The last request of several that was made, or that was to be. */
function decisiveLoad(cell: CellOnWire, asked: readonly Ask[]): DecisiveLoad {
  const { client, loader, url, ownSong = '' } = cell;
  const load = lastLoadOf(loader);
  const asks = asked.map((ask) => ({
    ...ask,
    wire: cell.wire.filter(({ path }) => isFor[ask.file](path, cell.ownSong !== undefined)),
  }));
  // Nothing is asked of what comes after one that plays.
  const sent = load.untilOnePlays ? asks.filter(({ wire }) => wire.length > 0) : [];
  const last = sent.at(-1) ?? asks.findLast(({ file, wire }) => wire.length > 0 || !isNamed(file));
  if (!last) throw new Error(`The loader ${loader} asks for nothing that can be judged`);
  const { file, request, wire } = last;
  const [first] = wire;
  const known = file === 'own-song' ? ownSong : isNextSong(file) ? nextSongUrl(url, file) : url;
  return {
    client,
    request,
    url: isNamed(file) && first ? `${first.scheme}://${first.host}${first.path}` : known,
    wire,
    before: loadsBefore(cell),
    needs: needsOf(load),
    part: isStreamPart(file) && wire.length > 0 ? file : null,
  };
}
