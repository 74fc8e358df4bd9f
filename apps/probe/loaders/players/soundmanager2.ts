import { loadBound, withTimeout } from '../../../shared/bounds';
import { scriptBeside } from '../script-beside';
import type { Player } from './player';

interface SoundManager {
  setup(options: { readonly debugMode: false; readonly preferFlash: false }): this;
  onready(then: () => void): void;
  /** Without it, it waits for the page to load, which has loaded. */
  beginDelayedInit(): void;
  createSound(options: { readonly url: string; readonly autoLoad: true }): {
    /** What it plays by, which its documentation does not tell. */
    readonly _a: HTMLAudioElement;
    destruct(): void;
  };
}

/** https://www.schillmania.com/projects/soundmanager2/doc/getstarted/ */
export async function openSoundmanager(url: string): Promise<Player> {
  const manager = await scriptBeside<SoundManager>('heavy/soundmanager2.js', 'soundManager');
  manager.setup({ debugMode: false, preferFlash: false });
  manager.beginDelayedInit();
  const ready = new Promise<void>((resolve) => manager.onready(resolve));
  await withTimeout(ready, loadBound, 'SoundManager 2 to be ready');
  const sound = manager.createSound({ url, autoLoad: true });
  return { sound: Promise.resolve(sound._a), close: () => sound.destruct() };
}
