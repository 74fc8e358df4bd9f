import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { loadBound, poll } from '../../../shared/bounds';
import { scriptBeside } from '../script-beside';
import { makePlace, type Player } from './player';

type Task = Extract<PlayerTask, { kind: 'vidstack' }>;

interface Vidstack {
  readonly VidstackPlayer: {
    create(options: {
      readonly target: HTMLElement;
      readonly src: string;
      readonly viewType: 'audio';
      readonly load: 'eager';
      readonly crossOrigin?: string;
    }): Promise<HTMLElement & { destroy(): void }>;
  };
}

/** https://vidstack.io/docs/player/getting-started/installation/javascript */
export async function openVidstack(url: string, { crossorigin }: Task): Promise<Player> {
  const { VidstackPlayer } = await scriptBeside<Vidstack>('heavy/vidstack.js', 'VIDSTACK');
  const place = makePlace();
  const player = await VidstackPlayer.create({
    target: place,
    src: url,
    viewType: 'audio',
    load: 'eager',
    ...(crossorigin !== null && { crossOrigin: crossorigin }),
  });
  const element = () => place.querySelector<HTMLAudioElement>('audio[src]') ?? undefined;
  return {
    sound: poll(element, loadBound, 'vidstack to make an element'),
    close() {
      player.destroy();
      place.remove();
    },
  };
}
