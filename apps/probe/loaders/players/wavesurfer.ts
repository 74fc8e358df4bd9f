import type WaveSurfer from 'wavesurfer.js';
import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { makePlace, PlayerError, type Player, type Sound } from './player';

type Task = Extract<PlayerTask, { kind: 'wavesurfer' }>;

/** https://wavesurfer.xyz/docs/ */
export async function openWavesurfer(url: string, { peaks, credentials }: Task): Promise<Player> {
  const WaveSurferClass = await scriptBeside<typeof WaveSurfer>('wavesurfer.js', 'WaveSurfer');
  const container = makePlace();
  const wavesurfer = WaveSurferClass.create({
    container,
    url,
    ...(peaks ? { peaks: [[0, 0.5, 0]], duration: 2 } : { fetchParams: { credentials } }),
  });
  return {
    sound: new Promise<Sound>((resolve, reject) => {
      wavesurfer.once('ready', () => resolve(wavesurfer.getMediaElement() as HTMLAudioElement));
      wavesurfer.once('error', (error) => reject(new PlayerError('error', error)));
    }),
    close() {
      wavesurfer.destroy();
      container.remove();
    },
  };
}
