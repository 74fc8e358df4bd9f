import { loadBound, poll } from '../bounds';
import { wordsOf, type Findings } from '../findings';
import { tapElement, type Tap } from '../hearing';

/** Zeros count only once both clocks say that sound must have come by now. Seconds. */
const silence = { media: 0.4, audio: 0.3 };

const mediaErrorWords = ({ code, message }: MediaError) => ({ name: `MediaError ${code}`, message });

/** Waits until the tone is heard, or until only zeros have come for long enough, or the element gives up. */
function listen(element: HTMLMediaElement, tap: Tap): Promise<Findings> {
  let started: number | undefined;
  const findings = (tone: number | null): Findings => ({
    accepted: element.readyState >= HTMLMediaElement.HAVE_METADATA,
    metadata: element.readyState >= HTMLMediaElement.HAVE_METADATA,
    advances: element.currentTime > 0,
    tone,
  });
  const look = (): Findings | undefined => {
    const tone = tap.hear();
    if (tone !== null && tone > 0 && element.currentTime > 0) return findings(tone);
    if (element.error) return { ...findings(null), error: mediaErrorWords(element.error) };
    if (element.currentTime === 0) return undefined;
    started ??= tap.clock();
    const mediaLong = element.currentTime >= silence.media || element.ended;
    return mediaLong && tap.clock() - started >= silence.audio ? findings(tone) : undefined;
  };
  return poll(look, loadBound, 'the element to give sound, silence or an error');
}

/** Loads `url` into a fresh `<audio>` element tapped by Web Audio, and plays it. */
export async function loadElement(url: string, crossorigin: string | null): Promise<Findings> {
  const element = new Audio();
  element.crossOrigin = crossorigin;
  element.preload = 'auto';
  const tap = await tapElement(element);
  let playRefusal: unknown;
  try {
    element.src = url;
    element.play().catch((error: unknown) => (playRefusal = error));
    const findings = await listen(element, tap);
    return playRefusal === undefined ? findings : { error: wordsOf(playRefusal), ...findings };
  } finally {
    tap.release();
    element.pause();
    element.removeAttribute('src');
    element.load();
  }
}
