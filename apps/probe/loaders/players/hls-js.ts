import type Hls from 'hls.js';
import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { makeElement } from '../element';
import { scriptBeside } from '../script-beside';
import { PlayerError, type Player } from './player';

type Task = Extract<PlayerTask, { kind: 'hlsjs' }>;

/** https://github.com/video-dev/hls.js/blob/v1.7.4/docs/API.md */
export async function openHlsJs(
  url: string,
  { withCredentials, header, progressive }: Task,
): Promise<Player> {
  const HlsClass = await scriptBeside<typeof Hls>('hls.js', 'Hls');
  const element = makeElement(null);
  const hls = new HlsClass({
    progressive,
    ...((withCredentials || header) && {
      xhrSetup(xhr: XMLHttpRequest, target: string) {
        // It opens the request only after this, unless this does.
        if (header) xhr.open('GET', target, true);
        if (header) xhr.setRequestHeader('X-Song', 'tone');
        xhr.withCredentials = withCredentials;
      },
    }),
  });
  let error: PlayerError | undefined;
  hls.on(HlsClass.Events.ERROR, (_event, data) => {
    if (data.fatal)
      error ??= new PlayerError('hlsError', `${data.type}/${data.details}: ${data.error.message}`);
  });
  hls.on(HlsClass.Events.MEDIA_ATTACHED, () => hls.loadSource(url));
  hls.attachMedia(element);
  return {
    sound: Promise.resolve(element),
    failure: () => error && { error: { name: error.name, message: error.message } },
    close: () => hls.destroy(),
  };
}
