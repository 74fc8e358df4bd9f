import type { AskedRequest } from '../../standards/request';
import type { Loader } from './probe-task';
import { preloads, singleLoaders } from './single-loaders';

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

const afterAudio = <N extends SingleLoaderName>(...names: readonly N[]) =>
  Object.fromEntries(names.map((name) => [`audio-then-${name}`, sequence('audio', name)])) as Readonly<
    Record<`audio-then-${N}`, Sequence>
  >;

/** What an element without crossorigin leaves in the browser's cache for a player library, or for what asks as one with credentials. */
export const playerSequences = afterAudio(
  'howler',
  'howler-credentials',
  'wavesurfer',
  'wavesurfer-peaks',
  'wavesurfer-own-media-heard',
  'wavesurfer-web-audio-credentials',
  'tone',
  'three',
  'soundjs',
  'phaser-loader-credentials',
  'phaser-file-credentials',
  'phaser-html5',
  'pixi-sound-legacy',
  'babylon-streaming',
  'videojs-anonymous',
  'buzz-web-audio',
  'shaka-extensionless',
  'amplitude',
  'amplitude-waveform',
  'vidstack-anonymous',
  'jplayer',
  'mediaelement',
  'meyda',
  'meyda-anonymous',
  'fetch-include',
);

/** A second request that has to be asked for as the first was. */
export const preflightLoaders = {
  'fetch-custom-header-then-fetch-custom-header': sequence('fetch-custom-header', 'fetch-custom-header'),
  'fetch-custom-header-then-fetch-authorization': sequence('fetch-custom-header', 'fetch-authorization'),
};

const sequences = { ...sequenceLoaders, ...playerSequences, ...preloadLoaders, ...preflightLoaders };

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
