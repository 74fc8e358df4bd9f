import { authorization, mediaRequest, scriptRequestWith } from './asked-requests';
import { elementPlayers } from './element-players';
import { enginePlayers } from './engine-players';
import { gamePlayers } from './game-players';
import { mediaSourcePlayers } from './media-source-players';
import { byElement, byFetch, byXhr, told } from './player-rows';
import type { PlayerTask } from './player-task';
import type { CrossOrigin, Loader, Task } from './probe-task';
import { streamPlayers } from './stream-players';
import { wavesurferLoaders } from './wavesurfer-loaders';

const howlerTells = told(
  'howler',
  'howler fires "load" all the same where a request comes to a network error, such as CORS makes: it asks once more by an element without crossorigin, and says nothing of it. Of a status, or bytes that do not decode, it fires "loaderror".',
);
const howlerHtml5 = told('howler', 'howler fires "loaderror" with the code of the MediaError alone, 4.');
const howlerQueued = told(
  'howler',
  'howler fires "load" all the same where a request comes to a network error, such as CORS makes, and a play() from before that is lost on the way: nothing plays, and no event says so. Of a status, or bytes that do not decode, it fires "loaderror".',
);
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

const howlerTask = (told: Partial<Task<'howler'>>): PlayerTask => ({
  kind: 'howler',
  html5: false,
  withCredentials: false,
  authorization: null,
  queued: false,
  ...told,
});
const howlerFallback = { ask: { file: 'song', request: mediaRequest(null) }, isHeard: true } as const;

/**
 * howler asks by XMLHttpRequest; a network error, such as CORS makes, has it ask once more by an element without
 * crossorigin, and it says nothing of it. A status or bytes that do not decode it tells, and asks for nothing more.
 * @see https://github.com/goldfire/howler.js/blob/v2.2.4/src/howler.core.js `loadBuffer`
 */
const howler = (option: string | null, withCredentials: boolean): Loader => ({
  ...byXhr(howlerTells(option), howlerTask({ withCredentials }), withCredentials),
  fallback: howlerFallback,
});

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
  'howler-html5': byElement(howlerHtml5('html5: true'), howlerTask({ html5: true }), null),
  'howler-authorization': {
    ...howler('xhr: { headers: { Authorization } }', false),
    probe: howlerTask({ authorization: authorization[1] }),
    asks: [{ file: 'song', request: scriptRequestWith(authorization) }],
  },
  'howler-queued-play': {
    ...howler('play() before "load"', false),
    library: howlerQueued('play() before "load"'),
    probe: howlerTask({ queued: true }),
    fallback: { ...howlerFallback, isHeard: false },
  },
  ...wavesurferLoaders,
  tone: byFetch(toneTells(null), { kind: 'tone', by: 'player' }),
  'tone-buffers': byFetch(toneTells('new Tone.ToneAudioBuffers()'), { kind: 'tone', by: 'buffers' }),
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
  ...elementPlayers,
} satisfies Record<string, Loader>;
