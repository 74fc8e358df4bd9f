import { poll } from './bounds';
import { findTone } from './tone';

const windowSamples = 2048;

let context: AudioContext | undefined;
let sink: GainNode | undefined;

/** The page's one audio context, its clock running. @throws TimedOut where the clock stands still */
async function runningContext(): Promise<{ context: AudioContext; sink: GainNode }> {
  context ??= new AudioContext();
  const clock = context;
  if (!sink) {
    sink = clock.createGain();
    sink.gain.value = 0;
    sink.connect(clock.destination);
  }
  // `resume()` may never settle where there is no audio device, so the clock itself is asked.
  if (clock.state !== 'running') void clock.resume().catch(() => undefined);
  await poll(() => (clock.currentTime > 0 ? true : undefined), 8_000, 'the audio clock to run');
  return { context: clock, sink };
}

/** A media element tapped by Web Audio. */
export interface Tap {
  /** The tone in what the tap heard just now: see `findTone`. */
  hear(): number | null;
  /** Seconds on the audio clock. */
  clock(): number;
  release(): void;
}

export async function tapElement(element: HTMLMediaElement): Promise<Tap> {
  const { context, sink } = await runningContext();
  const source = context.createMediaElementSource(element);
  const analyser = context.createAnalyser();
  analyser.fftSize = windowSamples;
  source.connect(analyser).connect(sink);
  const samples = new Float32Array(windowSamples);
  return {
    hear() {
      analyser.getFloatTimeDomainData(samples);
      return findTone(samples, context.sampleRate);
    },
    clock: () => context.currentTime,
    release() {
      source.disconnect();
      analyser.disconnect();
    },
  };
}

const decoderRate = 16_000;

/**
 * The tone in the middle of a whole audio file.
 * @throws DOMException `EncodingError` where it cannot be decoded
 */
export async function findToneInFile(bytes: ArrayBuffer): Promise<number | null> {
  const decoder = new OfflineAudioContext(1, 1, decoderRate);
  const decoded = await decoder.decodeAudioData(bytes);
  const samples = decoded.getChannelData(0);
  const middle = Math.max(0, Math.min(decoderRate / 2, samples.length - windowSamples));
  return findTone(samples.subarray(middle, middle + windowSamples), decoderRate);
}
