// Its types are `export =`, and a default beside it, which compilers read in two ways.
// eslint-disable-next-line @typescript-eslint/no-require-imports
import type Plyr = require('plyr');
import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { makePlace, silence, type Player } from './player';

type Task = Extract<PlayerTask, { kind: 'plyr' }>;

/** https://github.com/sampotts/plyr#the-source-setter */
export async function openPlyr(url: string, { crossorigin }: Task): Promise<Player> {
  const PlyrClass = await scriptBeside<typeof Plyr>('plyr.js', 'Plyr');
  const place = makePlace();
  const element = document.createElement('audio');
  element.crossOrigin = crossorigin;
  place.append(element);
  const player = new PlyrClass(element, { loadSprite: false, storage: { enabled: false } });
  // It plays by `<source>` elements: a refusal is an event of theirs, which does not bubble, and no error of the element.
  let isRefused = false;
  const lookAt = ({ target }: Event) => (isRefused ||= target instanceof HTMLSourceElement);
  place.addEventListener('error', lookAt, { capture: true });
  return {
    sound: new Promise((resolve) => {
      // Before that it takes no other source.
      player.once('ready', () => {
        player.source = { type: 'audio', sources: [{ src: url, type: 'audio/mpeg' }] };
        resolve(place.querySelector('audio')!);
      });
    }),
    failure: () => (isRefused ? { error: { name: silence.name, message: silence.message } } : undefined),
    close() {
      player.destroy();
      place.remove();
    },
  };
}
