import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { loadBound, poll, TimedOut, withTimeout } from '../../../shared/bounds';
import { refused, type Findings } from '../../../shared/findings';
import { findToneIn, tapElement, tapNode, type Tap } from '../../../shared/hearing';
import { atMost } from '../at-most';
import { playAndWatch, release } from '../element';
import { openHowler } from './howler';
import { PlayerError, type Player, type Sound } from './player';
import { openPlyr } from './plyr';
import { openTone } from './tone';
import { openVideojs } from './videojs';
import { openWavesurfer } from './wavesurfer';

function open(url: string, task: PlayerTask): Promise<Player> {
  switch (task.kind) {
    case 'howler':
      return openHowler(url, task);
    case 'wavesurfer':
      return openWavesurfer(url, task);
    case 'tone':
      return openTone(url);
    case 'videojs':
      return openVideojs(url, task);
    case 'plyr':
      return openPlyr(url, task);
  }
}

const heard = (tone: number | null): Findings => ({ accepted: true, metadata: true, advances: true, tone });

/** How long a node may give zeros before they are what it has to give, in seconds of its clock. */
const quiet = 1;

async function listen(tap: Tap): Promise<Findings> {
  const start = tap.clock();
  const look = () => {
    const tone = tap.hear();
    return (tone !== null && tone > 0) || tap.clock() - start > quiet ? heard(tone) : undefined;
  };
  try {
    return await poll(look, loadBound, 'the library to give sound');
  } finally {
    tap.release();
  }
}

async function play(sound: Sound, { failure }: Player, patience: number): Promise<Findings> {
  if (sound instanceof AudioBuffer) return heard(findToneIn(sound));
  if (sound instanceof AudioNode) return listen(tapNode(sound));
  const tap = await tapElement(sound).catch((error: unknown) => {
    // That says nothing of the song.
    throw new TimedOut(`a tap of its element: ${String(error)}`);
  });
  try {
    return await playAndWatch(sound, tap, patience, failure);
  } finally {
    release(sound, tap);
  }
}

/** Libraries do a lot before a song sounds: more of them at once would come to their bounds on a busy machine. */
const inTurn = atMost(4);
/** How many times as long zeros must last, for the same reason. */
const slack = 2;

function told(error: unknown): PlayerError {
  if (error instanceof PlayerError) return error;
  throw error;
}

/** Loads `url` by a player library, listens to what it makes of it, and lets it go. */
export const loadByPlayer = (url: string, task: PlayerTask, patience: number): Promise<Findings> =>
  inTurn(async () => {
    const player = await open(url, task);
    try {
      const sound = await withTimeout(player.sound, loadBound, `${task.kind} to say what came`).catch(told);
      return sound instanceof PlayerError ? refused(sound) : await play(sound, player, patience * slack);
    } finally {
      player.close();
    }
  });
