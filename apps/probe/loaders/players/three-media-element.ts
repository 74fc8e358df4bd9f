import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { ownElement } from './own-element';
import type { Player } from './player';

type Task = Extract<PlayerTask, { kind: 'threemedia' }>;

interface ThreeAudio {
  readonly AudioListener: new () => object;
  readonly Audio: new (listener: object) => {
    setMediaElementSource(element: HTMLMediaElement): void;
    getOutput(): AudioNode;
    disconnect(): void;
  };
}

/** https://threejs.org/docs/#Audio.setMediaElementSource */
export async function openThreeMedia(url: string, { crossorigin }: Task): Promise<Player> {
  const three = await scriptBeside<ThreeAudio>('heavy/three-audio.js', 'THREE_AUDIO');
  const element = ownElement(url, crossorigin);
  const audio = new three.Audio(new three.AudioListener());
  audio.setMediaElementSource(element);
  return {
    sound: Promise.resolve({ element, node: audio.getOutput() }),
    close: () => audio.disconnect(),
  };
}
