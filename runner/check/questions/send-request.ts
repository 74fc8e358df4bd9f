import { request as requestHttp, type ClientRequest } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { DirectAnswer } from '../../../model/check/direct-answer';
import { linesOf, type HeaderLine } from '../../../model/http/headers';
import type { Url } from '../../../model/http/url';
import { asBrowsersConnect, awaitHeaders, noAnswerBy } from '../../../servers/check/connection';
import { readBody } from './read-body';
import { shoutcastHead } from './shoutcast';

/** A request as it goes over the wire. */
export interface DirectRequest {
  readonly method: 'GET' | 'HEAD' | 'OPTIONS';
  readonly url: Url;
  /** With `Host`; a character for each byte. */
  readonly headers: readonly HeaderLine[];
  /** How many bytes of a body with this status are read. */
  readonly bodyBytes: (status: number) => number;
  /** Milliseconds until the headers, and once more until the first byte of the body. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What came of a request. */
export type Came = Pick<DirectAnswer, 'status' | 'headers' | 'firstBytes' | 'endedAfter' | 'noAnswer'>;

const nothing = { status: null, headers: [], firstBytes: new Uint8Array() } as const;

/** Path and query, byte for byte as the URL has them, an empty query included. */
const targetOf = ({ href }: Url): string => href.replace(/^[a-z]+:\/\/[^/?#]*/, '');

function open({ method, url, headers }: DirectRequest): ClientRequest {
  const send = url.scheme === 'https' ? requestHttps : requestHttp;
  return send({
    method,
    // The brackets of an IPv6 address belong to the URL alone.
    hostname: url.host.replace(/^\[|\]$/g, ''),
    port: url.port ?? undefined,
    path: targetOf(url),
    headers: headers.flat(),
    ...asBrowsersConnect,
  });
}

/**
 * Sends one request over a connection of its own, which ends as soon as enough of the answer came. Certificates are
 * verified, redirects not followed.
 * @throws the reason of `signal`; TypeError if a header cannot be sent
 */
export function sendRequest(asked: DirectRequest): Promise<Came> {
  const { signal, timeoutMs, bodyBytes } = asked;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const request = open(asked);
    let isAnswered = false;
    const finish = (came: Partial<Came>): void => {
      endWaiting();
      signal.removeEventListener('abort', abort);
      request.destroy();
      resolve({ ...nothing, noAnswer: null, ...came });
    };
    const fail = (error: NodeJS.ErrnoException): void => {
      if (!isAnswered) finish(shoutcastHead(error) ?? { noAnswer: noAnswerBy(error) });
    };
    const endWaiting = awaitHeaders(request, timeoutMs, (noAnswer) => finish({ noAnswer }));
    const abort = (): void => {
      reject(signal.reason as Error);
      finish({});
    };
    signal.addEventListener('abort', abort);
    request.on('response', (response) => {
      isAnswered = true;
      endWaiting();
      const head = { status: response.statusCode!, headers: linesOf(response.rawHeaders) };
      const most = bodyBytes(head.status);
      if (most === 0) finish(head);
      else void readBody(response, most, timeoutMs).then((body) => finish({ ...head, ...body }));
    });
    request.on('error', fail);
    request.on('close', () => fail(Object.assign(new Error('the connection ended'), { code: 'ECONNRESET' })));
    request.end();
  });
}
