import { scriptBeside } from '../script-beside';
import { makePlace, type Player } from './player';

interface JQuery {
  jPlayer(command: object | 'load' | 'destroy'): void;
  jPlayer(command: 'setMedia', media: { readonly mp3: string }): void;
}

interface Scripts {
  readonly jQuery: (element: HTMLElement) => JQuery;
}

/** https://jplayer.org/latest/developer-guide/ */
export async function openJplayer(url: string): Promise<Player> {
  const { jQuery } = await scriptBeside<Scripts>('heavy/jplayer.js', 'JPLAYER');
  const place = makePlace();
  const player = jQuery(place);
  return {
    sound: new Promise((resolve) => {
      const ready = () => {
        player.jPlayer('setMedia', { mp3: url });
        player.jPlayer('load');
        resolve(place.querySelector('audio')!);
      };
      player.jPlayer({ ready, solution: 'html', supplied: 'mp3', preload: 'auto' });
    }),
    close() {
      player.jPlayer('destroy');
      place.remove();
    },
  };
}
