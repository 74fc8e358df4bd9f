import type { NamedAnswer } from '../../model/standards/exchange-case';

/** How a request is answered, by the version of HTTP that it came in. */
export interface Reply {
  /** Whether an answer would arrive. */
  readonly isOpen: boolean;
  /** Ends it without an answer. */
  readonly hangUp: () => void;
  /** Sends an answer, and what comes before and after it; half of the body, and then a reset, if it is `reset`. */
  readonly send: (answer: NamedAnswer, body: Buffer) => void;
  /** Sends the head of an answer, and a live stream after it. @returns sends the listener away */
  readonly sendLive: (answer: NamedAnswer) => () => void;
  /** Whether a body that comes in chunks is put into them. */
  readonly hasChunks: boolean;
}

/** Of the request that is answered, what decides how. */
export interface Replied {
  readonly method: string;
  readonly isPreflight: boolean;
}

/** What is sent comes before a reset, which would overtake what a browser has not read. Milliseconds. */
export const sentAfter = 100;

export const isBodiless = (method: string, { status }: NamedAnswer): boolean =>
  method === 'HEAD' || status === 204 || status === 304;
