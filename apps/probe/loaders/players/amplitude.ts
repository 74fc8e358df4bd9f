import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { loadBound, withTimeout } from '../../../shared/bounds';
import { scriptBeside } from '../script-beside';
import { makePlace, type Player, type Sound } from './player';
import { createTurns } from './turns';
import { watchRequest } from './watch-request';

type Task = Extract<PlayerTask, { kind: 'amplitude' }>;

interface Amplitude {
  init(options: { readonly songs: readonly { readonly url: string }[] }): void;
  getAudio(): HTMLAudioElement;
  /** What is after its own tap. */
  getAnalyser(): AnalyserNode;
}

/** A page has one player, and what it finds in the page counts for any song. */
const takeTurn = createTurns();

/** Resolves when it has what it draws, or has heard that there is nothing to draw. */
const drawn = (element: HTMLAudioElement, url: string): Promise<unknown> =>
  Promise.race([
    watchRequest(url),
    new Promise((resolve) => element.addEventListener('error', resolve, { once: true })),
  ]);

/** https://521dimensions.com/open-source/amplitudejs/docs */
export async function openAmplitude(url: string, { waveform }: Task): Promise<Player> {
  const amplitude = await scriptBeside<Amplitude>('heavy/amplitude.js', 'Amplitude');
  const endTurn = await takeTurn();
  const place = makePlace();
  if (waveform) place.className = 'amplitude-wave-form';
  amplitude.init({ songs: [{ url }] });
  const element = amplitude.getAudio();
  const sound = async (): Promise<Sound> => {
    if (!waveform) return element;
    await withTimeout(drawn(element, url), loadBound, 'Amplitude.js to ask for what it draws');
    return { element, node: amplitude.getAnalyser() };
  };
  return {
    sound: sound(),
    close() {
      place.remove();
      endTurn();
    },
  };
}
