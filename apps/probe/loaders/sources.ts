import type { SourceElement } from '../../../model/lab/plan/cell';
import type { Findings } from '../../shared/findings';
import { tapElement } from '../../shared/hearing';
import { makeElement, playAndWatch, release, type ElementTask } from './element';
import { isSilenced, playSilenced } from './unheard';

/** A `<source>` that counts those of its kind that came to nothing. */
function makeSource({ url, type }: SourceElement, onError: () => void): HTMLSourceElement {
  const source = document.createElement('source');
  source.src = url;
  if (type !== null) source.setAttribute('type', type);
  source.addEventListener('error', onError);
  return source;
}

/** The number of the one that the element took; 0 if it took none. */
function takenOf(element: HTMLMediaElement, sources: readonly HTMLSourceElement[]): number {
  const isTaken = element.readyState >= HTMLMediaElement.HAVE_METADATA || element.error !== null;
  return isTaken ? sources.findIndex(({ src }) => src === element.currentSrc) + 1 : 0;
}

/**
 * Loads the first of several `<source>` elements that plays. That none does, no error of the element says: the `<source>` elements
 * get events, and its `networkState` is NETWORK_NO_SOURCE (https://html.spec.whatwg.org/multipage/media.html#concept-media-load-algorithm).
 */
export async function loadBySources(
  given: readonly SourceElement[],
  { name, crossorigin, sound }: ElementTask,
  patience: number,
): Promise<Findings> {
  const element = makeElement(crossorigin, name, sound);
  const tap = (await isSilenced()) ? undefined : await tapElement(element);
  let failed = 0;
  const sources = given.map((each) => makeSource(each, () => (failed += 1)));
  const error = { name: 'NETWORK_NO_SOURCE', message: `none of ${sources.length} <source> plays` };
  // That state is the first one, too. Chromium has no event for what it passes over after a server has hung up.
  const giveUp = () =>
    failed > 0 && element.networkState === HTMLMediaElement.NETWORK_NO_SOURCE ? { error } : undefined;
  try {
    element.append(...sources);
    const found = tap
      ? await playAndWatch(element, tap, patience, giveUp)
      : await playSilenced(element, giveUp);
    return { ...found, source: takenOf(element, sources) };
  } finally {
    release(element, tap);
  }
}
