import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { loadBound, poll } from '../../../shared/bounds';
import { scriptBeside } from '../script-beside';
import { makePlace, type Player } from './player';

type Task = Extract<PlayerTask, { kind: 'reactplayer' }>;

interface Scripts {
  readonly ReactPlayer: object;
  readonly createElement: (component: object, props: object) => object;
  readonly createRoot: (place: HTMLElement) => { render(element: object): void; unmount(): void };
}

/** https://github.com/cookpete/react-player#usage */
export async function openReactPlayer(url: string, { crossorigin }: Task): Promise<Player> {
  const { ReactPlayer, createElement, createRoot } = await scriptBeside<Scripts>(
    'heavy/react-player.js',
    'REACT_PLAYER',
  );
  const place = makePlace();
  const root = createRoot(place);
  root.render(
    createElement(ReactPlayer, {
      src: url,
      preload: 'auto',
      ...(crossorigin !== null && { crossOrigin: crossorigin }),
    }),
  );
  const element = () => place.querySelector('audio') ?? undefined;
  return {
    sound: poll(element, loadBound, 'react-player to make an element'),
    close() {
      root.unmount();
      place.remove();
    },
  };
}
