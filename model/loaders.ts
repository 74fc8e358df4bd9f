/** Ways for a page to load audio, as data. The names of fields and values are those of the Fetch and HTML standards. */

interface LoaderBase {
  readonly title: string;
}

/** A media element, tapped by Web Audio. https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource */
interface ElementLoader extends LoaderBase {
  readonly kind: 'element';
  /** The `crossorigin` content attribute; null where it is absent. */
  readonly crossorigin: 'anonymous' | 'use-credentials' | null;
}

/** `fetch()`. https://fetch.spec.whatwg.org/#fetch-method */
interface FetchLoader extends LoaderBase {
  readonly kind: 'fetch';
  readonly mode: 'cors' | 'no-cors';
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly headers?: Readonly<Record<string, string>>;
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

export type LoaderSpec = ElementLoader | FetchLoader | XhrLoader | CatalogLoader | InjectionLoader;

const loaders = {
  audio: { kind: 'element', crossorigin: null, title: '<audio src>' },
  'audio-anonymous': { kind: 'element', crossorigin: 'anonymous', title: '<audio crossorigin src>' },
  'audio-use-credentials': {
    kind: 'element',
    crossorigin: 'use-credentials',
    title: '<audio crossorigin="use-credentials" src>',
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
  'injected-script': { kind: 'injection', title: 'a script injected into the page, with credentials' },
} as const satisfies Record<string, LoaderSpec>;

export type LoaderName = keyof typeof loaders;
export const loaderNames = Object.keys(loaders) as LoaderName[];
export const loaderSpec = (name: LoaderName): LoaderSpec => loaders[name];
