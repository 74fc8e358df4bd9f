import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { PlayerError, type Player, type Sound } from './player';

type Task = Extract<PlayerTask, { kind: 'babylon' }>;

/** What it plays one sound by, which its types do not tell: the buffer, or an element that it taps. */
interface StaticSound {
  readonly buffer: { readonly _audioBuffer: AudioBuffer };
  dispose(): void;
}
interface StreamingSound {
  readonly _preloadedInstances: readonly {
    readonly _mediaElement: HTMLAudioElement;
    readonly _sourceNode: AudioNode;
  }[];
  dispose(): void;
}

interface Babylon {
  CreateAudioEngineAsync(options: {
    readonly disableDefaultUI: boolean;
    readonly volume: number;
  }): Promise<object>;
  CreateSoundAsync(name: string, url: string): Promise<StaticSound>;
  CreateStreamingSoundAsync(name: string, url: string): Promise<StreamingSound>;
}

let engine: Promise<object> | undefined;

const fail = (error: unknown) => {
  throw new PlayerError('rejected', error);
};

/** https://doc.babylonjs.com/features/featuresDeepDive/audio/v2/playingSoundsMusic */
export async function openBabylon(url: string, { streaming }: Task): Promise<Player> {
  const babylon = await scriptBeside<Babylon>('heavy/babylon.js', 'BABYLON');
  // Nobody is to hear it; what is tapped is before that.
  engine ??= babylon.CreateAudioEngineAsync({ disableDefaultUI: true, volume: 0 });
  await engine;
  const made: (StaticSound | StreamingSound)[] = [];
  const keep = <Made extends StaticSound | StreamingSound>(sound: Made): Made => {
    made.push(sound);
    return sound;
  };
  const sound: Promise<Sound> = streaming
    ? babylon.CreateStreamingSoundAsync('song', url).then((came) => {
        const [{ _mediaElement, _sourceNode }] = keep(came)._preloadedInstances as [
          StreamingSound['_preloadedInstances'][0],
        ];
        return { element: _mediaElement, node: _sourceNode };
      }, fail)
    : babylon.CreateSoundAsync('song', url).then((came) => keep(came).buffer._audioBuffer, fail);
  return { sound, close: () => made.forEach((each) => each.dispose()) };
}
