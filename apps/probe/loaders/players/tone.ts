import type { Player as TonePlayer } from 'tone';
import { scriptBeside } from '../script-beside';
import { PlayerError, type Player, type Sound } from './player';

/** https://tonejs.github.io/docs/15.1.22/classes/Player.html */
export async function openTone(url: string): Promise<Player> {
  const tone = await scriptBeside<{ readonly Player: typeof TonePlayer }>('tone.js', 'Tone');
  let player: TonePlayer | undefined;
  return {
    sound: new Promise<Sound>((resolve, reject) => {
      player = new tone.Player({
        url,
        onload: () => resolve(player!.buffer.get()!),
        onerror: (error) => reject(new PlayerError('onerror', error)),
      });
    }),
    close: () => void player?.dispose(),
  };
}
