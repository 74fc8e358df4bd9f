/** What a page tells of a player, at one moment. */
export interface Heard {
  /** An element of the page, or a node of Web Audio. */
  readonly kind: 'element' | 'node';
  /** Of an element: it failed; it has not begun; it is paused; it plays, or has played. Of a node: its context. */
  readonly state: 'failed' | 'waiting' | 'paused' | 'playing' | 'suspended';
  /** Of an element: whether script is kept from its sound; null where that is not known yet. */
  readonly isShielded: boolean | null;
  /** The greatest sample so far, from 0 to 1. */
  readonly peak: number;
  /** For how long it has been listened to while it played, in milliseconds. */
  readonly listened: number;
  /** Whether it asks for its song itself, as an element with a URL does, or a script of the page does. */
  readonly loadsItself: boolean;
  /** Its song; where a script asks for it, all URLs that the page asked for, in order. */
  readonly urls: readonly string[];
  /** Of an element. */
  readonly crossOrigin: string | null;
  /** What the browser itself says of a failure. */
  readonly says: string;
  /** The page's origin. */
  readonly origin: string;
  /** The Content-Security-Policies that stand in the page. */
  readonly policies: readonly string[];
}

/** Listens to a player, in its page. */
export interface Ear {
  readonly hear: () => Heard;
  readonly close: () => void;
}

/** Firefox's name of `captureStream()`, which the types of the DOM do not know at all. */
interface Captured {
  captureStream?: () => MediaStream;
  mozCaptureStream?: () => MediaStream;
}

/**
 * Begins to listen to an element or to a node of Web Audio, and changes nothing of how it sounds. Evaluated in the page, so
 * it must stand alone.
 * @throws TypeError where it is neither
 */
export function openEar(player: unknown): Ear {
  const isElement = player instanceof HTMLMediaElement;
  const isNode = player instanceof AudioNode;
  if (!isElement && !(isNode && player.numberOfOutputs > 0)) {
    const what = player instanceof Element ? `<${player.localName}>` : Object.prototype.toString.call(player);
    throw new TypeError(`earshot: ${what} is no player`);
  }
  let analyser: AnalyserNode | undefined;
  let isShielded: boolean | null = null;
  let peak = 0;
  let listened = 0;
  let last = performance.now();
  let before = isElement ? player.currentTime : 0;
  let hasMoved = false;
  const closing: (() => void)[] = [];

  const tap = (source: AudioNode): void => {
    const tapped = source.context.createAnalyser();
    tapped.fftSize = 2_048;
    source.connect(tapped);
    analyser = tapped;
    closing.push(() => source.disconnect(tapped));
  };
  /** Takes what an element plays; a browser may refuse it for what is not to be read, or give silence. */
  const capture = (element: HTMLMediaElement & Captured): void => {
    try {
      const stream = element.captureStream?.() ?? element.mozCaptureStream?.();
      if (!stream || stream.getAudioTracks().length === 0) return;
      const context = new AudioContext();
      closing.push(() => void context.close());
      tap(context.createMediaStreamSource(stream));
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'SecurityError') throw error;
      isShielded = true;
    }
  };
  const listen = (): void => {
    const now = performance.now();
    if (analyser?.context.state === 'running') {
      const samples = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(samples);
      for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
      listened += now - last;
    }
    last = now;
  };
  if (!isElement) tap(player);

  const stateOf = (): Heard['state'] => {
    if (!isElement) return player.context.state === 'running' ? 'playing' : 'suspended';
    hasMoved ||= player.currentTime > before || player.ended;
    before = player.currentTime;
    if (player.error || player.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) return 'failed';
    if (hasMoved) return 'playing';
    return player.paused && player.networkState !== HTMLMediaElement.NETWORK_LOADING ? 'paused' : 'waiting';
  };
  const metas = [...document.querySelectorAll<HTMLMetaElement>('meta[http-equiv]')];
  const policies = metas
    .filter(({ httpEquiv }) => httpEquiv.toLowerCase() === 'content-security-policy')
    .map(({ content }) => content);
  return {
    hear() {
      const state = stateOf();
      const songs = isElement ? [player.currentSrc, player.src, player.querySelector('source')?.src] : [];
      const song = songs.find((each) => each !== undefined && each !== '') ?? '';
      const loadsItself = song !== '' && !song.startsWith('blob:');
      if (isElement && state === 'playing' && !analyser && isShielded === null) capture(player);
      listen();
      if (peak > 0.001) isShielded = false;
      return {
        ...{ kind: isElement ? 'element' : 'node', state, isShielded, peak, listened, policies },
        loadsItself,
        urls: loadsItself ? [song] : performance.getEntriesByType('resource').map(({ name }) => name),
        crossOrigin: isElement ? player.crossOrigin : null,
        says: isElement ? (player.error?.message ?? '') : '',
        origin: location.origin,
      };
    },
    close: () => closing.forEach((end) => end()),
  };
}
