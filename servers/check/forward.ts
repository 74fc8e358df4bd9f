import { request as requestHttp, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { HeaderLine } from '../../model/http/headers';
import { isHopByHop } from '../../model/http/hop-by-hop';
import { asBrowsersConnect, awaitHeaders } from './connection';

/** @returns the lines that go on; a length beside chunks does not count: https://www.rfc-editor.org/rfc/rfc9112#section-6.3 */
export function handedOn(lines: readonly HeaderLine[]): HeaderLine[] {
  const isChunked = lines.some(([name]) => /^transfer-encoding$/i.test(name));
  return lines.filter(([name]) => !isHopByHop(name) && !(isChunked && /^content-length$/i.test(name)));
}

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
 * @throws Error with Node's code, `timeout` or `connect-timeout`, where none comes
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
    const request = send(url, { method, headers: flat, signal, ...asBrowsersConnect });
    const end = awaitHeaders(request, patience, ({ code, message }) => {
      request.destroy(Object.assign(new Error(message), { code }));
    });
    request
      .once('response', (answer) => {
        end();
        resolve(answer);
      })
      .once('error', (error) => {
        end();
        reject(error);
      })
      .end();
  });
}
