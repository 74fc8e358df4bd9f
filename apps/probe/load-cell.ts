import { nextSongUrl } from '../../model/lab/loaders/next-song';
import { loaderOf, stepsOf } from '../../model/lab/loaders/loaders';
import type { PageEvidence } from '../../model/evidence/page-evidence';
import type { Task } from '../../model/lab/loaders/probe-task';
import type { Cell } from '../../model/lab/plan/cell';
import { TimedOut, withTimeout } from '../shared/bounds';
import { nothing, refused, type Findings } from '../shared/findings';
import { loadBufferSource } from './loaders/buffer-source';
import { getAndLoad } from './loaders/catalog';
import { loadElement, makeElement, swapSource } from './loaders/element';
import { loadFetch, loadRequest } from './loaders/fetch';
import { loadInFrame } from './loaders/frame';
import { loadStream } from './loaders/hls';
import { injectScript } from './loaders/injection';
import { isByPlayer, loadByOwnPlayer, loadByPlayer } from './loaders/players/load-by-player';
import { preload } from './loaders/preload';
import { loadBySources } from './loaders/sources';
import { loadSong } from './loaders/song';
import { isSilenced, loadSilenced, loadUnheard } from './loaders/unheard';
import { loadWorklet } from './loaders/worklet';
import { loadXhr, requestByXhr } from './loaders/xhr';

const logIns = new Map<string, Promise<void>>();

const logInBound = 8_000;

/**
 * Logs in as the player would, from this page; once for each URL. The answer itself is of no interest, its cookie is.
 * @throws TimedOut if it fails: what a load without its cookie comes to says nothing about the scenario
 */
async function logIn(url: string): Promise<void> {
  const request =
    logIns.get(url) ?? fetch(url, { mode: 'no-cors', credentials: 'include' }).then(() => undefined);
  logIns.set(url, request);
  try {
    await withTimeout(request, logInBound, 'the log-in');
  } catch {
    // The next cell tries again.
    logIns.delete(url);
    throw new TimedOut('the log-in');
  }
}

type Step = ReturnType<typeof stepsOf>[number];

async function loadByElement(
  url: string,
  task: Task<'element'> & Pick<Cell, 'sound'>,
  patience: number,
): Promise<Findings> {
  const { name, crossorigin, suspended, sound } = task;
  if (suspended) return loadUnheard(url, makeElement(crossorigin, name));
  if (await isSilenced()) return loadSilenced(url, makeElement(crossorigin, name, sound));
  return loadElement(url, task, patience);
}

function loadOnce(
  { loader, framed }: Step,
  { url, sources, sound = {}, ownSong = '', frame = '', hole = '', collector = '' }: Cell,
  patience: number,
): Promise<Findings> {
  if (framed) return loadInFrame(frame, { cell: { token: 'framed', loader, url }, patience });
  const task = loaderOf(loader).probe;
  if (isByPlayer(task)) return loadByPlayer(url, task, patience);
  switch (task.kind) {
    case 'element':
      return sources
        ? loadBySources(sources, { ...task, sound }, patience)
        : loadByElement(url, { ...task, sound }, patience);
    case 'swap':
      return swapSource(
        task.order === 'own-song-first' ? [ownSong, url] : [url, ownSong],
        task.crossorigin,
        patience,
      );
    case 'preload':
      return preload(url, task.as, task.crossorigin);
    case 'fetch':
      return loadFetch(url, task);
    case 'xhr':
      return loadXhr(url, task.withCredentials);
    case 'hls':
      return loadStream(url, task.withCredentials, patience);
    case 'sources':
      return loadBySources(
        [url, nextSongUrl(url, task.next)].map((each) => ({ url: each, type: null })),
        { ...task, name: 'audio' },
        patience,
      );
    case 'buffer-source':
      return loadBufferSource(url);
    case 'worklet':
      return loadWorklet(url, task.credentials);
    case 'catalog':
      return getAndLoad(url, patience);
    case 'injection':
      return injectScript(hole, url, collector);
    default:
      // The compiler names the kind that has no case.
      throw new Error('a loader without a case', { cause: task satisfies never });
  }
}

/** Streams whose parts need an initialization segment are FLAC in MP4, which not every build of a browser decodes. */
const lacksDecoder = (loader: Step['loader']): boolean =>
  loaderOf(loader).plays === 'media-source' &&
  loaderOf(loader).asks.some(({ file }) => file === 'init') &&
  !('MediaSource' in window && MediaSource.isTypeSupported('audio/mp4; codecs="flac"'));

/** One load, or several after one another: what the last of them finds out, or the one that timed out. */
async function load(cell: Cell, patience: number): Promise<Findings> {
  if (cell.anySong) return loadSong(cell);
  if (cell.request)
    return cell.request.api === 'xhr'
      ? requestByXhr(cell.url, cell.request, cell.endless)
      : loadRequest(cell.url, cell.request, cell.endless);
  if (cell.ownPlayer !== undefined) return loadByOwnPlayer(cell.url, cell.ownPlayer, patience);
  let found: Findings = nothing;
  for (const step of stepsOf(cell.loader)) {
    found = await loadOnce(step, cell, patience);
    if (lacksDecoder(step.loader)) found = { ...found, lacksDecoder: true };
    if (found.timedOut !== undefined) break;
  }
  return found;
}

/** Does one load and says what the page saw of it. Never throws: a timeout is part of the evidence. */
export async function loadCell(cell: Cell, patience: number): Promise<PageEvidence> {
  const started = performance.now();
  const close = (findings: Findings): PageEvidence => ({
    token: cell.token,
    ...findings,
    milliseconds: Math.round((performance.now() - started) * 10) / 10,
  });
  try {
    if (cell.logIn !== undefined) await logIn(cell.logIn);
    return close(await load(cell, patience));
  } catch (error) {
    return error instanceof TimedOut
      ? close({ ...nothing, timedOut: error.waitedFor })
      : close(refused(error));
  }
}
