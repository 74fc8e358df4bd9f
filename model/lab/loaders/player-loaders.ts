import { mediaRequest } from './asked-requests';
import { enginePlayers } from './engine-players';
import { gamePlayers } from './game-players';
import { mediaSourcePlayers } from './media-source-players';
import { byElement, byFetch, byXhr, told } from './player-rows';
import type { CrossOrigin, Loader } from './probe-task';
import { streamPlayers } from './stream-players';

const howlerTells = told(
  'howler',
  'howler fires "load" all the same where a request comes to a network error, such as CORS makes: it asks once more by an element without crossorigin, and says nothing of it. Of a status, or bytes that do not decode, it fires "loaderror".',
);
const howlerHtml5 = told('howler', 'howler fires "loaderror" with the code of the MediaError alone, 4.');
const wavesurferTells = told(
  'wavesurfer.js',
  'wavesurfer.js fires "error" with what fetch() says, such as "Failed to fetch"; the cause is in the console alone.',
);
const wavesurferPeaks = told('wavesurfer.js', 'wavesurfer.js fires "error" with the MediaError.');
const toneTells = told(
  'Tone.js',
  'Tone.js calls onerror with what fetch() says, or "could not load url". It has no option for credentials.',
);
const videojsTells = told(
  'video.js',
  'video.js fires "error", code 4: "The media could not be loaded, either because the server or network failed or because the format is not supported."',
);
const plyrTells = told(
  'Plyr',
  'Plyr fires no event: its source is a <source> element, which alone hears of the error. It keeps whether there is a crossorigin attribute, and not its value: use-credentials becomes anonymous.',
);

/**
 * howler asks by XMLHttpRequest; a network error, such as CORS makes, has it ask once more by an element without
 * crossorigin, and it says nothing of it. A status or bytes that do not decode it tells, and asks for nothing more.
 * @see https://github.com/goldfire/howler.js/blob/v2.2.4/src/howler.core.js `loadBuffer`
 */
const howler = (option: string | null, withCredentials: boolean): Loader => ({
  ...byXhr(howlerTells(option), { kind: 'howler', html5: false, withCredentials }, withCredentials),
  fallback: { file: 'song', request: mediaRequest(null) },
});

const wavesurfer = (option: string | null, credentials: 'same-origin' | 'include'): Loader =>
  byFetch(
    wavesurferTells(option),
    { kind: 'wavesurfer', peaks: false, credentials },
    credentials === 'include',
  );

/** Its option is heeded for a song that is told afterwards; one among the options is asked for before that. */
const videojs = (option: string | null, crossorigin: CrossOrigin): Loader =>
  byElement(videojsTells(option), { kind: 'videojs', crossorigin, source: 'call' }, crossorigin);

/** It copies whether there is a crossorigin attribute, and not its value. */
const plyr = (option: string | null, crossorigin: CrossOrigin): Loader =>
  byElement(plyrTells(option), { kind: 'plyr', crossorigin }, crossorigin === null ? null : 'anonymous');

/** Libraries that people play songs by: one row for each way to set one up that asks for the song in a way of its own. */
export const playerLoaders = {
  howler: howler(null, false),
  'howler-credentials': howler('xhr: { withCredentials: true }', true),
  'howler-html5': byElement(
    howlerHtml5('html5: true'),
    { kind: 'howler', html5: true, withCredentials: false },
    null,
  ),
  wavesurfer: wavesurfer(null, 'same-origin'),
  'wavesurfer-credentials': wavesurfer("fetchParams: { credentials: 'include' }", 'include'),
  'wavesurfer-peaks': byElement(
    wavesurferPeaks('peaks and duration'),
    { kind: 'wavesurfer', peaks: true, credentials: 'same-origin' },
    null,
  ),
  tone: byFetch(toneTells(null), { kind: 'tone' }),
  videojs: videojs(null, null),
  'videojs-anonymous': videojs("crossOrigin: 'anonymous', then player.src()", 'anonymous'),
  'videojs-use-credentials': videojs("crossOrigin: 'use-credentials', then player.src()", 'use-credentials'),
  'videojs-options': byElement(
    videojsTells("{ crossOrigin: 'anonymous', sources }"),
    { kind: 'videojs', crossorigin: 'anonymous', source: 'option' },
    null,
  ),
  plyr: plyr(null, null),
  'plyr-anonymous': plyr('<audio crossorigin>', 'anonymous'),
  'plyr-use-credentials': plyr('<audio crossorigin="use-credentials">', 'use-credentials'),
  ...enginePlayers,
  ...gamePlayers,
  ...streamPlayers,
  ...mediaSourcePlayers,
} satisfies Record<string, Loader>;
