import type Crunker from 'crunker';
import { scriptBeside } from '../script-beside';
import { PlayerError, type Player } from './player';

/** https://github.com/jaggad/crunker#fetch-audio */
export async function openCrunker(url: string): Promise<Player> {
  const module = await scriptBeside<{ readonly default: typeof Crunker }>('crunker.js', 'Crunker');
  const crunker = new module.default();
  const fail = (error: unknown) => {
    throw new PlayerError('fetchAudio rejected', error);
  };
  return {
    sound: crunker.fetchAudio(url).then(([buffer]) => buffer!, fail),
    // Each has an AudioContext, of which a page may have but few.
    close: () => void crunker.close(),
  };
}
