import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { wakeClock } from '../../../shared/hearing';
import { scriptBeside } from '../script-beside';
import { ownElement } from './own-element';
import type { Player } from './player';

type Task = Extract<PlayerTask, { kind: 'standardized' }>;

/** A node of the library's own, around one of the browser's. */
interface Wrapped {
  connect(node: Wrapped): void;
  disconnect(): void;
}

interface Standardized {
  readonly AudioContext: new () => {
    createMediaElementSource(element: HTMLMediaElement): Wrapped;
    createMediaStreamDestination(): Wrapped & { readonly stream: MediaStream };
  };
}

let context: InstanceType<Standardized['AudioContext']> | undefined;

/** https://github.com/chrisguttandin/standardized-audio-context#usage. What it hears comes out of it as a stream. */
export async function openStandardized(url: string, { crossorigin }: Task): Promise<Player> {
  const library = await scriptBeside<Standardized>('heavy/standardized-audio-context.js', 'SAC');
  context ??= new library.AudioContext();
  const element = ownElement(url, crossorigin);
  const source = context.createMediaElementSource(element);
  const destination = context.createMediaStreamDestination();
  source.connect(destination);
  const node = wakeClock().createMediaStreamSource(destination.stream);
  return { sound: Promise.resolve({ element, node }), close: () => source.disconnect() };
}
