import { scriptBeside } from '../script-beside';
import { makePlace, type Player } from './player';

type APlayer = new (options: {
  readonly container: HTMLElement;
  /** Whether it pauses other players of the page. */
  readonly mutex: boolean;
  readonly preload: 'auto';
  readonly audio: { readonly name: string; readonly artist: string; readonly url: string };
}) => { readonly audio: HTMLAudioElement; destroy(): void };

/** https://aplayer.js.org/#/home?id=quick-start */
export async function openAplayer(url: string): Promise<Player> {
  const APlayerClass = await scriptBeside<APlayer>('heavy/aplayer.js', 'APlayer');
  const container = makePlace();
  const song = { name: 'song', artist: 'artist', url };
  const player = new APlayerClass({ container, mutex: false, preload: 'auto', audio: song });
  return {
    sound: Promise.resolve(player.audio),
    close() {
      player.destroy();
      container.remove();
    },
  };
}
