import { scriptBeside } from '../script-beside';
import { PlayerError, silence, type Player, type Sound } from './player';
import { watchRequest } from './watch-request';

interface PizzicatoSound {
  /** A node that plays what was loaded: https://github.com/alemangui/pizzicato/blob/v0.6.4/src/Sound.js */
  readonly getRawSourceNode: () => AudioBufferSourceNode;
}

interface Pizzicato {
  readonly Sound: new (url: string, callback: (error?: unknown) => void) => PizzicatoSound;
}

/** https://alemangui.github.io/pizzicato/#sounds-from-a-file */
export async function openPizzicato(url: string): Promise<Player> {
  const pizzicato = await scriptBeside<Pizzicato>('pizzicato.js', 'Pizzicato');
  return {
    sound: new Promise<Sound>((resolve, reject) => {
      void watchRequest(url).then((failed) => failed && reject(silence));
      const sound = new pizzicato.Sound(url, (error) => {
        if (error === undefined) resolve(sound.getRawSourceNode().buffer!);
        else reject(new PlayerError('callback', error));
      });
    }),
    close: () => undefined,
  };
}
