import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { wakeClock } from '../../../shared/hearing';
import { scriptBeside } from '../script-beside';
import { ownElement } from './own-element';
import type { Player } from './player';

type Task = Extract<PlayerTask, { kind: 'meyda' }>;

interface Meyda {
  createMeydaAnalyzer(options: {
    readonly audioContext: AudioContext;
    readonly source: AudioNode;
    readonly bufferSize: number;
    readonly featureExtractors: readonly string[];
    readonly callback: () => void;
  }): { start(): void; stop(): void };
}

/** https://meyda.js.org/getting-started */
export async function openMeyda(url: string, { crossorigin }: Task): Promise<Player> {
  const meyda = await scriptBeside<Meyda>('heavy/meyda.js', 'Meyda');
  const element = ownElement(url, crossorigin);
  const audioContext = wakeClock();
  const node = audioContext.createMediaElementSource(element);
  const analyzer = meyda.createMeydaAnalyzer({
    audioContext,
    source: node,
    bufferSize: 2048,
    featureExtractors: ['rms'],
    callback: () => undefined,
  });
  analyzer.start();
  return { sound: Promise.resolve({ element, node }), close: () => analyzer.stop() };
}
