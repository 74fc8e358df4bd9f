/** A speed or a time beside another one, measured in the same run. */
export interface Comparison {
  readonly what: string;
  readonly ours: number;
  readonly beside: number;
  readonly unit: string;
  /** Above 1 where Earshot is better. */
  readonly ratio: number;
  /** What the ratio should be. */
  readonly wanted: string;
}

/** Rates: more is better. */
export const compareRates = (
  what: string,
  ours: number,
  beside: number,
  unit: string,
  wanted: string,
): Comparison => ({
  what,
  ours,
  beside,
  unit,
  ratio: ours / beside,
  wanted,
});

/** The middle one of an odd number of measurements. */
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Does `ours` and `beside` by turns, so that a busy moment hits both, and gives the median of each. */
export async function byTurns(
  rounds: number,
  ours: () => Promise<number>,
  beside: () => Promise<number>,
): Promise<{ ours: number; beside: number }> {
  const found: { ours: number[]; beside: number[] } = { ours: [], beside: [] };
  for (let round = 0; round < rounds; round++) {
    found.ours.push(await ours());
    found.beside.push(await beside());
  }
  return { ours: median(found.ours), beside: median(found.beside) };
}
