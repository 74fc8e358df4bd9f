import type { PageEvidence } from '../../model/measurement';
import { loadBound, poll, TimedOut } from '../probe/bounds';
import type { Crossorigin } from './choices';
import type { Tap } from './tap';

/** A fresh element: one that was tapped, or loaded another way, would carry its past into this load. */
export function makeElement(crossorigin: Crossorigin): HTMLAudioElement {
  const element = new Audio();
  element.preload = 'auto';
  // Before `src`: the attribute is read when the load begins.
  if (crossorigin !== 'none') element.crossOrigin = crossorigin;
  return element;
}

/** Zeros count only when sound must have come by now, by both clocks. Seconds. */
const silence = { media: 0.4, audio: 0.3 };

export type AudioEvidence = Omit<PageEvidence, 'token' | 'milliseconds'>;

const evidenceOf = (element: HTMLMediaElement, tone: number | null): AudioEvidence => {
  const known = element.readyState >= HTMLMediaElement.HAVE_METADATA;
  return { accepted: known, metadata: known, advances: element.currentTime > 0, tone };
};

function look(element: HTMLMediaElement, tap: Tap | null, since: () => number): AudioEvidence | undefined {
  if (element.error) {
    const { code, message } = element.error;
    return { ...evidenceOf(element, null), error: { name: `MediaError ${code}`, message } };
  }
  if (element.currentTime === 0) return undefined;
  if (!tap) return element.currentTime >= silence.media ? evidenceOf(element, null) : undefined;
  const tone = tap.hear();
  if (tone !== null && tone > 0) return evidenceOf(element, tone);
  const longEnough = (element.currentTime >= silence.media || element.ended) && since() >= silence.audio;
  return longEnough ? evidenceOf(element, tone) : undefined;
}

/**
 * Loads `url` into `element`, plays it, and watches until the tone is heard, or zeros alone for long enough, or the
 * element gives up. Never throws: a wait in vain and a refusal to play are part of the evidence.
 */
export async function loadAudio(
  element: HTMLAudioElement,
  url: string,
  tap: Tap | null,
): Promise<AudioEvidence> {
  let refusal: DOMException | undefined;
  let started: number | undefined;
  const since = (): number => (tap ? tap.clock() - (started ??= tap.clock()) : 0);
  element.src = url;
  element.play().catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'NotAllowedError') refusal = error;
  });
  try {
    return await poll(
      () => {
        if (!refusal) return look(element, tap, since);
        const { name, message } = refusal;
        return {
          ...evidenceOf(element, null),
          error: { name, message },
          timedOut: 'a click, without which this browser does not play',
        };
      },
      loadBound,
      'the element to play or to give up',
    );
  } catch (error) {
    if (error instanceof TimedOut) return { ...evidenceOf(element, null), timedOut: error.waitedFor };
    throw error;
  }
}
