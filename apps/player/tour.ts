import { stops, type Stop } from '../../model/lab/tour/stops';
import { pageSpec } from '../../model/lab/topology/pages';
import { servers } from '../../model/lab/topology/topology';
import { articleChoices, cdnNames, withLoader, type Choices } from './choices';
import type { Lab } from './lab';

export const stopNumbers = stops.map((_, index) => String(index + 1));

/** @param number from 1 on. @throws RangeError if there is no such stop */
export function stopAt(number: number): Stop {
  const stop = stops[number - 1];
  if (!stop) throw new RangeError(`Failed to find stop ${number}: there are ${stops.length}`);
  return stop;
}

/** Whether a stop plays the page's own song, which no choice is about. */
export const isLocal = ({ relation }: Stop): boolean => relation === 'same-origin';

/** Whether somebody else's page is shown at a stop. */
export const isForeign = ({ page }: Stop): boolean => pageSpec(page).server === 'evil';

/** What the player must choose to show a stop. Of a GET that is allowed, the element asks as the GET does. */
export function choicesOf({ page, loader, policy }: Stop): Choices {
  const cdn = cdnNames.find((name) => servers[name].ownPolicy === policy);
  const frame = page === 'sandboxed';
  const asked = withLoader(loader, {
    ...articleChoices,
    ...(cdn ? { cdn } : { policy }),
    crossorigin: loader === 'fetch-include' ? 'use-credentials' : frame ? 'anonymous' : 'none',
    frame,
  });
  if (!asked) throw new Error(`Failed to show a stop: the player cannot load by ${loader}`);
  // Where the CDN allows nobody, only without the GET is there a URL.
  return { ...asked, direct: loader === 'audio' };
}

const originOfStop = (number: number, lab: Lab): string => lab.origin(pageSpec(stopAt(number).page).server);

/** Whether a stop is shown at this page; it may be at somebody else's. */
export const isShownHere = (number: number, lab: Lab): boolean =>
  originOfStop(number, lab) === location.origin;

/** The link to a stop, at the page that it is shown at. */
export const addressOf = (number: number, lab: Lab): string =>
  `${isShownHere(number, lab) ? '' : `${originOfStop(number, lab)}/`}?stop=${number}`;
