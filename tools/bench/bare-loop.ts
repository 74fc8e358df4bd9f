/// <reference lib="dom" />

interface Loop {
  readonly url: string;
  readonly loader: 'audio-anonymous' | 'fetch-omit';
  readonly cells: number;
  readonly concurrency: number;
}

/**
 * The least that does the same loads: no ladder, no ledger, no verdict. It is sent into a page as text, so it stands alone.
 */
export async function bareLoop({ url, loader, cells, concurrency }: Loop): Promise<void> {
  const context = new AudioContext();
  const viaElement = async (src: string) => {
    const element = new Audio();
    element.crossOrigin = 'anonymous';
    const source = context.createMediaElementSource(element);
    const analyser = context.createAnalyser();
    source.connect(analyser).connect(context.destination);
    const samples = new Float32Array(analyser.fftSize);
    element.src = src;
    await element.play();
    do {
      await new Promise((resolve) => setTimeout(resolve, 10));
      analyser.getFloatTimeDomainData(samples);
    } while (samples.every((sample) => sample === 0));
    source.disconnect();
    element.removeAttribute('src');
    element.load();
  };
  const viaFetch = async (src: string) => {
    const response = await fetch(src, { credentials: 'omit' });
    await context.decodeAudioData(await response.arrayBuffer());
  };
  const load = loader === 'fetch-omit' ? viaFetch : viaElement;
  let next = 0;
  const worker = async () => {
    while (next < cells) await load(`${url}?bare=${next++}`);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  await context.close();
}
