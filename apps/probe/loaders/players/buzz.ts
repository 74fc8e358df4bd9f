import type { BuzzOptions } from 'buzz';
import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import type { Player } from './player';

type Task = Extract<PlayerTask, { kind: 'buzz' }>;

interface BuzzSound {
  readonly sound: HTMLAudioElement;
  /** Its own tap. */
  readonly source?: MediaElementAudioSourceNode;
  bind(event: 'sourceerror', listener: () => void): void;
}

interface Buzz {
  readonly sound: new (url: string, options: BuzzOptions) => BuzzSound;
}

/** https://buzz.jaysalvat.com/documentation/sound/ */
export async function openBuzz(url: string, { crossorigin, taps }: Task): Promise<Player> {
  const buzz = await scriptBeside<Buzz>('buzz.js', 'buzz');
  const song = new buzz.sound(url, {
    webAudioApi: taps,
    ...(crossorigin !== null && { crossOrigin: crossorigin }),
  });
  let isRefused = false;
  song.bind('sourceerror', () => (isRefused = true));
  const { sound, source } = song;
  return {
    sound: Promise.resolve(source ? { element: sound, node: source } : sound),
    failure: () =>
      isRefused ? { error: { name: 'sourceerror', message: 'getErrorCode() is 0' } } : undefined,
    close: () => undefined,
  };
}
