import type { AskedRequest } from '../../standards/request';
import type { CrossOrigin, Loader, ProbeTask } from './loader';

/** What one of the probe's loaders is told. */
type Task<K extends ProbeTask['kind']> = Omit<Extract<ProbeTask, { readonly kind: K }>, 'kind'>;

/** `fetch(url)` */
const get = {
  method: 'GET',
  headers: [],
  destination: '',
  mode: 'cors',
  credentials: 'same-origin',
} as const;

const scriptRequest = (withCredentials: boolean): AskedRequest => ({
  ...get,
  credentials: withCredentials ? 'include' : 'same-origin',
});

/** Mode and credentials of a media element come from its `crossorigin` attribute. */
const mediaRequest = (crossorigin: CrossOrigin): AskedRequest => ({
  ...get,
  destination: 'audio',
  crossorigin,
});

const usual = { suspended: false, retries: false, preloads: false, injected: false } as const;

/** A media element, tapped by Web Audio. https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource */
export const element = (title: string, crossorigin: CrossOrigin, suspended = false): Loader => ({
  ...usual,
  title,
  probe: { kind: 'element', crossorigin, suspended },
  asks: [{ file: 'song', request: mediaRequest(crossorigin) }],
  plays: 'element',
  suspended,
  retries: true,
});

/** A tapped media element whose `src` is swapped while it plays, from the page's own song or to it. What counts is the last. */
export function swap(title: string, task: Task<'swap'>): Loader {
  const { crossorigin, order } = task;
  const request = mediaRequest(crossorigin);
  const files =
    order === 'own-song-first' ? (['own-song', 'song'] as const) : (['song', 'own-song'] as const);
  return {
    ...usual,
    title,
    probe: { kind: 'swap', ...task },
    asks: files.map((file) => ({ file, request })),
    plays: 'element',
  };
}

/** `fetch()`. https://fetch.spec.whatwg.org/#fetch-method */
export function fetching(title: string, task: Task<'fetch'>): Loader {
  const { mode, credentials, headers = {}, cache } = task;
  const request = { ...get, mode, credentials, headers: Object.entries(headers), ...(cache && { cache }) };
  return {
    ...usual,
    title,
    probe: { kind: 'fetch', ...task },
    asks: [{ file: 'song', request }],
    plays: 'bytes',
  };
}

/** `XMLHttpRequest`. https://xhr.spec.whatwg.org/ */
export const xhr = (title: string, { withCredentials }: Task<'xhr'>): Loader => ({
  ...usual,
  title,
  probe: { kind: 'xhr', withCredentials },
  asks: [{ file: 'song', request: scriptRequest(withCredentials) }],
  plays: 'bytes',
});

/** The article's button: fetch the catalog, take the song's URL from it, set it as the `src` of an element. */
export const catalog = (title: string): Loader => ({
  ...usual,
  title,
  probe: { kind: 'catalog' },
  asks: [
    { file: 'catalog', request: get },
    { file: 'catalog-song', request: mediaRequest('anonymous') },
  ],
  plays: 'element',
  retries: true,
});

/** hls.js: it asks for playlist, key and segment by XHR, and plays them by a MediaSource. https://www.rfc-editor.org/rfc/rfc8216 */
export function stream(title: string, { withCredentials }: Task<'hls'>): Loader {
  const request = scriptRequest(withCredentials);
  return {
    ...usual,
    title,
    probe: { kind: 'hls', withCredentials },
    asks: (['playlist', 'key', 'segment'] as const).map((file) => ({ file, request })),
    plays: 'media-source',
  };
}

/** A script injected into a page of the site through a hole, which fetches with credentials and sends off what it reads. */
export const injection = (title: string): Loader => ({
  ...usual,
  title,
  probe: { kind: 'injection' },
  asks: [{ file: 'song', request: scriptRequest(true) }],
  plays: 'bytes',
  injected: true,
});

/** `<link rel=preload>`, which only ever comes before another load. https://html.spec.whatwg.org/multipage/links.html#link-type-preload */
export function preload(title: string, task: Task<'preload'>): Loader {
  const { as, crossorigin } = task;
  // https://html.spec.whatwg.org/multipage/urls-and-fetching.html#create-a-potential-cors-request
  const request: AskedRequest = {
    ...get,
    mode: crossorigin === null ? 'no-cors' : 'cors',
    credentials: crossorigin === 'anonymous' ? 'same-origin' : 'include',
  };
  return {
    ...usual,
    title,
    probe: { kind: 'preload', ...task },
    // The standard knows no `audio` here: such a link does nothing.
    asks: as === 'audio' ? [] : [{ file: 'song', request }],
    plays: 'nothing',
    preloads: true,
  };
}
