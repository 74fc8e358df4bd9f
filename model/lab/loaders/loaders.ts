/** Ways for a page to load audio, as data. The names of fields and values are those of the Fetch and HTML standards. */

interface LoaderBase {
  readonly title: string;
}

/** A media element, tapped by Web Audio. https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource */
interface ElementLoader extends LoaderBase {
  readonly kind: 'element';
  /** The AudioContext that taps it does not run. */
  readonly suspended?: true;
  /** The `crossorigin` content attribute; null where it is absent. */
  readonly crossorigin: 'anonymous' | 'use-credentials' | null;
}

/** `fetch()`. https://fetch.spec.whatwg.org/#fetch-method */
interface FetchLoader extends LoaderBase {
  readonly kind: 'fetch';
  readonly mode: 'cors' | 'no-cors';
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly headers?: Readonly<Record<string, string>>;
  /** `default` where it is absent. */
  readonly cache?: 'reload';
}

/** `XMLHttpRequest`. https://xhr.spec.whatwg.org/ */
interface XhrLoader extends LoaderBase {
  readonly kind: 'xhr';
  readonly withCredentials: boolean;
}

/** The article's button: fetch the catalog, take the song's URL from it, set it as the `src` of an element. */
interface CatalogLoader extends LoaderBase {
  readonly kind: 'catalog';
}

/** A script injected into a page of the site through a hole, which fetches with credentials and sends off what it reads. */
interface InjectionLoader extends LoaderBase {
  readonly kind: 'injection';
}

/** `<link rel=preload>`, which only ever comes before another load. https://html.spec.whatwg.org/multipage/links.html#link-type-preload */
interface PreloadLoader extends LoaderBase {
  readonly kind: 'preload';
  /** The standard knows no `audio` here: such a link does nothing. */
  readonly as: 'fetch' | 'audio';
  readonly crossorigin: 'anonymous' | 'use-credentials' | null;
}

/** A tapped media element whose `src` is swapped while it plays, and once was or will be the page's own song. */
interface SwapLoader extends LoaderBase {
  readonly kind: 'swap';
  readonly crossorigin: 'anonymous' | 'use-credentials' | null;
  /** Where the scenario's URL comes: after the page's own song, or before it. What counts is the last. */
  readonly order: 'own-song-first' | 'own-song-last';
}

/** hls.js: it asks for playlist, key and segment by XHR, and plays them by a MediaSource. https://www.rfc-editor.org/rfc/rfc8216 */
interface HlsLoader extends LoaderBase {
  readonly kind: 'hls';
  readonly withCredentials: boolean;
}

type SingleLoader =
  ElementLoader | SwapLoader | FetchLoader | XhrLoader | CatalogLoader | InjectionLoader | HlsLoader;

/** Several loads of one URL, one after the other; what counts is the last. */
interface SequenceLoader extends LoaderBase {
  readonly kind: 'sequence';
  readonly steps: readonly SequenceStep[];
}

interface SequenceStep {
  readonly loader: keyof typeof singleLoaders | keyof typeof preloads;
  /** In a frame of another origin of the same site, which shares the page's part of the cache. */
  readonly framed?: true;
}

export type LoaderSpec = SingleLoader | SequenceLoader;

const singleLoaders = {
  audio: { kind: 'element', crossorigin: null, title: '<audio src>' },
  'audio-anonymous': { kind: 'element', crossorigin: 'anonymous', title: '<audio crossorigin src>' },
  'audio-use-credentials': {
    kind: 'element',
    crossorigin: 'use-credentials',
    title: '<audio crossorigin="use-credentials" src>',
  },
  'audio-swapped-in': {
    kind: 'swap',
    crossorigin: null,
    order: 'own-song-first',
    title: '<audio> that played the own song before',
  },
  'audio-anonymous-swapped-in': {
    kind: 'swap',
    crossorigin: 'anonymous',
    order: 'own-song-first',
    title: '<audio crossorigin> that played the own song before',
  },
  'audio-swapped-out': {
    kind: 'swap',
    crossorigin: null,
    order: 'own-song-last',
    title: '<audio> that goes on to the own song',
  },
  'audio-anonymous-swapped-out': {
    kind: 'swap',
    crossorigin: 'anonymous',
    order: 'own-song-last',
    title: '<audio crossorigin> that goes on to the own song',
  },
  'audio-suspended': {
    kind: 'element',
    crossorigin: null,
    suspended: true,
    title: '<audio src> tapped by a suspended AudioContext',
  },
  'audio-anonymous-suspended': {
    kind: 'element',
    crossorigin: 'anonymous',
    suspended: true,
    title: '<audio crossorigin src> tapped by a suspended AudioContext',
  },
  'fetch-omit': {
    kind: 'fetch',
    mode: 'cors',
    credentials: 'omit',
    title: "fetch(url, { credentials: 'omit' })",
  },
  'fetch-same-origin': { kind: 'fetch', mode: 'cors', credentials: 'same-origin', title: 'fetch(url)' },
  'fetch-include': {
    kind: 'fetch',
    mode: 'cors',
    credentials: 'include',
    title: "fetch(url, { credentials: 'include' })",
  },
  'fetch-no-cors': {
    kind: 'fetch',
    mode: 'no-cors',
    credentials: 'same-origin',
    title: "fetch(url, { mode: 'no-cors' })",
  },
  'fetch-authorization': {
    kind: 'fetch',
    mode: 'cors',
    credentials: 'same-origin',
    headers: { Authorization: 'Bearer listener' },
    title: 'fetch(url, { headers: { Authorization } })',
  },
  'fetch-range': {
    kind: 'fetch',
    mode: 'cors',
    credentials: 'same-origin',
    headers: { Range: 'bytes=0-' },
    title: 'fetch(url, { headers: { Range } })',
  },
  'fetch-reload': {
    kind: 'fetch',
    mode: 'cors',
    credentials: 'same-origin',
    cache: 'reload',
    title: "fetch(url, { cache: 'reload' })",
  },
  'fetch-custom-header': {
    kind: 'fetch',
    mode: 'cors',
    credentials: 'same-origin',
    headers: { 'X-Song': 'tone' },
    title: "fetch(url, { headers: { 'X-Song' } })",
  },
  'fetch-range-suffix': {
    kind: 'fetch',
    mode: 'cors',
    credentials: 'same-origin',
    headers: { Range: 'bytes=-1000000' },
    title: "fetch(url, { headers: { Range: 'bytes=-1000000' } })",
  },
  xhr: { kind: 'xhr', withCredentials: false, title: 'XMLHttpRequest' },
  'xhr-credentials': { kind: 'xhr', withCredentials: true, title: 'XMLHttpRequest withCredentials' },
  'get-and-load': {
    kind: 'catalog',
    title: 'Get and Load Song: fetch the catalog, then <audio crossorigin>',
  },
  hls: { kind: 'hls', withCredentials: false, title: 'hls.js' },
  'hls-credentials': {
    kind: 'hls',
    withCredentials: true,
    title: 'hls.js, whose xhrSetup sets withCredentials',
  },
  'injected-script': { kind: 'injection', title: 'a script injected into the page, with credentials' },
} as const satisfies Record<string, SingleLoader>;

const preloads = {
  preload: { kind: 'preload', as: 'fetch', crossorigin: null, title: '<link rel=preload as=fetch>' },
  'preload-anonymous': {
    kind: 'preload',
    as: 'fetch',
    crossorigin: 'anonymous',
    title: '<link rel=preload as=fetch crossorigin>',
  },
  'preload-use-credentials': {
    kind: 'preload',
    as: 'fetch',
    crossorigin: 'use-credentials',
    title: '<link rel=preload as=fetch crossorigin="use-credentials">',
  },
  'preload-audio': {
    kind: 'preload',
    as: 'audio',
    crossorigin: 'anonymous',
    title: '<link rel=preload as=audio crossorigin>',
  },
} as const satisfies Record<string, PreloadLoader>;

const sequence = (...loads: (SequenceStep | SequenceStep['loader'])[]): SequenceLoader => {
  const steps = loads.map((load) => (typeof load === 'string' ? { loader: load } : load));
  const titles = steps.map(({ loader, framed }): string => {
    const { title } = singleSpec(loader);
    return framed ? `${title} in a frame of another origin` : title;
  });
  return { kind: 'sequence', steps, title: `${titles.join(', then ')}, of one URL` };
};

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
} as const satisfies Record<string, SequenceLoader>;

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
} as const satisfies Record<string, SequenceLoader>;

/** A second request that has to be asked for as the first was. */
export const preflightLoaders = {
  'fetch-custom-header-then-fetch-custom-header': sequence('fetch-custom-header', 'fetch-custom-header'),
  'fetch-custom-header-then-fetch-authorization': sequence('fetch-custom-header', 'fetch-authorization'),
} as const satisfies Record<string, SequenceLoader>;

const loaders = {
  ...singleLoaders,
  ...sequenceLoaders,
  ...preloadLoaders,
  ...preflightLoaders,
} as const satisfies Record<string, LoaderSpec>;

export type LoaderName = keyof typeof loaders;
export const loaderNames = Object.keys(loaders) as LoaderName[];
export const loaderSpec = (name: LoaderName): LoaderSpec => loaders[name];

export type SingleLoaderName = SequenceStep['loader'];
export const singleLoaderNames = [
  ...Object.keys(singleLoaders),
  ...Object.keys(preloads),
] as SingleLoaderName[];

/** The loads that a loader does, in order: one, but for sequences. */
export function stepsOf(loader: LoaderName | SingleLoaderName): readonly [...SequenceStep[], SequenceStep] {
  const spec = loader in loaders ? loaderSpec(loader as LoaderName) : undefined;
  if (spec?.kind !== 'sequence') return [{ loader: loader as SingleLoaderName }];
  return spec.steps as readonly [...SequenceStep[], SequenceStep];
}

/** The load whose outcome is the loader's. */
export const lastLoadOf = (loader: LoaderName | SingleLoaderName): SingleLoaderName =>
  stepsOf(loader).at(-1)!.loader;

/** One load of a sequence, or a loader that does a single one. */
export function singleSpec(loader: SingleLoaderName): SingleLoader | PreloadLoader {
  return loader in preloads
    ? preloads[loader as keyof typeof preloads]
    : singleLoaders[loader as keyof typeof singleLoaders];
}
