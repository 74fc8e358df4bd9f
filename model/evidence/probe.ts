import type { PageEvidence } from './page-evidence';
import type { Cell } from '../lab/plan/cell';

/** What has come in since the last call. */
export interface Drained {
  readonly evidence: readonly PageEvidence[];
  /** Cells that have not ended. */
  readonly pending: number;
}

/** What a lab page offers to whoever drives it, as `window.earshot`. */
export interface Probe {
  /**
   * Loads these cells, at most `concurrency` at a time, beside those already under way.
   * @param patience how many times as long as usual to wait for the sound of an element: see `Engine.patience` of the runner
   */
  start(cells: readonly Cell[], concurrency: number, patience: number): void;
  /** Waits up to 500 ms for new evidence and returns it. */
  drain(): Promise<Drained>;
}
