import { byElement, byFetch, byXhr, told } from './player-rows';
import type { Loader } from './probe-task';

const phaserTells = told(
  'Phaser',
  'Phaser asks three times at once where its request comes to a network error, and then fires "loaderror" with the file: xhrLoader.status is 0. Of a status it fires it at once. Bytes that do not decode it writes to the console alone, and goes on without the song. What loader.withCredentials says, a file does not heed: its own settings do.',
);
const phaserHtml5 = told(
  'Phaser',
  'Phaser fires "loaderror" with the file, which has no reason. It has no option for crossorigin.',
);
const pixiTells = told(
  '@pixi/sound',
  '@pixi/sound never calls loaded() where fetch() rejects: the page gets an "unhandledrejection", such as "Failed to fetch". It does not look at the status, and calls loaded() with an error where the bytes do not decode. It has no option for credentials.',
);
const pixiLegacy = told(
  '@pixi/sound',
  '@pixi/sound calls loaded() with "Failed to load audio element (code: 4)". It has no option for crossorigin.',
);
const playcanvasTells = told(
  'PlayCanvas',
  'PlayCanvas asks six times within 7 seconds, after a network error and after a status, and then fires "error" of the asset: "Error loading audio url: …: Network error".',
);
const babylonStatic = told(
  'Babylon.js',
  'CreateSoundAsync() of Babylon.js rejects with what fetch() says, such as "Failed to fetch". It has no option for credentials.',
);
const babylonStreaming = told(
  'Babylon.js',
  'CreateStreamingSoundAsync() of Babylon.js rejects with the "error" event of its element, which has no reason. It sets crossorigin by itself.',
);

/** @see https://github.com/phaserjs/phaser/blob/v4.2.1/src/loader/File.js `onError` */
const phaser = (option: string | null, credentials: 'loader' | 'file' | null): Loader => ({
  ...byXhr(phaserTells(option), { kind: 'phaser', credentials, html5: false }, credentials === 'file'),
  again: { times: 2, afterNetworkError: true, fromStatus: null },
});

/** Engines of whole games: a page loads much to play by one. */
export const gamePlayers = {
  phaser: phaser(null, null),
  'phaser-loader-credentials': phaser('loader: { withCredentials: true }', 'loader'),
  'phaser-file-credentials': phaser('load.audio(key, url, {}, { withCredentials: true })', 'file'),
  'phaser-html5': byElement(
    phaserHtml5('audio: { disableWebAudio: true }'),
    { kind: 'phaser', credentials: null, html5: true },
    null,
  ),
  'pixi-sound': byFetch(pixiTells(null), { kind: 'pixi', legacy: false }),
  'pixi-sound-legacy': byElement(pixiLegacy('useLegacy = true'), { kind: 'pixi', legacy: true }, null),
  playcanvas: {
    ...byXhr(playcanvasTells(null), { kind: 'playcanvas' }),
    again: { times: 5, afterNetworkError: true, fromStatus: 400 },
  },
  babylon: byFetch(babylonStatic(null), { kind: 'babylon', streaming: false }),
  'babylon-streaming': byElement(
    babylonStreaming('CreateStreamingSoundAsync()'),
    { kind: 'babylon', streaming: true },
    'anonymous',
  ),
} satisfies Record<string, Loader>;
