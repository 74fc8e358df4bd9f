import { loadBound, TimedOut, withTimeout } from '../../../shared/bounds';
import { wordsOf } from '../../../shared/findings';
import { PlayerError, type Player, type Sound } from './player';

/** What a player of somebody's own exports: see docs/add-a-player.md. */
interface OwnPlayer {
  /** Resolves with what the song is played by; rejects with what a page hears of a refusal. */
  readonly load?: (url: string) => Promise<unknown>;
  readonly release?: (sound: unknown) => void;
}

const isSound = (given: unknown): given is Sound =>
  given instanceof HTMLMediaElement ||
  given instanceof AudioNode ||
  given instanceof AudioBuffer ||
  (typeof given === 'object' && given !== null && 'element' in given && 'node' in given);

/** @throws TimedOut where the module does not come, or is no player: nothing was measured then */
async function playerAt(path: string): Promise<Required<Pick<OwnPlayer, 'load'>> & OwnPlayer> {
  const imported = import(/* @vite-ignore */ path) as Promise<OwnPlayer>;
  const module = await withTimeout(imported, loadBound, `the module ${path}`).catch((error: unknown) => {
    throw error instanceof TimedOut ? error : new TimedOut(`the module ${path}: ${String(error)}`);
  });
  const { load } = module;
  if (typeof load !== 'function') throw new TimedOut(`the module ${path} to export a function load(url)`);
  return { ...module, load };
}

export async function openOwnPlayer(url: string, path: string): Promise<Player> {
  const { load, release } = await playerAt(path);
  let given: unknown;
  const begun = async (): Promise<Sound> => {
    try {
      given = await load(url);
    } catch (error) {
      const { name, message } = wordsOf(error);
      throw new PlayerError(name, message);
    }
    if (isSound(given)) return given;
    throw new TimedOut(
      `load() of ${path} to give a media element, an AudioNode, an AudioBuffer or { element, node }`,
    );
  };
  return { sound: begun(), close: () => given !== undefined && release?.(given) };
}
