import { mediaRequest } from './asked-requests';
import type { Beside } from './loader';
import { byElement, byFetch, told } from './player-rows';
import type { CrossOrigin, Loader } from './probe-task';

const tells = told(
  'wavesurfer.js',
  'wavesurfer.js fires "error" with what fetch() says, such as "Failed to fetch"; the cause is in the console alone.',
);
const tellsOfType = told(
  'wavesurfer.js',
  'wavesurfer.js fires "error" with what fetch() says, such as "Failed to fetch". Where the type is none that its element plays, it fires "ready" and draws, and its element gets the URL itself, without crossorigin.',
);
const tellsOfPeaks = told('wavesurfer.js', 'wavesurfer.js fires "error" with the MediaError.');
const tellsOfMedia = told(
  'wavesurfer.js',
  'wavesurfer.js fires "error" with what fetch() says, such as "Failed to fetch", and an element of the page\'s own may go on playing all the same. It leaves crossorigin of that element to the page.',
);

/** An element gets the URL where it plays no such type as came. https://github.com/katspaugh/wavesurfer.js/blob/8.0.1/src/player.ts `setSrc` */
const byUrl = (isHeard: boolean): Beside => ({
  ask: { file: 'song', request: mediaRequest(null) },
  when: 'odd-type',
  isHeard,
});

/** It fetches the whole song, draws it, and has an element of its own play it from a `blob:` URL. */
const wavesurfer = (
  option: string | null,
  credentials: 'same-origin' | 'include',
  heard = false,
): Loader => ({
  ...byFetch(
    (heard ? tellsOfType : tells)(option),
    { kind: 'wavesurfer', way: 'url', credentials, heard },
    credentials === 'include',
  ),
  beside: byUrl(heard),
  blob: 'audio',
});

/** The page's own element has the URL, and it fetches that as well, to draw it. */
const ownMedia = (option: string, crossorigin: CrossOrigin, heard: boolean): Loader => ({
  ...byFetch(tellsOfMedia(option), {
    kind: 'wavesurfer',
    way: crossorigin === null ? 'media' : 'media-anonymous',
    credentials: 'same-origin',
    heard,
  }),
  beside: { ask: { file: 'song', request: mediaRequest(crossorigin) }, when: 'always', isHeard: heard },
});

/** Script plays what it decodes itself, which it fetches from a `blob:` URL, whatever its type. */
const webAudio = (option: string, credentials: 'same-origin' | 'include'): Loader => ({
  ...byFetch(
    tells(option),
    { kind: 'wavesurfer', way: 'web-audio', credentials, heard: false },
    credentials === 'include',
  ),
  blob: '',
});

/** wavesurfer.js, as pages set it up: what it draws, and what is heard of it where the page taps its element. */
export const wavesurferLoaders = {
  wavesurfer: wavesurfer(null, 'same-origin'),
  'wavesurfer-credentials': wavesurfer("fetchParams: { credentials: 'include' }", 'include'),
  'wavesurfer-heard': wavesurfer('getMediaElement() tapped', 'same-origin', true),
  'wavesurfer-blob-type': {
    ...byFetch(tells("blobMimeType: 'audio/mpeg', getMediaElement() tapped"), {
      kind: 'wavesurfer',
      way: 'blob-type',
      credentials: 'same-origin',
      heard: true,
    }),
    blob: 'audio',
  },
  'wavesurfer-peaks': byElement(
    tellsOfPeaks('peaks and duration'),
    { kind: 'wavesurfer', way: 'peaks', credentials: 'same-origin', heard: true },
    null,
  ),
  'wavesurfer-own-media': ownMedia('media: <audio src>', null, false),
  'wavesurfer-own-media-heard': ownMedia('media: <audio src>, tapped', null, true),
  'wavesurfer-own-media-anonymous-heard': ownMedia(
    'media: <audio crossorigin src>, tapped',
    'anonymous',
    true,
  ),
  'wavesurfer-web-audio': webAudio("backend: 'WebAudio'", 'same-origin'),
  'wavesurfer-web-audio-credentials': webAudio(
    "backend: 'WebAudio', fetchParams: { credentials: 'include' }",
    'include',
  ),
} satisfies Record<string, Loader>;
