import { tapElement, type Tap } from '../shared/hearing';

const clockBound = 3_000;

/**
 * Taps an element on its way to the speakers.
 * @throws TimedOut where the audio clock stands still: the element is left alone then, and can be heard
 */
export const tapAudibly = (element: HTMLMediaElement): Promise<Tap> =>
  tapElement(element, { audible: true, bound: clockBound });
