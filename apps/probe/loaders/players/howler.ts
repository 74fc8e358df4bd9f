import type { Howl, HowlerGlobal } from 'howler';
import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { PlayerError, silence, silenceBound, type Player, type Sound } from './player';

type Task = Extract<PlayerTask, { kind: 'howler' }>;

/** What it plays one sound by, which its types do not tell: the node before `Howler.masterGain`, or an element. */
interface Innards {
  readonly _sounds: readonly [{ readonly _node: GainNode | HTMLAudioElement }];
}

/** https://github.com/goldfire/howler.js#documentation */
export async function openHowler(
  url: string,
  { html5, withCredentials, authorization, queued }: Task,
): Promise<Player> {
  const HowlClass = await scriptBeside<typeof Howl>('howler.js', 'Howl');
  const howler = await scriptBeside<HowlerGlobal>('howler.js', 'Howler');
  howler.autoSuspend = false;
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<unknown>((resolve) => (fail = resolve));
  const howl = new HowlClass({
    src: [url],
    html5,
    xhr: { withCredentials, ...(authorization !== null && { headers: { Authorization: authorization } }) },
    loop: true,
    // Of a URL that names no format it tells before anybody else can listen.
    onloaderror: (_id, error) => fail(error),
  });
  // Nobody is to hear it; the node before this one gives its sound all the same.
  howler.masterGain.gain.value = 0;
  const node = () => (howl as unknown as Innards)._sounds[0]._node;
  return {
    sound: new Promise<Sound>((resolve, reject) => {
      void failed.then((error) => reject(new PlayerError('loaderror', error)));
      if (queued) {
        howl.once('play', () => resolve(node()));
        howl.once('load', () => setTimeout(() => reject(silence), silenceBound));
        howl.play();
        return;
      }
      howl.once('load', () => {
        // An element that it has played it keeps for other songs, and an element is tapped but once.
        if (node() instanceof AudioNode) howl.play();
        resolve(node());
      });
    }),
    close: () => howl.unload(),
  };
}
