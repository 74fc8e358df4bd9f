import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { loadBound, poll, TimedOut, withTimeout } from '../../../shared/bounds';
import { refused, type Findings } from '../../../shared/findings';
import { findToneIn, tapElement, tapNode, type Tap } from '../../../shared/hearing';
import { playAndWatch, release } from '../element';
import { openHowler } from './howler';
import type { Player, Sound } from './player';
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

/** How long a node may give zeros before they are what it has to give, in milliseconds. */
const quiet = 3_000;

async function listen(tap: Tap): Promise<Findings> {
  const since = performance.now();
  try {
    return await poll(
      () => {
        const tone = tap.hear();
        return (tone !== null && tone > 0) || performance.now() - since > quiet ? heard(tone) : undefined;
      },
      loadBound,
      'the library to give sound',
    );
  } finally {
    tap.release();
  }
}

async function play(sound: Sound, { failure }: Player, patience: number): Promise<Findings> {
  if (sound instanceof AudioBuffer) return heard(findToneIn(sound));
  if (sound instanceof AudioNode) return listen(tapNode(sound));
  const tap = await tapElement(sound);
  try {
    return await playAndWatch(sound, tap, patience, failure);
  } finally {
    release(sound, tap);
  }
}

/** Loads `url` by a player library, listens to what it makes of it, and lets it go. */
export async function loadByPlayer(url: string, task: PlayerTask, patience: number): Promise<Findings> {
  const player = await open(url, task);
  try {
    const sound = await withTimeout(player.sound, loadBound, `${task.kind} to say what came`);
    return await play(sound, player, patience);
  } catch (error) {
    if (error instanceof TimedOut) throw error;
    return refused(error);
  } finally {
    player.close();
  }
}
