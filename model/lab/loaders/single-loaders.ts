import type { AskedRequest } from '../../standards/request';
import type { MediaDestination } from '../../standards/media-destination';
import { get, mediaRequest, scriptRequest, usual } from './asked-requests';
import { playerLoaders } from './player-loaders';
import type { CrossOrigin, Loader, Task } from './probe-task';
import { workletLoaders } from './worklet-loaders';

/** A media element, tapped by Web Audio. https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource */
const element = (
  title: string,
  crossorigin: CrossOrigin,
  { suspended = false, name = 'audio' }: { suspended?: boolean; name?: MediaDestination } = {},
): Loader => ({
  ...usual,
  title,
  api: 'element',
  probe: { kind: 'element', crossorigin, suspended, name },
  asks: [{ file: 'song', request: mediaRequest(crossorigin, name) }],
  plays: 'element',
  suspended,
  retries: true,
});

/** A tapped media element whose `src` is swapped while it plays, from the page's own song or to it. What counts is the last. */
function swap(title: string, task: Task<'swap'>): Loader {
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
function fetching(title: string, task: Task<'fetch'>): Loader {
  const { mode, credentials, headers = {}, cache } = task;
  const request = { ...get, mode, credentials, headers: Object.entries(headers), ...(cache && { cache }) };
  return {
    ...usual,
    title,
    api: 'fetch',
    probe: { kind: 'fetch', ...task },
    asks: [{ file: 'song', request }],
    plays: 'bytes',
  };
}

/** `XMLHttpRequest`. https://xhr.spec.whatwg.org/ */
const xhr = (title: string, { withCredentials }: Task<'xhr'>): Loader => ({
  ...usual,
  title,
  api: 'xhr',
  probe: { kind: 'xhr', withCredentials },
  asks: [{ file: 'song', request: scriptRequest(withCredentials) }],
  plays: 'bytes',
});

/** Two `<source>` elements in one media element. https://html.spec.whatwg.org/multipage/media.html#concept-media-load-algorithm */
function sources(title: string, task: Task<'sources'>): Loader {
  const request = mediaRequest(task.crossorigin);
  return {
    ...usual,
    title,
    probe: { kind: 'sources', ...task },
    asks: (['song', task.next] as const).map((file) => ({ file, request })),
    plays: 'element',
    retries: true,
    untilOnePlays: true,
  };
}

/** A song that script fetches, decodes, and plays by an AudioContext. https://webaudio.github.io/web-audio-api/#AudioBufferSourceNode */
const bufferSource = (title: string): Loader => ({
  ...usual,
  title,
  probe: { kind: 'buffer-source' },
  asks: [{ file: 'song', request: get }],
  plays: 'context',
});

/** The article's button: fetch the catalog, take the song's URL from it, set it as the `src` of an element. */
const catalog = (title: string): Loader => ({
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
function stream(title: string, { withCredentials }: Task<'hls'>): Loader {
  const request = scriptRequest(withCredentials);
  return {
    ...usual,
    title,
    api: 'hls',
    probe: { kind: 'hls', withCredentials },
    asks: (['playlist', 'key', 'segment'] as const).map((file) => ({ file, request })),
    plays: 'media-source',
  };
}

/** A media element that is given the playlist of an HLS stream, where the browser plays such itself. */
function nativeStream(title: string, crossorigin: CrossOrigin): Loader {
  const request = mediaRequest(crossorigin);
  return {
    ...element(title, crossorigin),
    asks: (['open-playlist', 'init', 'fragment'] as const).map((file) => ({ file, request })),
  };
}

/** A script injected into a page of the site through a hole, which fetches with credentials and sends off what it reads. */
const injection = (title: string): Loader => ({
  ...usual,
  title,
  probe: { kind: 'injection' },
  asks: [{ file: 'song', request: scriptRequest(true) }],
  plays: 'bytes',
  injected: true,
});

/** `<link rel=preload>`, which only ever comes before another load. https://html.spec.whatwg.org/multipage/links.html#link-type-preload */
function preload(title: string, task: Task<'preload'>): Loader {
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

/** Loaders that do one load: one row each. */
export const singleLoaders = {
  audio: element('<audio src>', null),
  'audio-anonymous': element('<audio crossorigin src>', 'anonymous'),
  'audio-use-credentials': element('<audio crossorigin="use-credentials" src>', 'use-credentials'),
  video: element('<video src>', null, { name: 'video' }),
  'video-anonymous': element('<video crossorigin src>', 'anonymous', { name: 'video' }),
  'video-use-credentials': element('<video crossorigin="use-credentials" src>', 'use-credentials', {
    name: 'video',
  }),
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
  'audio-suspended': element('<audio src> tapped by a suspended AudioContext', null, {
    suspended: true,
  }),
  'audio-anonymous-suspended': element(
    '<audio crossorigin src> tapped by a suspended AudioContext',
    'anonymous',
    { suspended: true },
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
  'audio-sources': sources('<audio> with two <source>, the last of them readable', {
    crossorigin: null,
    next: 'next-song',
  }),
  'audio-anonymous-sources': sources('<audio crossorigin> with two <source>, the last of them readable', {
    crossorigin: 'anonymous',
    next: 'next-song',
  }),
  'audio-anonymous-sources-missing': sources(
    '<audio crossorigin> with two <source>, the last of them not there',
    { crossorigin: 'anonymous', next: 'missing-song' },
  ),
  'buffer-source': bufferSource('fetch(url), decodeAudioData(), and an AudioBufferSourceNode'),
  'get-and-load': catalog('Get and Load Song: fetch the catalog, then <audio crossorigin>'),
  hls: stream('hls.js', { withCredentials: false }),
  'hls-credentials': stream('hls.js, whose xhrSetup sets withCredentials', { withCredentials: true }),
  'native-hls': nativeStream('<audio src> of an HLS playlist', null),
  'native-hls-anonymous': nativeStream('<audio crossorigin src> of an HLS playlist', 'anonymous'),
  'injected-script': injection('a script injected into the page, with credentials'),
  ...workletLoaders,
  ...playerLoaders,
} satisfies Record<string, Loader>;

/** Loaders that only ever come before another. */
export const preloads = {
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
