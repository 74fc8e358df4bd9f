import { loadBound, poll } from '../../shared/bounds';
import { wordsOf, type Findings } from '../../shared/findings';
import { tapSilently, wakeClock } from '../../shared/hearing';
import { findingsOf, lookAtError, release } from './element';

/** Neither a refusal nor the audio clock is waited for any longer, in milliseconds. */
const clockBound = 8_000;

const refusalBy = (element: HTMLMediaElement): Promise<DOMException | null> =>
  element.play().then(
    () => null,
    (error: unknown) => (error instanceof DOMException && error.name === 'NotAllowedError' ? error : null),
  );

let refused: Promise<boolean> | undefined;

/** Whether the page's audio clock runs, as soon as it does. */
const clockRuns = (): Promise<true> =>
  poll(() => wakeClock().currentTime > 0 || undefined, clockBound, 'the audio clock to run');

/** Whether no sound may begin in this page: asked once, of an element that has nothing to play, unless its clock runs before. */
export const isSilenced = (): Promise<boolean> =>
  (refused ??= Promise.race([
    refusalBy(document.createElement('audio')).then((refusal) => refusal !== null),
    clockRuns().then(
      () => false,
      () => false,
    ),
  ]));

const lookAtEnd = (
  element: HTMLMediaElement,
  ended: Pick<Findings, 'error'> | undefined,
): Findings | undefined => ended && { ...findingsOf(element, null), ...ended };

/** Waits until an element that does not play has data or an error. @param findings what there is to say besides, as soon as it is known */
const lookUntilLoaded = (
  element: HTMLMediaElement,
  findings: () => Findings | undefined,
  giveUp: () => Pick<Findings, 'error'> | undefined = () => undefined,
): Promise<Findings> =>
  poll(
    () =>
      lookAtError(element) ??
      lookAtEnd(element, giveUp()) ??
      (element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? findings() : undefined),
    loadBound,
    'the element to give data or an error',
  );

/**
 * Plays an element where no sound may begin, once it has its sources: the data come, and `play()` is refused, if the element gives any.
 * @param giveUp tells why nothing more is to come, as soon as that is known
 */
export async function playSilenced(
  element: HTMLMediaElement,
  giveUp: () => Pick<Findings, 'error'> | undefined = () => undefined,
): Promise<Findings> {
  let refusal: DOMException | null = null;
  void refusalBy(element).then((error) => (refusal = error));
  const found = await lookUntilLoaded(
    element,
    () => {
      if (refusal) return { ...findingsOf(element, null), error: wordsOf(refusal), notAllowedToPlay: true };
      return element.currentTime > 0 ? findingsOf(element, null) : undefined;
    },
    giveUp,
  );
  if (!found.advances) return found;
  // One that gives no sound may play: what comes of it is heard only now, since a clock that stands still would hold it up.
  const tap = await tapSilently(element);
  const tone = tap.hear();
  tap.release();
  return { ...found, tone, suspended: true };
}

/** Loads `url` into an element that is not allowed to play. */
export async function loadSilenced(url: string, element: HTMLMediaElement): Promise<Findings> {
  element.src = url;
  try {
    return await playSilenced(element);
  } finally {
    release(element);
  }
}

/** Loads `url` into an element tapped by an AudioContext that does not run: the data come, and nothing is heard of them. */
export async function loadUnheard(url: string, element: HTMLMediaElement): Promise<Findings> {
  const tap = await tapSilently(element);
  try {
    element.src = url;
    element.play().catch(() => undefined);
    return await lookUntilLoaded(element, () => ({ ...findingsOf(element, tap.hear()), suspended: true }));
  } finally {
    release(element, tap);
  }
}
