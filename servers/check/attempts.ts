import type { IncomingMessage } from 'node:http';
import type { NoAnswer } from '../../model/check/direct-answer';
import { linesOf } from '../../model/http/headers';

/** Browsers ask again where a connection breaks, some of them ten times; that shows nothing that a second time does not. */
const mostBroken = 2;
/** A redirect may come back to its URL once, with a cookie; whoever is sent there again the same way is sent around. */
const mostRounds = 2;

/** What has come of the same requests in one load. */
export interface Attempts {
  /** Whether it is known what comes of a request, so that the server need not be asked again. */
  readonly isFutile: (asked: string) => boolean;
  readonly failed: (asked: string, noAnswer: NoAnswer) => void;
  readonly redirected: (asked: string) => void;
}

/** What servers answer by. What else a browser says may change when it asks again. */
const decides = /^(?:access-control-request-.*|authorization|cookie|origin|range)$/i;

/** A request by all that a server may answer by. */
export const askedBy = ({ method, rawHeaders }: IncomingMessage, url: URL): string =>
  JSON.stringify([method, url.href, linesOf(rawHeaders).filter(([name]) => decides.test(name))]);

export function createAttempts(): Attempts {
  const broken = new Map<string, number>();
  const rounds = new Map<string, number>();
  const add = (counts: Map<string, number>, asked: string, more: number): void =>
    void counts.set(asked, (counts.get(asked) ?? 0) + more);
  return {
    isFutile: (asked) => (broken.get(asked) ?? 0) >= mostBroken || (rounds.get(asked) ?? 0) >= mostRounds,
    // Who has waited once for a server that does not answer need not wait again.
    failed: (asked, { code }) => add(broken, asked, code.endsWith('timeout') ? mostBroken : 1),
    redirected: (asked) => add(rounds, asked, 1),
  };
}
