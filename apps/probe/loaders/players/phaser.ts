import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { makePlace, PlayerError, type Player, type Sound } from './player';

type Task = Extract<PlayerTask, { kind: 'phaser' }>;

/** What is used of a scene of Phaser, whose own types are of a whole game. */
interface Scene {
  readonly load: {
    audio(key: string, url: string, config: object, settings?: { readonly withCredentials: true }): void;
    on(event: 'loaderror', listener: (file: { readonly xhrLoader?: XMLHttpRequest | null }) => void): void;
  };
  readonly cache: {
    readonly audio: { get(key: string): AudioBuffer | readonly HTMLAudioElement[] | undefined };
  };
}

interface Phaser {
  readonly HEADLESS: number;
  readonly Game: new (config: object) => { destroy(removeCanvas: boolean): void };
}

/** https://docs.phaser.io/phaser/concepts/loader */
export async function openPhaser(url: string, { credentials, html5 }: Task): Promise<Player> {
  const phaser = await scriptBeside<Phaser>('heavy/phaser.js', 'Phaser');
  const parent = makePlace();
  let game: InstanceType<Phaser['Game']> | undefined;
  const sound = new Promise<Sound>((resolve, reject) => {
    game = new phaser.Game({
      type: phaser.HEADLESS,
      parent,
      banner: false,
      audio: { disableWebAudio: html5 },
      // A page that is not looked at gets no animation frames.
      fps: { forceSetTimeOut: true },
      loader: { withCredentials: credentials === 'loader' },
      scene: {
        preload(this: Scene) {
          this.load.on('loaderror', ({ xhrLoader }) =>
            reject(new PlayerError('loaderror', `status ${xhrLoader?.status ?? 'unknown'}`)),
          );
          this.load.audio('song', url, {}, credentials === 'file' ? { withCredentials: true } : undefined);
        },
        create(this: Scene) {
          const song = this.cache.audio.get('song');
          if (song) resolve(song instanceof AudioBuffer ? song : song[0]!);
          else reject(new PlayerError('create', 'the cache has no such song'));
        },
      },
    });
  });
  return {
    sound,
    close() {
      game?.destroy(true);
      parent.remove();
    },
  };
}
