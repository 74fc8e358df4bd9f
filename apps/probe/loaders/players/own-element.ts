import { makeElement } from '../element';

/** An element as a page has it before it gives it to a library: at its song already. */
export function ownElement(url: string, crossorigin: 'anonymous' | null): HTMLAudioElement {
  const element = makeElement(crossorigin);
  element.src = url;
  return element;
}
