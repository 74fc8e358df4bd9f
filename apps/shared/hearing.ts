import { poll, withTimeout } from './bounds';
import { findTone } from './tone';

const windowSamples = 2048;
/** As many as an analyser remembers (https://webaudio.github.io/web-audio-api/#dom-analysernode-fftsize). */
const memorySamples = 32_768;

let context: AudioContext | undefined;
let sink: GainNode | undefined;

/**
 * Sets the page's one audio clock going. Where autoplay is not allowed, call it in the very event of a click or a key.
 * `resume()` may never settle where there is no audio device, so nobody waits for it.
 */
export function wakeClock(): AudioContext {
  context ??= new AudioContext();
  if (context.state !== 'running') context.resume().catch(() => undefined);
  return context;
}

/** Takes sound and makes none. */
function silentOutput(clock: AudioContext): AudioNode {
  if (!sink) {
    sink = new GainNode(clock, { gain: 0 });
    sink.connect(clock.destination);
  }
  return sink;
}

/** A media element whose sound goes through Web Audio. */
export interface Tap {
  readonly node: AudioNode;
  /** The tone in what came just now: see `findTone`. */
  hear(): number | null;
  /** The last tone that came within the last `seconds`, as far back as is remembered; 0 where there was none. */
  recall(seconds: number): number;
  /** Whether any sample that is not zero came within the last `seconds`, as far back as is remembered. */
  sounded(seconds: number): boolean;
  /** Seconds on the audio clock. */
  clock(): number;
  release(): void;
}

interface TapOptions {
  /** Whether the sound goes on to the speakers. */
  readonly audible?: boolean;
  /** How long to wait for the audio clock, in milliseconds. */
  readonly bound?: number;
}

/**
 * Taps an element; each element can be tapped once in its life.
 * @throws TimedOut where the audio clock stands still: the element is left alone then, and can be heard
 */
export async function tapElement(
  element: HTMLMediaElement,
  { audible = false, bound = 8_000 }: TapOptions = {},
): Promise<Tap> {
  const clock = wakeClock();
  await poll(() => clock.currentTime > 0 || undefined, bound, 'the audio clock to run');
  return tapBy(clock, element, audible ? clock.destination : silentOutput(clock));
}

let standing: Promise<AudioContext> | undefined;

/** Taps an element by an audio context that is suspended. */
export async function tapSilently(element: HTMLMediaElement): Promise<Tap> {
  standing ??= (async () => {
    const clock = new AudioContext();
    await withTimeout(clock.suspend(), 8_000, 'the audio clock to stand still');
    return clock;
  })();
  const clock = await standing;
  return tapBy(clock, element, clock.destination);
}

/** Taps what a node gives, besides where it leads already. */
export function tapNode(node: AudioNode): Tap {
  const { context } = node;
  const silent = new GainNode(context, { gain: 0 });
  silent.connect(context.destination);
  return tapSource(context, node, silent);
}

const tapBy = (clock: AudioContext, element: HTMLMediaElement, output: AudioNode): Tap =>
  tapSource(clock, clock.createMediaElementSource(element), output);

function tapSource(clock: BaseAudioContext, source: AudioNode, output: AudioNode): Tap {
  const analyser = new AnalyserNode(clock, { fftSize: windowSamples });
  source.connect(analyser).connect(output);
  const samples = new Float32Array(windowSamples);
  const remembered = (seconds: number): Float32Array<ArrayBuffer> => {
    const memory = new Float32Array(memorySamples);
    analyser.fftSize = memorySamples;
    analyser.getFloatTimeDomainData(memory);
    analyser.fftSize = windowSamples;
    return memory.subarray(Math.max(0, memorySamples - Math.floor(seconds * clock.sampleRate)));
  };
  return {
    node: source,
    hear() {
      analyser.getFloatTimeDomainData(samples);
      return findTone(samples, clock.sampleRate);
    },
    recall(seconds) {
      const memory = remembered(seconds);
      for (let end = memory.length; end >= windowSamples; end -= windowSamples) {
        const tone = findTone(memory.subarray(end - windowSamples, end), clock.sampleRate);
        if (tone !== null && tone > 0) return tone;
      }
      return 0;
    },
    sounded: (seconds) => remembered(seconds).some((sample) => sample !== 0),
    clock: () => clock.currentTime,
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
  return findToneIn(await decoder.decodeAudioData(bytes));
}

/** The tone in the middle of the first second of decoded sound. */
export function findToneIn(decoded: AudioBuffer): number | null {
  const samples = decoded.getChannelData(0);
  const middle = Math.max(0, Math.min(decoded.sampleRate / 2, samples.length - windowSamples));
  return findTone(samples.subarray(middle, middle + windowSamples), decoded.sampleRate);
}
