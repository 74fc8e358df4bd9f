import type { SeenExchange } from '../judge/diagnosis/replay';
import type { NoAnswer } from './direct-answer';

/** A request of a browser and the answer of the person's server to it, as they passed between the two. */
export interface RecordedExchange extends SeenExchange {
  /** How many bytes of its body were handed on. */
  readonly bytes: number;
  /** Why the server gave no answer, or no whole one; null if it did. */
  readonly noAnswer: NoAnswer | null;
}
