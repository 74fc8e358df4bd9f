import { poll } from '../probe/bounds';
import { findTone } from '../probe/tone';

const windowSamples = 2048;
const clockBound = 3_000;

let context: AudioContext | undefined;

/**
 * Sets the audio clock going. Call it in the very event of a click or a key: browsers let it run for that alone.
 * `resume()` may never settle where there is no audio device, so nobody waits for it.
 */
export function wakeClock(): AudioContext {
  context ??= new AudioContext();
  if (context.state !== 'running') context.resume().catch(() => undefined);
  return context;
}

/** A media element whose sound goes through Web Audio on its way to the speakers. */
export interface Tap {
  readonly node: AudioNode;
  /** The lab's tone in what came just now, in Hz; 0 for zeros alone; null for other sound. */
  hear(): number | null;
  /** Seconds on the audio clock. */
  clock(): number;
  release(): void;
}

/**
 * Taps an element; each element can be tapped once in its life.
 * @throws TimedOut where the audio clock stands still: the element is left alone then, and can be heard
 */
export async function tapElement(element: HTMLMediaElement): Promise<Tap> {
  const clock = wakeClock();
  await poll(() => clock.currentTime > 0 || undefined, clockBound, 'the audio clock to run');
  const source = clock.createMediaElementSource(element);
  const analyser = clock.createAnalyser();
  analyser.fftSize = windowSamples;
  source.connect(analyser).connect(clock.destination);
  const samples = new Float32Array(windowSamples);
  return {
    node: source,
    hear() {
      analyser.getFloatTimeDomainData(samples);
      return findTone(samples, clock.sampleRate);
    },
    clock: () => clock.currentTime,
    release() {
      source.disconnect();
      analyser.disconnect();
    },
  };
}
