import { playAndWatch } from '../probe/loaders/element';
import { heard, listen } from '../probe/loaders/listen';
import { openPlayer, soundOf } from '../probe/loaders/players/load-by-player';
import type { Player, Sound } from '../probe/loaders/players/player';
import { refused, type Findings } from '../shared/findings';
import { findToneIn, tapNode, wakeClock, type Tap } from '../shared/hearing';
import { taskOf, type LibraryLoader } from './libraries';
import { tapAudibly } from './tap-audibly';

/** Shows what plays, so that a person can hear it and stop it. */
type Show = (element: HTMLAudioElement, tap: Tap) => void;

let last: Player | undefined;

/** An element that plays what a node gives. */
function elementOf(node: AudioNode): HTMLAudioElement {
  const { context } = node;
  const output = new MediaStreamAudioDestinationNode(context as AudioContext);
  node.connect(output);
  const element = new Audio();
  element.srcObject = output.stream;
  return element;
}

/** A node that plays decoded sound over and over. */
function nodeOf(buffer: AudioBuffer): AudioNode {
  const source = new AudioBufferSourceNode(wakeClock(), { buffer, loop: true });
  source.start();
  return source;
}

/** Has a node heard by an element, as it is playing already. */
function playNode(node: AudioNode, show: Show): Tap {
  const element = elementOf(node);
  const tap = tapNode(node);
  show(element, tap);
  element.play().catch(() => undefined);
  return tap;
}

async function play(sound: Sound, { failure }: Player, patience: number, show: Show): Promise<Findings> {
  if (sound instanceof AudioBuffer) {
    playNode(nodeOf(sound), show);
    return heard(findToneIn(sound));
  }
  if (sound instanceof AudioNode) return listen(playNode(sound, show), 'the library');
  const isTapped = 'node' in sound;
  const element = isTapped ? sound.element : sound;
  const tap = isTapped ? tapNode(sound.node) : await tapAudibly(element);
  show(element, tap);
  return playAndWatch(element, tap, patience, failure);
}

/**
 * Has a player library load the song at `url`, and listens to what it makes of it. It goes on playing until the next
 * song is loaded by one.
 * @throws TimedOut where its script does not come, or the audio clock stands still
 */
export async function playByLibrary(
  name: LibraryLoader,
  url: string,
  patience: number,
  show: Show,
): Promise<Findings> {
  last?.close();
  const player = await openPlayer(url, taskOf(name));
  last = player;
  const sound = await soundOf(name, player);
  return sound instanceof Error ? refused(sound) : play(sound, player, patience, show);
}
