import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';
import type { Exchange } from '../../model/evidence/exchange';
import type { HeaderLine } from '../../model/http/headers';
import type { ServerName } from '../../model/lab/topology/topology';
import { steadyMilliseconds } from '../http/steady-clock';

const recordedRequestHeaders = [
  'access-control-request-headers',
  'access-control-request-method',
  'authorization',
  'cookie',
  'if-none-match',
  'if-range',
  'origin',
  'range',
  'referer',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
] as const;

/** Characters of a value that are kept. */
const maxValue = 1_024;

/** A copy: a part of a string would keep all of it in memory. */
export const copyOf = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

const cut = (value: string): string =>
  value.length > maxValue ? copyOf(`${value.slice(0, maxValue)} [cut: ${value.length} characters]`) : value;

function pickHeaders(req: IncomingMessage): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of recordedRequestHeaders) {
    const value = req.headers[name];
    if (typeof value === 'string') picked[name] = cut(value);
  }
  return picked;
}

type RequestPart = Omit<Exchange, 'status' | 'responseHeaders' | 'complete' | 'broken'>;
type AnswerPart = Pick<Exchange, 'status' | 'responseHeaders' | 'complete'>;

/** What is written down of a request as it comes. */
export const requestPart = (token: string, server: ServerName, req: IncomingMessage): RequestPart => ({
  token,
  server,
  at: steadyMilliseconds(),
  scheme: (req.socket as Partial<TLSSocket>).encrypted ? 'https' : 'http',
  method: req.method ?? '',
  host: cut(req.headers.host ?? ''),
  // Whole, since it ends in the name of the file; a URL that is too long never gets here.
  path: copyOf(req.url ?? ''),
  requestHeaders: pickHeaders(req),
});

function headerLines(res: ServerResponse): HeaderLine[] {
  // Every outgoing message has this method; the types give it to requests alone.
  const names = (res as unknown as ClientRequest).getRawHeaderNames();
  return names.flatMap((name): HeaderLine[] => {
    const value = res.getHeader(name) ?? '';
    return Array.isArray(value) ? value.map((line) => [name, cut(line)]) : [[name, cut(String(value))]];
  });
}

/** What is written down of an answer as it stands now; after its end, as it was. */
export function answerPart(res: ServerResponse): AnswerPart {
  if (!res.headersSent) return { status: null, responseHeaders: [], complete: false };
  return { status: res.statusCode, responseHeaders: headerLines(res), complete: res.writableFinished };
}

/** What a line, and an exchange, take up in memory beside their text, in bytes. */
const overhead = { line: 64, exchange: 512 };

const bytesOfLines = (lines: readonly HeaderLine[]): number =>
  lines.reduce((bytes, [name, value]) => bytes + name.length + value.length + overhead.line, 0);

/** About how much memory a part of an exchange takes up, in bytes. */
export const bytesOf = {
  request: ({ host, path, requestHeaders }: RequestPart): number =>
    overhead.exchange + host.length + path.length + bytesOfLines(Object.entries(requestHeaders)),
  answer: ({ responseHeaders }: AnswerPart): number => bytesOfLines(responseHeaders),
};

/** An exchange, its answer perhaps under way. */
export type Entry = RequestPart & {
  answer: ServerResponse | AnswerPart;
  /** Weak, since the entry lives on when the connection has ended. */
  readonly connection: WeakRef<Socket>;
  broken?: true;
};

const hasEnded = ({ connection }: Entry): boolean => {
  const socket = connection.deref();
  return !socket || socket.destroyed || socket.readableEnded;
};

const isSameRequest = (one: Entry, other: Entry): boolean =>
  one.method === other.method &&
  one.scheme === other.scheme &&
  one.host === other.host &&
  one.path === other.path &&
  isDeepStrictEqual(one.requestHeaders, other.requestHeaders);

/** The request that a new one repeats because its connection broke, as browsers do by themselves. */
export const repeatedBy = (entry: Entry, known: readonly Entry[]): Entry | undefined =>
  known.findLast((each) => isSameRequest(each, entry) && hasEnded(each));

export const exchangeOf = ({ answer, connection: _, ...rest }: Entry): Exchange => ({
  ...rest,
  ...('statusCode' in answer ? answerPart(answer) : answer),
});
