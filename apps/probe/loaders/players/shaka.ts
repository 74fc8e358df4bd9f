import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { tapElement } from '../../../shared/hearing';
import { makeElement } from '../element';
import { PlayerError, type Player, type Sound } from './player';

type Task = Extract<PlayerTask, { kind: 'shaka' }>;

interface ShakaError {
  readonly code: number;
  readonly data: readonly unknown[];
}

interface ShakaPlayer {
  attach(element: HTMLMediaElement): Promise<void>;
  configure(config: object): boolean;
  load(url: string): Promise<void>;
  destroy(): Promise<void>;
  addEventListener(event: 'error', listener: (event: { readonly detail: ShakaError }) => void): void;
  getNetworkingEngine(): {
    registerRequestFilter(
      filter: (type: number, request: { allowCrossSiteCredentials: boolean }) => void,
    ): void;
  };
}

interface Shaka {
  readonly Player: new () => ShakaPlayer;
}

const refusal = (event: string, error: unknown): PlayerError => {
  const { code, data } = error as ShakaError;
  return new PlayerError(event, `code ${code}: ${JSON.stringify(data)}`);
};

/** https://shaka-player-demo.appspot.com/docs/api/tutorial-basic-usage.html */
export async function openShaka(url: string, { withCredentials, plain }: Task): Promise<Player> {
  const { Player: PlayerClass } = await scriptBeside<Shaka>('heavy/shaka.js', 'shaka');
  const player = new PlayerClass();
  const element = makeElement(null);
  // WebKitGTK hears nothing of what is tapped after it has loaded.
  const { node } = await tapElement(element);
  await player.attach(element);
  if (plain) player.configure({ streaming: { processSrcEqualMetadata: false } });
  if (withCredentials)
    player
      .getNetworkingEngine()
      .registerRequestFilter((_type, request) => void (request.allowCrossSiteCredentials = true));
  // Of a part of a stream it may hear when load() has resolved.
  let failed: PlayerError | undefined;
  return {
    sound: new Promise<Sound>((resolve, reject) => {
      player.addEventListener('error', ({ detail }) => {
        failed ??= refusal('error', detail);
        reject(failed);
      });
      player.load(url).then(
        () => resolve({ element, node }),
        (error: unknown) => reject(refusal('load() rejected', error)),
      );
    }),
    failure: () => failed && { error: { name: failed.name, message: failed.message } },
    close: () => void player.destroy(),
  };
}
