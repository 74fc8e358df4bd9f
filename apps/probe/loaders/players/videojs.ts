import type videojs from 'video.js';
import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { makePlace, type Player } from './player';

type Task = Extract<PlayerTask, { kind: 'videojs' }>;

/** https://videojs.com/guides/setup/ */
export async function openVideojs(url: string, { crossorigin, source }: Task): Promise<Player> {
  const create = await scriptBeside<typeof videojs>('video.js', 'videojs');
  const place = makePlace();
  const element = document.createElement('audio');
  place.append(element);
  const song = { src: url, type: 'audio/mpeg' };
  const player = create(element, {
    ...(crossorigin !== null && { crossOrigin: crossorigin }),
    preload: 'auto',
    ...(source === 'option' && { sources: [song] }),
  });
  if (source === 'call') player.src(song);
  return {
    sound: new Promise((resolve) => {
      player.ready(() => resolve(place.querySelector('audio')!));
    }),
    close() {
      player.dispose();
      place.remove();
    },
  };
}
