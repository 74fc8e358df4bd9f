import { stops, type Stop } from '../../model/lab/tour/stops';
import { find, make } from './dom';
import type { Lab } from './lab';
import { addressOf, stopAt } from './tour';

/** The way on from a stop, or into the tour. */
function wayOn(stop: number | null, lab: Lab): (Node | string)[] {
  const link = (number: number, says: string): HTMLElement =>
    make('a', { href: addressOf(number, lab) }, `${says}: ${stopAt(number).title}`);
  if (stop === null) return [`The tour tells the whole article in ${stops.length} stops. `, link(1, 'Begin')];
  const isLast = stop === stops.length;
  const next = isLast ? link(1, 'The tour ends here. Again from the start') : link(stop + 1, 'Next');
  return [`Stop ${stop} of ${stops.length}. `, next];
}

function stopItem(number: number, current: boolean, lab: Lab): HTMLElement {
  const { title } = stopAt(number);
  const marks = { href: addressOf(number, lab), title, ...(current && { 'aria-current': 'step' }) };
  const parts = [
    make('span', { class: 'number' }, String(number)),
    ' ',
    make('span', { class: 'title' }, title),
  ];
  return make('li', {}, make('a', marks, ...parts));
}

/**
 * Shows where in the tour the page stands, and the way on, also below the verdict.
 * @param stop null off the tour
 * @param show shows the stop itself
 */
export function showTour(stop: number | null, lab: Lab, show: (stop: Stop) => void): void {
  const items = stops.map((_, index) => stopItem(index + 1, stop === index + 1, lab));
  find('#stops', HTMLElement).replaceChildren(...items);
  for (const line of ['#tour-on', '#verdict-on'])
    find(line, HTMLElement).replaceChildren(...wayOn(stop, lab));
  if (stop === null) return;
  const here = stopAt(stop);
  const { title, see } = here;
  const heading = find('#tour-title', HTMLElement);
  heading.textContent = `Stop ${stop} of ${stops.length}: ${title}`;
  document.title = `${heading.textContent} – Earshot`;
  find('#tour-see', HTMLElement).textContent = see;
  const button = find('#show-stop', HTMLButtonElement);
  button.hidden = false;
  button.addEventListener('click', () => show(here));
  // Each stop is a page of its own: whoever goes on by keyboard begins at its name.
  heading.focus({ preventScroll: true });
}
