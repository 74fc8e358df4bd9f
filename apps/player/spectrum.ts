import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Tap } from '../shared/hearing';

export interface Spectrum {
  /** Draws what comes through this tap from now on. */
  draw(tap: Tap): void;
  /** Takes the container's text colour again. */
  recolour(): void;
}

const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Milliseconds between two drawings. Drawn once a second it does not move, and still tells a tone from a flat line. */
const drawEvery = (): number => (lessMotion.matches ? 1_000 : 40);

const hertz = { min: 60, max: 12_000, ticks: [100, 300, 1_000, 3_000, 10_000] };
// A `const enum` of the types alone, which does not exist at run time.
// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
const logarithmic = 3 as uPlot.Scale.Distr;
const decibels = { min: -90, max: -20 };

const labelOf = (frequency: number): string =>
  frequency < 1_000 ? `${frequency} Hz` : `${frequency / 1_000} kHz`;

/** A plot of loudness over frequency, in the container's text colour. */
function makePlot(container: HTMLElement): uPlot {
  const ink = (): string => getComputedStyle(container).color;
  const faint = (): string => `color-mix(in srgb, ${ink()} 22%, transparent)`;
  const { clientWidth: width, clientHeight: height } = container;
  return new uPlot(
    {
      width,
      height,
      cursor: { show: false },
      legend: { show: false },
      padding: [4, 0, 0, 0],
      scales: {
        x: { time: false, distr: logarithmic, range: () => [hertz.min, hertz.max] },
        y: { range: () => [decibels.min, decibels.max] },
      },
      axes: [
        {
          size: 26,
          gap: 6,
          stroke: ink,
          ticks: { show: false },
          grid: { stroke: faint, width: 1 },
          splits: () => hertz.ticks,
          filter: (_plot, splits) => splits,
          values: (_plot, splits) => splits.map(labelOf),
        },
        { show: false },
      ],
      series: [{}, { stroke: ink, fill: faint, fillTo: decibels.min, width: 2, points: { show: false } }],
    },
    [[], []],
    container,
  );
}

/**
 * A live spectrum in `container`. It only looks: the tap itself goes on to the speakers. Nothing is drawn before the
 * first tap.
 */
export function createSpectrum(container: HTMLElement): Spectrum {
  let plot: uPlot | undefined;
  let analyser: AnalyserNode | undefined;
  let frequencies: number[] = [];
  let loudness = new Float32Array();
  let drawn = 0;

  const drawNow = (now: number): void => {
    requestAnimationFrame(drawNow);
    if (!analyser || !plot || now - drawn < drawEvery()) return;
    drawn = now;
    analyser.getFloatFrequencyData(loudness);
    const inRange = Array.from(loudness, (value) => Math.max(decibels.min, value));
    plot.setData([frequencies, inRange.slice(1)]);
  };

  const listenTo = (node: AudioNode): void => {
    analyser?.disconnect();
    analyser = new AnalyserNode(node.context, { fftSize: 4096, smoothingTimeConstant: 0.7 });
    const { frequencyBinCount, fftSize, context } = analyser;
    loudness = new Float32Array(frequencyBinCount);
    // The lowest bin is at 0 Hz, which a logarithmic scale does not have.
    frequencies = Array.from(loudness, (_, bin) => (bin * context.sampleRate) / fftSize).slice(1);
    node.connect(analyser);
  };

  const recolour = (): void => plot?.redraw(false);
  dark.addEventListener('change', recolour);
  new ResizeObserver(() => {
    plot?.setSize({ width: container.clientWidth, height: container.clientHeight });
  }).observe(container);

  return {
    recolour,
    draw({ node }) {
      listenTo(node);
      if (plot) return;
      plot = makePlot(container);
      requestAnimationFrame(drawNow);
    },
  };
}
