import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import type { ProbeTask } from '../../../../model/lab/loaders/probe-task';
import { loadBound, TimedOut, withTimeout } from '../../../shared/bounds';
import { refused, type Findings } from '../../../shared/findings';
import { findToneIn, tapElement, tapNode, type Tap } from '../../../shared/hearing';
import { atMost } from '../at-most';
import { playAndWatch, release } from '../element';
import { hearBuffer, hearElement, hearNode } from '../hear-song';
import { heard, listen } from '../listen';
import { openAmplitude } from './amplitude';
import { openAplayer } from './aplayer';
import { openBabylon } from './babylon';
import { openBuzz } from './buzz';
import { openCrunker } from './crunker';
import { openDash } from './dash';
import { openHlsJs } from './hls-js';
import { openHowler } from './howler';
import { openJplayer } from './jplayer';
import { openMediaChrome } from './media-chrome';
import { openMediaelement } from './mediaelement';
import { openMeyda } from './meyda';
import { openOwnPlayer } from './own-player';
import { openPhaser } from './phaser';
import { openPixi } from './pixi';
import { openPizzicato } from './pizzicato';
import { openPlaycanvas } from './playcanvas';
import { PlayerError, type Player, type Sound, type TappedElement } from './player';
import { openPlyr } from './plyr';
import { openReactPlayer, openReactPlayerHls } from './react-player';
import { openShaka } from './shaka';
import { openSoundjs } from './soundjs';
import { openSoundmanager } from './soundmanager2';
import { openStandardized } from './standardized-audio-context';
import { openThree } from './three';
import { openThreeMedia } from './three-media-element';
import { openTone } from './tone';
import { openVhs } from './vhs';
import { openVideojs } from './videojs';
import { openVidstack } from './vidstack';
import { openWavesurfer } from './wavesurfer';

type Opener<K extends PlayerTask['kind']> = (
  url: string,
  task: Extract<PlayerTask, { kind: K }>,
) => Promise<Player>;

/** What sets up each library. */
const openers: { readonly [K in PlayerTask['kind']]: Opener<K> } = {
  howler: openHowler,
  wavesurfer: openWavesurfer,
  tone: openTone,
  videojs: openVideojs,
  plyr: openPlyr,
  three: openThree,
  threemedia: openThreeMedia,
  mediaelement: openMediaelement,
  mediachrome: openMediaChrome,
  meyda: openMeyda,
  standardized: openStandardized,
  vidstack: openVidstack,
  amplitude: openAmplitude,
  jplayer: openJplayer,
  reactplayer: openReactPlayer,
  reactplayerhls: openReactPlayerHls,
  soundmanager: openSoundmanager,
  aplayer: openAplayer,
  crunker: openCrunker,
  pizzicato: openPizzicato,
  soundjs: openSoundjs,
  buzz: openBuzz,
  phaser: openPhaser,
  pixi: openPixi,
  playcanvas: openPlaycanvas,
  babylon: openBabylon,
  shaka: openShaka,
  dash: openDash,
  vhs: openVhs,
  hlsjs: openHlsJs,
};

export const isByPlayer = (task: ProbeTask): task is PlayerTask => Object.hasOwn(openers, task.kind);

/** Sets a player library up, and has it load `url`. The kind of a task is that of its opener. */
export const openPlayer = (url: string, task: PlayerTask): Promise<Player> =>
  (openers[task.kind] as (url: string, task: PlayerTask) => Promise<Player>)(url, task);

async function tapOf(sound: HTMLMediaElement | TappedElement) {
  if ('node' in sound) return { element: sound.element, tap: tapNode(sound.node) };
  const tap = await tapElement(sound).catch((error: unknown) => {
    // That says nothing of the song.
    throw new TimedOut(`a tap of its element: ${String(error)}`);
  });
  return { element: sound, tap };
}

/** Plays the element of a library, and lets it go. */
async function playTapped(
  sound: HTMLMediaElement | TappedElement,
  hear: (element: HTMLMediaElement, tap: Tap) => Promise<Findings>,
): Promise<Findings> {
  const { element, tap } = await tapOf(sound);
  try {
    return await hear(element, tap);
  } finally {
    release(element, tap);
  }
}

/** What comes of a library's sound. */
type Hear = (sound: Sound, player: Player) => Promise<Findings>;

/** Listens for the tone of a server of the lab. */
const hearTone =
  (patience: number): Hear =>
  async (sound, { failure }) => {
    if (sound instanceof AudioBuffer) return heard(findToneIn(sound));
    if (sound instanceof AudioNode) {
      const tap = tapNode(sound);
      return listen(tap, 'the library').finally(() => tap.release());
    }
    return playTapped(sound, (element, tap) => playAndWatch(element, tap, patience, failure));
  };

/** Listens for any sound. */
const hearSong =
  (bound: number): Hear =>
  async (sound, { failure }) => {
    if (sound instanceof AudioBuffer) return hearBuffer(sound);
    if (sound instanceof AudioNode) return hearNode(tapNode(sound), bound);
    return playTapped(sound, (element, tap) => hearElement(element, tap, bound, failure));
  };

/** Libraries do a lot before a song sounds: more of them at once would come to their bounds on a busy machine. */
const inTurn = atMost(4);
/** How many times as long zeros must last, for the same reason. */
const slack = 2;

function told(error: unknown): PlayerError {
  if (error instanceof PlayerError) return error;
  throw error;
}

/**
 * What a library has of the song at last, or what it says in its own words.
 * @throws TimedOut where it says nothing within `bound` milliseconds
 */
export const soundOf = (name: string, { sound }: Player, bound = loadBound): Promise<Sound | PlayerError> =>
  withTimeout(sound, bound, `${name} to say what came`).catch(told);

/** Has a player load, listens to what it makes of it, and lets it go. */
const loadBy = (
  name: string,
  open: () => Promise<Player>,
  hear: Hear,
  bound = loadBound,
): Promise<Findings> =>
  inTurn(async () => {
    const player = await open();
    try {
      const sound = await soundOf(name, player, bound);
      return sound instanceof PlayerError ? refused(sound) : await hear(sound, player);
    } finally {
      player.close();
    }
  });

/** Loads `url` by a player library. */
export const loadByPlayer = (url: string, task: PlayerTask, patience: number): Promise<Findings> =>
  loadBy(task.kind, () => openPlayer(url, task), hearTone(patience * slack));

/**
 * Loads a song that nobody here knows by a player library: any sound is taken for the song's.
 * @param bound how long the library may take to have it, and it to be heard, in milliseconds
 */
export const loadSongByPlayer = (url: string, task: PlayerTask, bound: number): Promise<Findings> =>
  loadBy(task.kind, () => openPlayer(url, task), hearSong(bound), bound);

/** Loads `url` by a player of somebody's own: the module at `path`. */
export const loadByOwnPlayer = (url: string, path: string, patience: number): Promise<Findings> =>
  loadBy(path, () => openOwnPlayer(url, path), hearTone(patience * slack));
