import type { PlannedCell, Hop } from '../cells';
import type { Reason } from '../explain/reasons';
import type { Outcome, PredictedExchange } from '../measurement';
import type { Client } from '../oracle/client';
import type { HttpCache } from '../oracle/http-cache';
import type { Fetched } from '../oracle/fetch-state';
import type { PreflightCache } from '../oracle/preflight-cache';
import type { PreloadedResources } from '../oracle/preload';
import type { Trace } from '../oracle/trace';
import type { CdnAnswer } from '../policies/answer';
import type { StreamPart } from '../stream';
import type { Ports } from '../topology';

/** What the standards say comes of one scenario, and goes over the wire. */
export interface CellPrediction {
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  readonly wire: readonly PredictedExchange[];
  /** Whether script sees which range came; null where it sees no response at all. */
  readonly showsRange: boolean | null;
  /** Of an HLS stream, the part that keeps it from being readable. */
  readonly part: StreamPart | null;
}

/** A cell on its way through the oracle. */
export interface Setting {
  readonly cell: PlannedCell;
  readonly ports: Ports;
  readonly client: Client;
  readonly hops: readonly Hop[];
  readonly wire: PredictedExchange[];
  /** The browser's own. */
  readonly cache: HttpCache<CdnAnswer>;
  readonly preflights: PreflightCache;
  readonly preloaded: PreloadedResources<Loaded>;
  readonly trace: Trace | undefined;
}

/** What a request came to, and what the page gets of it. */
export interface Loaded {
  readonly fetched: Fetched | null;
  readonly heard: Conclusion;
}

export type Conclusion = Pick<CellPrediction, 'outcome' | 'reason'> &
  Partial<Pick<CellPrediction, 'showsRange' | 'part'>>;

export const blocked = (reason: Reason): Conclusion => ({ outcome: 'blocked', reason });
