import {
  STATUS_CODES,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { errorBody } from './errors';
import { sendHeadersAsBytes } from './header-bytes';

type ErrorWords = Parameters<typeof errorBody>;

/** For how long a refused connection is still read, so that its peer sees the answer and not a reset. */
const lingerMilliseconds = 1_000;

const refusal = (status: number, body: string): string =>
  [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');

function refuse(socket: Duplex, status: number, ...error: ErrorWords): void {
  socket.on('error', () => socket.destroy());
  socket.end(refusal(status, errorBody(...error)));
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), lingerMilliseconds);
  socket.once('close', () => clearTimeout(timer));
}

function sendError(res: ServerResponse, status: number, ...error: ErrorWords): void {
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/json');
  res.end(errorBody(...error));
}

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Scheme, host and port of a target in absolute form. */
const beforePath = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** The path and query of a target; from one in absolute form the rest is taken (RFC 9112, 3.2.2). Null: not a URL. */
function originForm(target: string): string | null {
  if (!beforePath.test(target)) return target;
  if (!URL.canParse(target)) return null;
  const path = target.replace(beforePath, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/** Answers a request that Node cannot read by itself, such as one with a method it does not know; false: it is refused. */
export type AnswerUnread = (packet: Buffer, socket: Duplex) => boolean;

/**
 * Refuses what never gets to `app`, with JSON as every other error: what is not HTTP, targets that Express cannot
 * read, tunnels and unknown expectations.
 */
export function refuseEarly(server: Server, app: RequestListener, answerUnread?: AnswerUnread): void {
  const answers = new WeakMap<Duplex, ServerResponse>();

  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    answers.set(req.socket, res);
    sendHeadersAsBytes(res);
    const target = req.url ?? '';
    const path = originForm(target);
    if (path === null) {
      sendError(res, 400, 'url', target, 'is not a URL');
      return;
    }
    req.url = path;
    void app(req, res);
  });
  server.on('checkExpectation', (req: IncomingMessage, res: ServerResponse) => {
    sendError(res, 417, 'Expect', req.headers.expect, 'is not known; there is 100-continue');
  });
  server.on('connect', (req: IncomingMessage, socket: Duplex) => {
    refuse(socket, 405, 'method', req.method, 'opens no tunnels here');
  });
  server.on('clientError', (error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: Duplex) => {
    // A refused connection is still read, and its next bytes are no better.
    if (socket.writableEnded) return;
    if (error.rawPacket && answerUnread?.(error.rawPacket, socket)) return;
    const code = error.code ?? '';
    const answer = answers.get(socket);
    const inMidAnswer = answer?.headersSent === true && !answer.writableEnded;
    if (inMidAnswer || !socket.writable || !/^(HPE|ERR_HTTP)_/.test(code)) socket.destroy();
    else
      refuse(socket, statuses[code] ?? 400, 'request', code, `cannot be read as HTTP/1.1: ${error.message}`);
  });
}
