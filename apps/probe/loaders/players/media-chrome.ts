import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { ownElement } from './own-element';
import { makePlace, type Player } from './player';

type Task = Extract<PlayerTask, { kind: 'mediachrome' }>;

/** https://www.media-chrome.org/docs/en/get-started */
export async function openMediaChrome(url: string, { crossorigin }: Task): Promise<Player> {
  await scriptBeside<unknown>('heavy/media-chrome.js', 'MediaChrome');
  const place = makePlace();
  const controller = document.createElement('media-controller');
  controller.toggleAttribute('audio', true);
  const element = ownElement(url, crossorigin);
  element.slot = 'media';
  controller.append(element, document.createElement('media-play-button'));
  place.append(controller);
  return { sound: Promise.resolve(element), close: () => place.remove() };
}
