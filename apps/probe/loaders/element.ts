import type { Task } from '../../../model/lab/loaders/probe-task';
import type { Cell } from '../../../model/lab/plan/cell';
import { loadBound, poll, TimedOut } from '../../shared/bounds';
import type { Findings } from '../../shared/findings';
import { tapElement, type Tap } from '../../shared/hearing';

/** Zeros count only once both clocks say that sound must have come by now. Seconds, to be multiplied by the patience. */
const silence = { media: 0.4, audio: 0.3 };
/** A song may be too short to hear a tone in it: seconds. */
const shortest = 0.1;
/** Sound that holds no tone may still come to hold it, where the machine is too busy to give all of it: seconds of media. */
const noise = 3;

export type ElementTask = Pick<Task<'element'>, 'name' | 'crossorigin'> & Pick<Cell, 'sound'>;

/** A fresh element: one that was tapped, or loaded another way, would carry its past into this load. */
export function makeElement(
  crossorigin: ElementTask['crossorigin'],
  name: ElementTask['name'] = 'audio',
  sound: ElementTask['sound'] = {},
): HTMLMediaElement {
  const element = document.createElement(name);
  element.preload = 'auto';
  element.muted = sound.muted === true;
  element.volume = sound.volume ?? 1;
  // Before `src`: the attribute is read when the load begins.
  element.crossOrigin = crossorigin;
  return element;
}

export function findingsOf(
  element: HTMLMediaElement,
  tone: number | null,
  reached = element.currentTime,
): Findings {
  const known = element.readyState >= HTMLMediaElement.HAVE_METADATA || reached > 0;
  return { accepted: known, metadata: known, advances: reached > 0, tone };
}

export function lookAtError(element: HTMLMediaElement): Findings | undefined {
  if (!element.error) return undefined;
  const { code, message } = element.error;
  return { ...findingsOf(element, null), error: { name: `MediaError ${code}`, message } };
}

/** Whether all of it has come, and there is no time in it to play. */
const hasNothing = ({ readyState, duration, networkState }: HTMLMediaElement): boolean =>
  readyState >= HTMLMediaElement.HAVE_METADATA &&
  duration === 0 &&
  networkState === HTMLMediaElement.NETWORK_IDLE;

/** Looks at a playing element; each look says what there is to say by now, or undefined as long as it is too early. */
function watch(element: HTMLMediaElement, tap: Tap | null, patience: number): () => Findings | undefined {
  let start: number | undefined;
  // A library may go back to the beginning as soon as a song ends.
  let reached = 0;
  return () => {
    const failed = lookAtError(element);
    if (failed) return failed;
    start ??= tap?.clock();
    if (hasNothing(element)) return findingsOf(element, null);
    const isBack = reached > 0 && element.currentTime === 0;
    reached = Math.max(reached, element.currentTime);
    if (reached === 0) return undefined;
    // What plays a part of a file pauses at its end.
    const isOver = element.ended || element.paused || isBack;
    const long = reached >= silence.media * patience || isOver;
    if (!tap) return long ? findingsOf(element, null, reached) : undefined;
    const tone = tap.hear();
    if (tone !== null && tone > 0) return findingsOf(element, tone, reached);
    const since = tap.clock() - start!;
    if (!long || since < silence.audio * patience) return undefined;
    // A page that gets no turn for a while looks too late: what was played meanwhile is remembered.
    const recalled = tap.recall(since);
    if (recalled > 0) return findingsOf(element, recalled, reached);
    if (element.duration < shortest && tap.sounded(since))
      return { ...findingsOf(element, null, reached), song: 'sound' };
    if (tone === null && reached < noise && !isOver) return undefined;
    return findingsOf(element, tone, reached);
  };
}

/** Loads `url` into `element`, and plays it: see `playAndWatch`. */
export function playElement(
  element: HTMLMediaElement,
  url: string,
  tap: Tap | null,
  patience: number,
): Promise<Findings> {
  element.src = url;
  return playAndWatch(element, tap, patience);
}

/**
 * Plays `element`, and watches until the tone is heard, or zeros alone for long enough, or the element gives up. Never
 * throws: a timeout and a refusal to play are part of the findings. Without a tap the samples are not looked at.
 * @param patience how many times as long as usual to wait for sound
 * @param giveUp tells why nothing more is to come, as soon as that is known
 */
export async function playAndWatch(
  element: HTMLMediaElement,
  tap: Tap | null,
  patience: number,
  giveUp: () => Pick<Findings, 'error' | 'timedOut'> | undefined = () => undefined,
): Promise<Findings> {
  let refusal: DOMException | undefined;
  let isOver = false;
  const look = watch(element, tap, patience);
  const play = (): Promise<void> =>
    element.play().catch((error: unknown) => {
      if (!(error instanceof DOMException)) return;
      // Other refusals than this one show on the element itself, as an error.
      if (error.name === 'NotAllowedError') refusal = error;
      // A library that gives its element the source only now has paused it: https://html.spec.whatwg.org/multipage/media.html#media-element-load-algorithm
      else if (error.name === 'AbortError' && !isOver) void play();
    });
  void play();
  const lookOnce = (): Findings | undefined => {
    const ended = giveUp();
    if (ended) return { ...findingsOf(element, null), ...ended };
    if (!refusal) return look();
    const { name, message } = refusal;
    const timedOut = 'a click, without which this browser does not play';
    return { ...findingsOf(element, null), error: { name, message }, timedOut };
  };
  try {
    return await poll(lookOnce, loadBound, 'the element to give sound, silence or an error');
  } catch (error) {
    if (error instanceof TimedOut) return { ...findingsOf(element, null), timedOut: error.waitedFor };
    throw error;
  } finally {
    isOver = true;
  }
}

/** Lets an element go, and what taps it, if anything does. */
export function release(element: HTMLMediaElement, tap?: Tap): void {
  tap?.release();
  element.pause();
  // What a library puts into it would be loaded in place of its src.
  element.replaceChildren();
  element.removeAttribute('src');
  // Without this the load would go on.
  element.load();
}

/** Loads `url` into a fresh media element tapped by Web Audio, plays it, and lets it go. */
export async function loadElement(
  url: string,
  { name, crossorigin, sound }: ElementTask,
  patience: number,
): Promise<Findings> {
  const element = makeElement(crossorigin, name, sound);
  const tap = await tapElement(element);
  try {
    return await playElement(element, url, tap, patience);
  } finally {
    release(element, tap);
  }
}

/**
 * Plays one song after the other in one tapped element.
 * @returns what is found of the last, or of the one that timed out
 */
export async function swapSource(
  urls: readonly [string, string],
  crossorigin: ElementTask['crossorigin'],
  patience: number,
): Promise<Findings> {
  const element = makeElement(crossorigin);
  const tap = await tapElement(element);
  try {
    const first = await playElement(element, urls[0], tap, patience);
    if (first.timedOut !== undefined) return first;
    element.pause();
    // What is still in the tap would be taken for the next song.
    await poll(() => tap.hear() === 0 || undefined, loadBound, 'the first song to fade from the tap');
    return await playElement(element, urls[1], tap, patience);
  } finally {
    release(element, tap);
  }
}
