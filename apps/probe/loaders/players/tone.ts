import type { Player as TonePlayer, ToneAudioBuffers } from 'tone';
import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { PlayerError, type Player, type Sound } from './player';

type Task = Extract<PlayerTask, { kind: 'tone' }>;

interface Tone {
  readonly Player: typeof TonePlayer;
  readonly ToneAudioBuffers: typeof ToneAudioBuffers;
}

/** https://tonejs.github.io/docs/15.1.22/classes/Player.html and ToneAudioBuffers.html */
export async function openTone(url: string, { by }: Task): Promise<Player> {
  const tone = await scriptBeside<Tone>('tone.js', 'Tone');
  let close = (): void => undefined;
  const sound = new Promise<Sound>((resolve, reject) => {
    const onerror = (error: Error) => reject(new PlayerError('onerror', error));
    if (by === 'player') {
      const onload = () => resolve(player.buffer.get()!);
      const player = new tone.Player({ url, onload, onerror });
      close = () => void player.dispose();
    } else {
      const onload = () => resolve(buffers.get('song').get()!);
      const buffers = new tone.ToneAudioBuffers({ urls: { song: url }, onload, onerror });
      close = () => void buffers.dispose();
    }
  });
  return { sound, close: () => close() };
}
