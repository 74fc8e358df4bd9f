import type { AskedRequest } from '../../standards/request';
import { catalog, element, fetching, injection, preload, stream, swap, xhr } from './kinds';
import type { Loader } from './loader';

/** Loaders that do one load: one row each. What a kind of loader asks, and how it plays, stands in `kinds.ts`. */
const singleLoaders = {
  audio: element('<audio src>', null),
  'audio-anonymous': element('<audio crossorigin src>', 'anonymous'),
  'audio-use-credentials': element('<audio crossorigin="use-credentials" src>', 'use-credentials'),
  'audio-swapped-in': swap('<audio> that played the own song before', {
    crossorigin: null,
    order: 'own-song-first',
  }),
  'audio-anonymous-swapped-in': swap('<audio crossorigin> that played the own song before', {
    crossorigin: 'anonymous',
    order: 'own-song-first',
  }),
  'audio-swapped-out': swap('<audio> that goes on to the own song', {
    crossorigin: null,
    order: 'own-song-last',
  }),
  'audio-anonymous-swapped-out': swap('<audio crossorigin> that goes on to the own song', {
    crossorigin: 'anonymous',
    order: 'own-song-last',
  }),
  'audio-suspended': element('<audio src> tapped by a suspended AudioContext', null, true),
  'audio-anonymous-suspended': element(
    '<audio crossorigin src> tapped by a suspended AudioContext',
    'anonymous',
    true,
  ),
  'fetch-omit': fetching("fetch(url, { credentials: 'omit' })", { mode: 'cors', credentials: 'omit' }),
  'fetch-same-origin': fetching('fetch(url)', { mode: 'cors', credentials: 'same-origin' }),
  'fetch-include': fetching("fetch(url, { credentials: 'include' })", {
    mode: 'cors',
    credentials: 'include',
  }),
  'fetch-no-cors': fetching("fetch(url, { mode: 'no-cors' })", {
    mode: 'no-cors',
    credentials: 'same-origin',
  }),
  'fetch-authorization': fetching('fetch(url, { headers: { Authorization } })', {
    mode: 'cors',
    credentials: 'same-origin',
    headers: { Authorization: 'Bearer listener' },
  }),
  'fetch-range': fetching('fetch(url, { headers: { Range } })', {
    mode: 'cors',
    credentials: 'same-origin',
    headers: { Range: 'bytes=0-' },
  }),
  'fetch-reload': fetching("fetch(url, { cache: 'reload' })", {
    mode: 'cors',
    credentials: 'same-origin',
    cache: 'reload',
  }),
  'fetch-custom-header': fetching("fetch(url, { headers: { 'X-Song' } })", {
    mode: 'cors',
    credentials: 'same-origin',
    headers: { 'X-Song': 'tone' },
  }),
  'fetch-range-suffix': fetching("fetch(url, { headers: { Range: 'bytes=-1000000' } })", {
    mode: 'cors',
    credentials: 'same-origin',
    headers: { Range: 'bytes=-1000000' },
  }),
  xhr: xhr('XMLHttpRequest', { withCredentials: false }),
  'xhr-credentials': xhr('XMLHttpRequest withCredentials', { withCredentials: true }),
  'get-and-load': catalog('Get and Load Song: fetch the catalog, then <audio crossorigin>'),
  hls: stream('hls.js', { withCredentials: false }),
  'hls-credentials': stream('hls.js, whose xhrSetup sets withCredentials', { withCredentials: true }),
  'injected-script': injection('a script injected into the page, with credentials'),
} satisfies Record<string, Loader>;

/** Loaders that only ever come before another. */
const preloads = {
  preload: preload('<link rel=preload as=fetch>', { as: 'fetch', crossorigin: null }),
  'preload-anonymous': preload('<link rel=preload as=fetch crossorigin>', {
    as: 'fetch',
    crossorigin: 'anonymous',
  }),
  'preload-use-credentials': preload('<link rel=preload as=fetch crossorigin="use-credentials">', {
    as: 'fetch',
    crossorigin: 'use-credentials',
  }),
  'preload-audio': preload('<link rel=preload as=audio crossorigin>', {
    as: 'audio',
    crossorigin: 'anonymous',
  }),
} satisfies Record<string, Loader>;

const loads = { ...singleLoaders, ...preloads };

export type SingleLoaderName = keyof typeof loads;
export const singleLoaderNames = Object.keys(loads) as SingleLoaderName[];

/** One load, in all that must be known of it. */
export const loaderOf = (name: SingleLoaderName): Loader => loads[name];

/** One load of a loader. */
interface Step {
  readonly loader: SingleLoaderName;
  /** In a frame of another origin of the same site, which shares the page's part of the cache. */
  readonly framed?: true;
}

/** Several loads of one URL, one after the other; what counts is the last. */
type Sequence = readonly [...Step[], Step];

const sequence = (...names: [...(Step | SingleLoaderName)[], SingleLoaderName]): Sequence =>
  names.map((name) => (typeof name === 'string' ? { loader: name } : name)) as readonly Step[] as Sequence;

/** What a first load leaves in the browser's cache for a second one of another kind. */
export const sequenceLoaders = {
  'audio-then-audio-anonymous': sequence('audio', 'audio-anonymous'),
  'audio-then-fetch': sequence('audio', 'fetch-same-origin'),
  'audio-then-fetch-reload': sequence('audio', 'fetch-reload'),
  'audio-anonymous-then-audio': sequence('audio-anonymous', 'audio'),
  'audio-anonymous-then-fetch': sequence('audio-anonymous', 'fetch-same-origin'),
  'audio-anonymous-then-audio-use-credentials': sequence('audio-anonymous', 'audio-use-credentials'),
  'fetch-no-cors-then-fetch': sequence('fetch-no-cors', 'fetch-same-origin'),
  'fetch-no-cors-then-fetch-reload': sequence('fetch-no-cors', 'fetch-reload'),
  'fetch-no-cors-then-audio-anonymous': sequence('fetch-no-cors', 'audio-anonymous'),
  'fetch-then-fetch': sequence('fetch-same-origin', 'fetch-same-origin'),
  'fetch-then-fetch-include': sequence('fetch-same-origin', 'fetch-include'),
  'fetch-include-then-fetch': sequence('fetch-include', 'fetch-same-origin'),
  'fetch-then-audio-anonymous': sequence('fetch-same-origin', 'audio-anonymous'),
  'framed-fetch-then-fetch': sequence({ loader: 'fetch-same-origin', framed: true }, 'fetch-same-origin'),
};

/** A preload that fits the load after it, or does not. */
export const preloadLoaders = {
  'preload-then-fetch': sequence('preload', 'fetch-same-origin'),
  'preload-then-fetch-no-cors': sequence('preload', 'fetch-no-cors'),
  'preload-anonymous-then-fetch': sequence('preload-anonymous', 'fetch-same-origin'),
  'preload-anonymous-then-fetch-include': sequence('preload-anonymous', 'fetch-include'),
  'preload-use-credentials-then-fetch': sequence('preload-use-credentials', 'fetch-same-origin'),
  'preload-use-credentials-then-fetch-include': sequence('preload-use-credentials', 'fetch-include'),
  'preload-then-audio-anonymous': sequence('preload', 'audio-anonymous'),
  'preload-anonymous-then-audio-anonymous': sequence('preload-anonymous', 'audio-anonymous'),
  'preload-audio-then-audio-anonymous': sequence('preload-audio', 'audio-anonymous'),
};

/** A second request that has to be asked for as the first was. */
export const preflightLoaders = {
  'fetch-custom-header-then-fetch-custom-header': sequence('fetch-custom-header', 'fetch-custom-header'),
  'fetch-custom-header-then-fetch-authorization': sequence('fetch-custom-header', 'fetch-authorization'),
};

const sequences = { ...sequenceLoaders, ...preloadLoaders, ...preflightLoaders };

export type LoaderName = keyof typeof singleLoaders | keyof typeof sequences;
export const loaderNames = [...Object.keys(singleLoaders), ...Object.keys(sequences)] as LoaderName[];

const isSequence = (name: LoaderName | SingleLoaderName): name is keyof typeof sequences =>
  Object.hasOwn(sequences, name);

/** The loads that a loader does, in order: one, unless it is a sequence. */
export const stepsOf = (name: LoaderName | SingleLoaderName): Sequence =>
  isSequence(name) ? sequences[name] : [{ loader: name }];

/** The load whose outcome is the loader's. */
export const lastLoadOf = (name: LoaderName | SingleLoaderName): Loader =>
  loaderOf(stepsOf(name).at(-1)!.loader);

/** The request of a loader that makes only one. @throws Error if it makes none, or several */
export function requestOf(name: LoaderName): AskedRequest {
  const [only, second] = lastLoadOf(name).asks;
  if (!only || second) throw new Error(`the loader ${name} does not make one request`);
  return only.request;
}

export function loaderTitle(name: LoaderName): string {
  if (!isSequence(name)) return loaderOf(name).title;
  const titles = sequences[name].map(({ loader, framed }) => {
    const { title } = loaderOf(loader);
    return framed ? `${title} in a frame of another origin` : title;
  });
  return `${titles.join(', then ')}, of one URL`;
}
