import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { wait } from '../../../shared/bounds';
import { scriptBeside } from '../script-beside';
import { PlayerError, silence, silenceBound, type Player, type Sound } from './player';
import { watchRequest } from './watch-request';

type Task = Extract<PlayerTask, { kind: 'soundjs' }>;

interface SoundEvent {
  readonly src: string;
}

interface CreateJs {
  readonly WebAudioPlugin: object;
  readonly HTMLAudioPlugin: object;
  readonly Sound: {
    activePlugin: object;
    registerPlugins(plugins: readonly object[]): boolean;
    registerSound(item: { readonly src: string; readonly withCredentials: boolean }): unknown;
    on(event: 'fileload' | 'fileerror', listener: (event: SoundEvent) => void): object;
    off(event: 'fileload' | 'fileerror', listener: object): void;
    createInstance(src: string): { readonly playbackResource: AudioBuffer };
  };
}

const plugins = new Map<boolean, object>();

/** It has one plugin at a time for all sounds; those that are loading keep theirs. */
function takePlugin({ Sound, HTMLAudioPlugin, WebAudioPlugin }: CreateJs, html: boolean): void {
  const known = plugins.get(html);
  if (known) Sound.activePlugin = known;
  else Sound.registerPlugins([html ? HTMLAudioPlugin : WebAudioPlugin]);
  plugins.set(html, Sound.activePlugin);
}

const elementOf = (url: string): HTMLAudioElement =>
  [...document.querySelectorAll('audio')].find(({ src }) => src === url)!;

/** https://createjs.com/docs/soundjs/classes/Sound.html */
export async function openSoundjs(url: string, { html, withCredentials }: Task): Promise<Player> {
  const createjs = await scriptBeside<CreateJs>('soundjs.js', 'createjs');
  const { Sound } = createjs;
  const listeners: (readonly ['fileload' | 'fileerror', object])[] = [];
  const on = (event: 'fileload' | 'fileerror', then: () => void) =>
    listeners.push([event, Sound.on(event, ({ src }) => void (src === url && then()))]);
  return {
    sound: new Promise<Sound>((resolve, reject) => {
      on('fileload', () => {
        takePlugin(createjs, html);
        resolve(html ? elementOf(url) : Sound.createInstance(url).playbackResource);
      });
      on('fileerror', () => reject(new PlayerError('fileerror', 'the event has no reason')));
      // Of bytes that do not decode it says nothing.
      if (!html)
        void watchRequest(url)
          .then(() => wait(silenceBound))
          .then(() => reject(silence));
      takePlugin(createjs, html);
      Sound.registerSound({ src: url, withCredentials });
    }),
    close: () => listeners.forEach(([event, listener]) => Sound.off(event, listener)),
  };
}
