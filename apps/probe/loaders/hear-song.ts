import { poll, TimedOut } from '../../shared/bounds';
import type { Findings } from '../../shared/findings';
import type { Tap } from '../../shared/hearing';

/** How long a song may begin with silence, in seconds of it; and how little of it is enough where zeros are all there is to be. */
const silence = { readable: 4, tainted: 0.1 };

/** Between two looks, in milliseconds: one load is all that the page does. */
const interval = 5;

const came = { accepted: true, metadata: true, advances: true, tone: null };

const findingsOf = (element: HTMLMediaElement, song?: Findings['song']): Findings => {
  const known = element.readyState >= HTMLMediaElement.HAVE_METADATA;
  return {
    accepted: known,
    metadata: known,
    advances: element.currentTime > 0,
    tone: null,
    ...(song && { song }),
  };
};

/** One look at a playing element; undefined as long as it is too early to say. */
function look(element: HTMLMediaElement, tap: Tap, quiet: number): Findings | undefined {
  if (element.error) {
    const { code, message } = element.error;
    return { ...findingsOf(element), error: { name: `MediaError ${code}`, message } };
  }
  if (element.currentTime === 0) return undefined;
  // Zero is what samples that are all zero are told as.
  if (tap.hear() !== 0) return findingsOf(element, 'sound');
  return element.currentTime >= quiet || element.ended ? findingsOf(element, 'zeros') : undefined;
}

/** Whether a URL is of the page's own origin, or is where a browser asks for it over https in place of http. */
function isOwn(url: string): boolean {
  const { origin } = new URL(url);
  return [origin, origin.replace(/^http:/, 'https:')].includes(self.origin);
}

/**
 * Plays what an element has, and listens until any sound comes, or silence for so long that it tells something. A timeout
 * is part of the findings.
 * @param giveUp tells why nothing more is to come, as soon as that is known
 */
export async function hearElement(
  element: HTMLMediaElement,
  tap: Tap,
  bound: number,
  giveUp: () => Pick<Findings, 'error'> | undefined = () => undefined,
): Promise<Findings> {
  element.play().catch(() => undefined);
  const lookOnce = (): Findings | undefined => {
    const ended = giveUp();
    if (ended) return { ...findingsOf(element), ...ended };
    const { crossOrigin, currentSrc, src } = element;
    const mayBeHeard = crossOrigin !== null || isOwn(currentSrc || src || location.href);
    return look(element, tap, mayBeHeard ? silence.readable : silence.tainted);
  };
  try {
    return await poll(lookOnce, bound, 'the element to give sound, silence or an error', interval);
  } catch (error) {
    if (error instanceof TimedOut) return { ...findingsOf(element), timedOut: error.waitedFor };
    throw error;
  }
}

/** Listens to what a library gives of a song that it has decoded itself. */
export async function hearNode(tap: Tap, bound: number): Promise<Findings> {
  const start = tap.clock();
  const lookOnce = (): Findings | undefined => {
    if (tap.hear() !== 0) return { ...came, song: 'sound' };
    return tap.clock() - start > silence.readable ? { ...came, song: 'zeros' } : undefined;
  };
  try {
    return await poll(lookOnce, bound, 'the library to give sound');
  } finally {
    tap.release();
  }
}

/** What is in a song that a library has decoded. */
export function hearBuffer(decoded: AudioBuffer): Findings {
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, i) => decoded.getChannelData(i));
  const hasSound = channels.some((samples) => samples.some((sample) => sample !== 0));
  return { ...came, song: hasSound ? 'sound' : 'zeros' };
}
