import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { PlayerError, type Player, type Sound } from './player';
import { createTurns } from './turns';

type Task = Extract<PlayerTask, { kind: 'pixi' }>;

interface PixiSound {
  /** What it plays by, which its types do not tell. */
  readonly media: { readonly buffer?: AudioBuffer; readonly _source: HTMLAudioElement };
  destroy(): void;
}

interface Adapter {
  fetch(url: string, init?: RequestInit): Promise<Response>;
}

interface Pixi {
  readonly sound: { useLegacy: boolean };
  readonly Sound: {
    from(options: {
      readonly url: string;
      readonly preload: true;
      readonly loaded: (error: Error | null, sound?: PixiSound) => void;
    }): PixiSound;
  };
  readonly DOMAdapter: { get(): Adapter; set(adapter: Adapter): void };
}

/** The whole library is in one mode or the other: one song at a time. */
const takeTurn = createTurns();

const readAll = (response: Response): Promise<ArrayBuffer> =>
  response.blob().then((blob) => blob.arrayBuffer());

/** https://pixijs.io/sound/docs/Sound.html */
export async function openPixi(url: string, { legacy }: Task): Promise<Player> {
  const pixi = await scriptBeside<Pixi>('heavy/pixi-sound.js', 'PIXI');
  const { DOMAdapter } = pixi;
  const free = await takeTurn();
  pixi.sound.useLegacy = legacy;
  const plain = DOMAdapter.get();
  let song: PixiSound | undefined;
  return {
    sound: new Promise<Sound>((resolve, reject) => {
      // Its own event for this is an unhandled rejection, which does not name the song.
      const refused = (error: unknown) => {
        reject(new PlayerError('unhandledrejection', error));
        throw error;
      };
      const fetch = async (...asked: Parameters<Adapter['fetch']>) => {
        const response = await plain.fetch(...asked).catch(refused);
        // It may end before all of it has come.
        return Object.assign(response, { arrayBuffer: () => readAll(response).catch(refused) });
      };
      DOMAdapter.set({ ...plain, fetch });
      song = pixi.Sound.from({
        url,
        preload: true,
        loaded: (error, came) => {
          if (came) resolve(legacy ? came.media._source : came.media.buffer!);
          else reject(new PlayerError('loaded', error));
        },
      });
    }),
    close() {
      DOMAdapter.set(plain);
      song?.destroy();
      free();
    },
  };
}
