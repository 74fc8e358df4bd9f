import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { PlayerError, type Player, type Sound } from './player';

type Task = Extract<PlayerTask, { kind: 'three' }>;

interface AudioLoader {
  setWithCredentials(value: boolean): this;
  setRequestHeader(headers: Readonly<Record<string, string>>): this;
  load(
    url: string,
    onLoad: (buffer: AudioBuffer) => void,
    onProgress: undefined,
    onError: (error: unknown) => void,
  ): void;
}

interface Three {
  readonly AudioLoader: new () => AudioLoader;
}

/** https://threejs.org/docs/#AudioLoader */
export async function openThree(url: string, { withCredentials, header }: Task): Promise<Player> {
  const three = await scriptBeside<Three>('three.js', 'THREE');
  const loader = new three.AudioLoader().setWithCredentials(withCredentials);
  if (header !== null) loader.setRequestHeader({ 'X-Song': header });
  return {
    sound: new Promise<Sound>((resolve, reject) => {
      loader.load(url, resolve, undefined, (error) => reject(new PlayerError('onError', error)));
    }),
    close: () => undefined,
  };
}
