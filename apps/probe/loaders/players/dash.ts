import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { makeElement } from '../element';
import { scriptBeside } from '../script-beside';
import { PlayerError, type Player } from './player';

type Task = Extract<PlayerTask, { kind: 'dash' }>;

interface DashPlayer {
  initialize(view: HTMLMediaElement, url: undefined, autoPlay: boolean): void;
  attachSource(url: string): void;
  setXHRWithCredentialsForType(type: string, value: boolean): void;
  on(
    event: 'error',
    listener: (event: { readonly error: { readonly code: number; readonly message: string } }) => void,
  ): void;
  destroy(): void;
}

interface Dash {
  MediaPlayer(): { create(): DashPlayer };
}

/** https://dashif.org/dash.js/pages/quickstart/setup.html */
export async function openDash(url: string, { withCredentials }: Task): Promise<Player> {
  const dashjs = await scriptBeside<Dash>('heavy/dash.js', 'dashjs');
  const player = dashjs.MediaPlayer().create();
  const element = makeElement(null);
  let error: PlayerError | undefined;
  player.on('error', (event) => {
    error ??= new PlayerError(`error ${event.error.code}`, event.error.message);
  });
  player.initialize(element, undefined, false);
  // An empty type is for all of them.
  if (withCredentials) player.setXHRWithCredentialsForType('', true);
  player.attachSource(url);
  return {
    sound: Promise.resolve(element),
    failure: () => error && { error: { name: error.name, message: error.message } },
    close: () => player.destroy(),
  };
}
