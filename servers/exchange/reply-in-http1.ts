import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HeaderLine } from '../../model/http/headers';
import { isChunked } from '../../model/standards/corrupted-answer';
import type { Informational, NamedAnswer } from '../../model/standards/exchange-case';
import { resetConnection } from '../http/reset-connection';
import { streamLive } from './live-stream';
import { isBodiless, sentAfter, type Replied, type Reply } from './reply';

const empty = Buffer.alloc(0);

/** Ends a connection by a reset, once what was sent is on its way. */
const reset = (socket: Duplex): void => {
  setTimeout(() => resetConnection(socket), sentAfter);
};

const linesOf = (headers: readonly HeaderLine[]): string =>
  headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');

/** One head, byte for byte. */
const headOf = ({ status, headers }: Informational): string =>
  `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${linesOf(headers)}\r\n`;

/** The heads of an answer: those that come before it, and its own. */
const headsOf = (answer: NamedAnswer): Buffer =>
  Buffer.from([...(answer.informational ?? []), answer].map(headOf).join(''), 'latin1');

/** A body in chunks with lines behind the last of them (https://www.rfc-editor.org/rfc/rfc9112#section-7.1.2). */
const withTrailers = (body: Buffer, trailers: readonly HeaderLine[]): Buffer =>
  Buffer.concat([body.subarray(0, -2), Buffer.from(`${linesOf(trailers)}\r\n`, 'latin1')]);

/**
 * Replies byte for byte; the end of an answer is that of the connection. Browsers cannot know that of an answer without a
 * body; they are told so in preflights, whose headers no script sees, because the request comes right after.
 */
export const replyInHttp1 = (socket: Duplex, { method, isPreflight }: Replied): Reply => ({
  isOpen: socket.writable,
  hasChunks: true,
  hangUp: () => void socket.destroy(),
  send(answer, body) {
    const closing: HeaderLine[] = isPreflight ? [['Connection', 'close']] : [];
    const bodiless = isBodiless(method, answer);
    const { headers, trailers } = answer;
    const whole = trailers && isChunked(headers) ? withTrailers(body, trailers) : body;
    const message = Buffer.concat([
      headsOf({ ...answer, headers: [...headers, ...closing] }),
      bodiless ? empty : whole,
    ]);
    if (answer.body === 'reset' && !bodiless) socket.write(message, () => reset(socket));
    else socket.end(message);
  },
  sendLive(answer) {
    socket.write(headsOf(answer));
    return streamLive(socket, isChunked(answer.headers));
  },
});
