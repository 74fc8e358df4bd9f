import { serverNames, servers } from '../../model/lab/topology/topology';

const tones = serverNames.map((name) => servers[name].tone);

/** The share of the samples' energy that lies at one frequency, 0 to 1 (Goertzel). */
function shareAt(frequency: number, samples: Float32Array, rate: number, energy: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequency) / rate);
  let last = 0;
  let beforeLast = 0;
  for (const sample of samples) {
    const next = sample + coefficient * last - beforeLast;
    beforeLast = last;
    last = next;
  }
  const power = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
  return (2 * power) / (samples.length * energy);
}

/** A drone must be well above its melody and a codec's noise. */
const enough = 0.4;

/**
 * The lab's tone that these samples hold.
 * @param rate samples per second
 * @returns its frequency in Hz; 0 where all samples are zero; null if there is sound but no tone of the lab
 */
export function findTone(samples: Float32Array, rate: number): number | null {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  if (energy === 0) return 0;
  return tones.find((tone) => shareAt(tone, samples, rate, energy) > enough) ?? null;
}
