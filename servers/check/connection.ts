import type { ClientRequest } from 'node:http';
import type { NoAnswer } from '../../model/check/direct-answer';
import { afterPatience } from './after-patience';
import { lookUp } from './look-up';

/** How connections to the person's server are made, whoever asks: as browsers make them. For Node's `request()`. */
export const asBrowsersConnect = {
  lookup: lookUp,
  autoSelectFamily: true,
  autoSelectFamilyAttemptTimeout: 1_000,
  agent: false as const,
  // A bad certificate is found, whatever the environment says of Node.
  rejectUnauthorized: true,
  // Browsers take more than Node's parser does by itself.
  insecureHTTPParser: true,
  maxHeaderSize: 65_536,
};

/** OpenSSL's words stand between codes and names of its files. */
const plainMessage = (message: string): string =>
  /:error:[\dA-F]+:([^:]+):[^:]*:([^:]+)/.exec(message)?.slice(1).join(': ') ?? message;

/** Why no answer came, by Node's error; of several addresses, that of the one that answered at all. */
const icyWords =
  'it answers "ICY 200 OK", as SHOUTcast 1 does, which is no HTTP, and cannot be handed on to a browser here';

export function noAnswerBy(error: unknown): NoAnswer {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  const those = errors as readonly NodeJS.ErrnoException[];
  const first: NodeJS.ErrnoException & { readonly rawPacket?: unknown } =
    those.find((each) => each.code === 'ECONNREFUSED') ?? those[0]!;
  const { code, message, rawPacket } = first;
  if (Buffer.isBuffer(rawPacket) && rawPacket.toString('latin1', 0, 4) === 'ICY ')
    return { code: code ?? 'unknown', message: icyWords };
  return { code: code ?? 'unknown', message: plainMessage(message) };
}

/**
 * Waits for the headers of an answer no longer than `patience` milliseconds.
 * @param giveUp is told whether no connection came about, or one and no answer
 * @returns what ends the waiting
 */
export function awaitHeaders(
  request: ClientRequest,
  patience: number,
  giveUp: (late: NoAnswer) => void,
): () => void {
  let isConnected = false;
  request.once('socket', (socket) => void socket.once('connect', () => (isConnected = true)));
  return afterPatience(patience, () => {
    const within = `within ${patience / 1000} s`;
    if (isConnected) giveUp({ code: 'timeout', message: `no answer ${within}` });
    else giveUp({ code: 'connect-timeout', message: `no connection came about ${within}` });
  });
}
