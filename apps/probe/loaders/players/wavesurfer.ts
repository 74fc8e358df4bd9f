import type WaveSurfer from 'wavesurfer.js';
import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { loadBound, withTimeout } from '../../../shared/bounds';
import { scriptBeside } from '../script-beside';
import { makePlace, PlayerError, type Player, type Sound } from './player';

type Task = Extract<PlayerTask, { kind: 'wavesurfer' }>;

/** An element as a page has it before it gives it to wavesurfer.js, and when it has the song or has failed. */
function makeMedia(url: string, crossorigin: 'anonymous' | null) {
  const element = document.createElement('audio');
  element.crossOrigin = crossorigin;
  const ended = new Promise<void>((resolve) => {
    for (const event of ['loadedmetadata', 'error']) element.addEventListener(event, () => resolve());
  });
  element.src = url;
  return { element, ended: withTimeout(ended, loadBound, 'its element to have the song, or to fail') };
}

const isOwn = (way: Task['way']): boolean => way === 'media' || way === 'media-anonymous';

/** https://wavesurfer.xyz/docs/ */
export async function openWavesurfer(url: string, { way, credentials, heard }: Task): Promise<Player> {
  const WaveSurferClass = await scriptBeside<typeof WaveSurfer>('wavesurfer.js', 'WaveSurfer');
  const container = makePlace();
  const media = isOwn(way) ? makeMedia(url, way === 'media' ? null : 'anonymous') : undefined;
  const wavesurfer = WaveSurferClass.create({
    container,
    ...(media ? { media: media.element } : { url }),
    ...(way === 'peaks' ? { peaks: [[0, 0.5, 0]], duration: 2 } : { fetchParams: { credentials } }),
    ...(way === 'web-audio' && { backend: 'WebAudio' }),
    ...(way === 'blob-type' && { blobMimeType: 'audio/mpeg' }),
  });
  const loaded = new Promise<PlayerError | undefined>((resolve) => {
    wavesurfer.once('ready', () => resolve(undefined));
    wavesurfer.once('error', (error) => resolve(new PlayerError('error', error)));
  });
  const sound = async (): Promise<Sound> => {
    const [refused] = await Promise.all([loaded, media?.ended]);
    // An element of the page's own goes on, whatever the library says of it.
    if (heard && media) return media.element;
    if (refused) throw refused;
    return heard ? (wavesurfer.getMediaElement() as HTMLAudioElement) : wavesurfer.getDecodedData()!;
  };
  return {
    sound: sound(),
    close() {
      wavesurfer.destroy();
      media?.element.removeAttribute('src');
      media?.element.load();
      container.remove();
    },
  };
}
