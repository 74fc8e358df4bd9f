import type { PlannedCell, Hop } from '../plan/cells';
import type { Reason } from '../../standards/reason';
import type { PredictedExchange } from './predicted-exchange';
import type { Outcome } from '../../standards/outcome';
import type { Client } from '../../standards/client';
import type { CacheRules } from '../../standards/cache-rules';
import type { KeptAnswers } from '../../standards/keep-answers';
import type { Fetched } from '../../standards/fetch-state';
import type { PreflightCache, PreflightRules } from '../../standards/preflight-cache';
import type { PreloadedResources } from '../../standards/preload';
import type { Trace } from '../../standards/trace';
import type { CdnAnswer } from '../policies/predict-answer';
import type { StreamPart } from '../topology/stream';
import type { OpenConnections } from './open-connections';
import type { Ports } from '../topology/topology';

/** What the standards say comes of one scenario, and goes over the wire. */
export interface CellPrediction {
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  readonly wire: readonly PredictedExchange[];
  /** Whether script sees which range came; null if it sees no response at all. */
  readonly showsRange: boolean | null;
  /** Of an HLS stream, the part that keeps it from being readable. */
  readonly part: StreamPart | null;
}

/** How often a browser sends a request whose connection ends without an answer: on a new connection, and on one that was used before. */
export interface TimesSent {
  readonly onNew: number;
  readonly onUsed: number;
}

/** What a browser does in its own way where the standards let it, or do not. */
export interface CellRules {
  readonly cache: CacheRules;
  readonly preflights: PreflightRules;
  readonly timesSent: TimesSent;
}

/** A cell on its way through the oracle. */
export interface Setting {
  readonly cell: PlannedCell;
  readonly ports: Ports;
  readonly client: Client;
  readonly hops: readonly Hop[];
  readonly wire: PredictedExchange[];
  readonly rules: CellRules;
  /** The browser's own. */
  readonly answers: KeptAnswers<CdnAnswer>;
  readonly preflights: PreflightCache;
  readonly connections: OpenConnections;
  readonly preloaded: PreloadedResources<Loaded>;
  /** What media elements have played, for others that ask as they did. */
  readonly played: Map<string, Loaded>;
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
