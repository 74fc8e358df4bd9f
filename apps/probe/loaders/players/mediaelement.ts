import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { ownElement } from './own-element';
import { makePlace, type Player } from './player';

type Task = Extract<PlayerTask, { kind: 'mediaelement' }>;

type MediaElement = new (
  element: HTMLAudioElement,
  options: { readonly success: (wrapper: unknown, element: HTMLAudioElement) => void },
) => unknown;

/** https://github.com/mediaelement/mediaelement/blob/7.1.0/docs/usage.md */
export async function openMediaelement(url: string, { crossorigin }: Task): Promise<Player> {
  const MediaElementClass = await scriptBeside<MediaElement>('heavy/mediaelement.js', 'MediaElement');
  const place = makePlace();
  const element = ownElement(url, crossorigin);
  place.append(element);
  return {
    sound: new Promise((resolve) => {
      void new MediaElementClass(element, { success: (_, node) => resolve(node) });
    }),
    close: () => place.remove(),
  };
}
