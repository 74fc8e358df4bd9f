import type { Findings } from '../../../shared/findings';

/** An element that the library taps itself, which nobody else can then. */
export interface TappedElement {
  readonly element: HTMLMediaElement;
  readonly node: AudioNode;
}

/** What a library plays a song by: an element, a node of its own AudioContext, or sound that it has decoded. */
export type Sound = HTMLMediaElement | TappedElement | AudioNode | AudioBuffer;

/** A library at work on one song. */
export interface Player {
  /** Resolves when the library has the song, or has an element at it; rejects in the library's own words. */
  readonly sound: Promise<Sound>;
  /** What the library says later, of an element that shows no error itself. */
  readonly failure?: () => Pick<Findings, 'error'> | undefined;
  readonly close: () => void;
}

/** What a library says, under the name of its event. */
export class PlayerError extends Error {
  constructor(
    override readonly name: string,
    message: unknown,
  ) {
    super(message instanceof Error ? message.message : String(message));
  }
}

/** What a library says that says nothing. */
export const silence = new PlayerError('silence', 'the library fires no event');

/** How long after its request a library that may say nothing is waited for, in milliseconds: much longer than decoding takes. */
export const silenceBound = 5_000;

/** A place in the page for a library that wants one, where nobody sees it. */
export function makePlace(): HTMLElement {
  const place = document.createElement('div');
  place.style.cssText = 'position: fixed; left: -400px; width: 300px';
  place.ariaHidden = 'true';
  document.body.append(place);
  return place;
}
