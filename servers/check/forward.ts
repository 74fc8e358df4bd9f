import { request as requestHttp, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { NoAnswer } from '../../model/check/direct-answer';
import type { HeaderLine } from '../../model/http/headers';

/** Headers of one connection, which end with it. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const ofTheConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export const handedOn = (lines: readonly HeaderLine[]): HeaderLine[] =>
  lines.filter(([name]) => !ofTheConnection.has(name.toLowerCase()));

export const codeOf = (error: unknown): NoAnswer => {
  const { code, message } = error as NodeJS.ErrnoException;
  return { code: code ?? 'no-answer', message };
};

interface ForwardedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly HeaderLine[];
  readonly signal: AbortSignal;
  /** How long the server may take for the headers of its answer, in milliseconds. */
  readonly patience: number;
}

/**
 * Makes a request of the real server, whose name and certificate are looked at as anybody's.
 * @returns the answer, its body unread
 * @throws Error with Node's code, or `timeout`, where none comes
 */
export function forward({
  method,
  url,
  headers,
  signal,
  patience,
}: ForwardedRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    // Node takes a flat list, which its types do not know, and keeps the order and the spelling of it.
    const flat = handedOn(headers).flat() as unknown as OutgoingHttpHeaders;
    // A bad certificate is found, whatever the environment says of Node.
    const request = send(url, { method, headers: flat, agent: false, signal, rejectUnauthorized: true });
    const timer = setTimeout(() => {
      const message = `no answer within ${patience / 1000} s`;
      request.destroy(Object.assign(new Error(message), { code: 'timeout' }));
    }, patience);
    request
      .once('response', (answer) => {
        clearTimeout(timer);
        resolve(answer);
      })
      .once('error', (error) => {
        clearTimeout(timer);
        reject(error);
      })
      .end();
  });
}
