import { nextSongUrl } from '../../../model/lab/loaders/next-song';
import type { Task } from '../../../model/lab/loaders/probe-task';
import type { Findings } from '../../shared/findings';
import { tapElement } from '../../shared/hearing';
import { makeElement, playAndWatch, release } from './element';

/** A `<source>` that counts those of its kind that came to nothing. */
function makeSource(url: string, onError: () => void): HTMLSourceElement {
  const source = document.createElement('source');
  source.src = url;
  source.addEventListener('error', onError);
  return source;
}

/**
 * Loads the first of two `<source>` elements that plays. That none does, no error of the element says: each `<source>` gets an
 * event, and its `networkState` is NETWORK_NO_SOURCE (https://html.spec.whatwg.org/multipage/media.html#concept-media-load-algorithm).
 */
export async function loadBySources(
  url: string,
  { crossorigin, next }: Task<'sources'>,
  patience: number,
): Promise<Findings> {
  const element = makeElement(crossorigin);
  const tap = await tapElement(element);
  let failed = 0;
  const urls = [url, nextSongUrl(url, next)];
  const sources = urls.map((each) => makeSource(each, () => (failed += 1)));
  const error = { name: 'NETWORK_NO_SOURCE', message: `${urls.length} of ${urls.length} <source> failed` };
  const giveUp = () =>
    failed === urls.length && element.networkState === HTMLMediaElement.NETWORK_NO_SOURCE
      ? { error }
      : undefined;
  try {
    element.append(...sources);
    return await playAndWatch(element, tap, patience, giveUp);
  } finally {
    release(element, tap);
  }
}
