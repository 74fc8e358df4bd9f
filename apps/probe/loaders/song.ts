import type { HeaderLine } from '../../../model/http/headers';
import { loaderOf, stepsOf } from '../../../model/lab/loaders/loaders';
import type { Cell } from '../../../model/lab/plan/cell';
import { loadBound, TimedOut, withTimeout } from '../../shared/bounds';
import { nothing, refused, type Findings } from '../../shared/findings';
import { tapElement } from '../../shared/hearing';
import { looksLikeAudio } from '../../shared/sniff-audio';
import { makeElement, release } from './element';
import { initOf } from './fetch';
import { hearElement } from './hear-song';
import { isByPlayer, loadSongByPlayer } from './players/load-by-player';
import { visibleHeaders } from './xhr';

type CrossOrigin = 'anonymous' | 'use-credentials' | null;
type Seen = Omit<NonNullable<Findings['response']>, 'bytes'>;

/** What is read of a body at most: enough for a decoder, and no more than is handed on of it. */
const mostBytes = 524_288;

/** What bytes in script's hands are. A part of a file decodes in most formats, and not in all. */
async function songIn(bytes: Uint8Array<ArrayBuffer>): Promise<NonNullable<Findings['song']>> {
  const decoder = new OfflineAudioContext(1, 1, 16_000);
  try {
    // It takes the bytes away.
    const decoded = await withTimeout(
      decoder.decodeAudioData(bytes.slice().buffer),
      loadBound,
      'the decoder',
    );
    const hasSound = decoded.getChannelData(0).some((sample) => sample !== 0);
    return hasSound ? 'sound' : 'zeros';
  } catch {
    return looksLikeAudio(bytes) ? 'audio' : 'something-else';
  }
}

async function examine(seen: Seen, bytes: Uint8Array<ArrayBuffer>): Promise<Findings> {
  const response = { ...seen, bytes: bytes.length };
  const came = { accepted: true, metadata: true, advances: bytes.length > 0, tone: null, response };
  return bytes.length === 0 ? came : { ...came, song: await songIn(bytes) };
}

function join(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** The beginning of a body. A stream that gives less in a while has begun all the same. */
async function readBeginning(
  body: ReadableStream<Uint8Array> | null,
  bound: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  const end = performance.now() + bound / 3;
  let length = 0;
  while (length < mostBytes) {
    const left = Math.max(0, end - performance.now());
    const read = await withTimeout(reader.read(), left, 'the body').catch((error: unknown) => {
      if (error instanceof TimedOut && length > 0) return { done: true, value: undefined };
      throw error;
    });
    if (read.done) break;
    length += read.value!.length;
    chunks.push(read.value!);
  }
  reader.cancel().catch(() => undefined);
  return join(chunks);
}

async function fetchSong(url: string, init: RequestInit, bound: number): Promise<Findings> {
  const abort = new AbortController();
  try {
    const request = fetch(url, { ...init, signal: abort.signal });
    const response = await withTimeout(request, bound, 'fetch() to settle');
    const { type, status, redirected } = response;
    const headers: HeaderLine[] = [...response.headers];
    const seen = { type, status, redirected, headers };
    if (type === 'opaque') return { ...nothing, accepted: true, response: { ...seen, bytes: null } };
    return await examine(seen, await readBeginning(response.body, bound));
  } catch (error) {
    if (error instanceof TypeError) return refused(error);
    throw error;
  } finally {
    abort.abort();
  }
}

function askByXhr(url: string, withCredentials: boolean, bound: number): Promise<Findings> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', url);
    // Of text script sees what has come so far, a byte in each character's low half.
    xhr.overrideMimeType('text/plain; charset=x-user-defined');
    xhr.withCredentials = withCredentials;
    xhr.timeout = bound;
    let isEnough = false;
    const look = () => {
      isEnough = true;
      const bytes = Uint8Array.from(xhr.responseText, (character) => character.charCodeAt(0) & 0xff);
      const { status } = xhr;
      const redirected = xhr.responseURL !== new URL(url).href;
      const found = examine({ type: 'xhr', status, redirected, headers: visibleHeaders(xhr) }, bytes);
      xhr.abort();
      resolve(found);
    };
    xhr.onprogress = ({ loaded }) => {
      if (loaded >= mostBytes && !isEnough) look();
    };
    xhr.onload = () => {
      if (!isEnough) look();
    };
    // It says no more than that there was an error.
    xhr.onerror = () => {
      if (!isEnough) resolve(refused(new Error('XMLHttpRequest fired "error"')));
    };
    xhr.ontimeout = () => {
      if (xhr.responseText.length > 0) look();
      else reject(new TimedOut('XMLHttpRequest to end'));
    };
    xhr.send();
  });
}

async function playSong(url: string, crossorigin: CrossOrigin, bound: number): Promise<Findings> {
  const element = makeElement(crossorigin);
  const tap = await tapElement(element);
  try {
    element.src = url;
    return await hearElement(element, tap, bound);
  } finally {
    release(element, tap);
  }
}

/**
 * Loads a song that nobody here knows: by an element, `fetch()`, XMLHttpRequest or a player library. Any sound is taken for the
 * song's. No more than the beginning of a body is read, but by libraries, which read all of it.
 * @throws TimedOut where nothing comes of it
 */
export async function loadSong({ url, loader, request, bound = loadBound }: Cell): Promise<Findings> {
  if (request) return fetchSong(url, initOf(request), bound);
  const task = loaderOf(stepsOf(loader).at(-1)!.loader).probe;
  if (isByPlayer(task)) return loadSongByPlayer(url, task, bound);
  if (task.kind === 'element') return playSong(url, task.crossorigin, bound);
  if (task.kind === 'xhr') return askByXhr(url, task.withCredentials, bound);
  if (task.kind !== 'fetch') return refused(new Error(`${loader} loads songs of the lab alone`));
  const { mode, credentials, headers = {}, cache = 'default' } = task;
  return fetchSong(url, { mode, credentials, headers, cache }, bound);
}
