import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';
import type { Exchange } from '../../model/measurement';
import type { HeaderLine } from '../../model/policies/policy';
import type { ServerName } from '../../model/topology';
import { steadyMilliseconds } from '../steady-clock';

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

function pickHeaders(req: IncomingMessage): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of recordedRequestHeaders) {
    const value = req.headers[name];
    if (typeof value === 'string') picked[name] = value;
  }
  return picked;
}

function headerLines(res: ServerResponse): HeaderLine[] {
  // Every outgoing message has this method; the types give it to requests alone.
  const names = (res as unknown as ClientRequest).getRawHeaderNames();
  return names.flatMap((name): HeaderLine[] => {
    const value = res.getHeader(name) ?? '';
    return Array.isArray(value) ? value.map((line) => [name, line]) : [[name, String(value)]];
  });
}

/** An answer as it stands now; after its end, as it was. */
function answerOf(res: ServerResponse): Pick<Exchange, 'status' | 'responseHeaders' | 'complete'> {
  if (!res.headersSent) return { status: null, responseHeaders: [], complete: false };
  return { status: res.statusCode, responseHeaders: headerLines(res), complete: res.writableFinished };
}

type Entry = Omit<Exchange, 'status' | 'responseHeaders' | 'complete' | 'broken'> & {
  /** Weak, since the entry lives on when the connection has ended. */
  readonly connection: WeakRef<Socket>;
  broken?: true;
  answer: ServerResponse | ReturnType<typeof answerOf>;
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
const repeatedBy = (entry: Entry, known: readonly Entry[]): Entry | undefined =>
  known.findLast((each) => isSameRequest(each, entry) && hasEnded(each));

export interface Ledger {
  /** Writes down a request now, and its answer as it goes out. */
  record(token: string, req: IncomingMessage, res: ServerResponse): void;
  /** All exchanges under these tokens, in order of time. */
  read(tokens: Iterable<string>): Exchange[];
  /** How many tokens were forgotten because newer ones came. */
  readonly forgotten: number;
}

interface Bounds {
  readonly tokens: number;
  readonly exchangesPerToken: number;
}

/** What one server saw, by token, in bounded memory: the oldest tokens go first. */
export function createLedger(
  server: ServerName,
  { tokens: maxTokens, exchangesPerToken }: Bounds = { tokens: 10_000, exchangesPerToken: 64 },
): Ledger {
  const byToken = new Map<string, Entry[]>();
  let forgotten = 0;

  const entriesOf = (token: string): Entry[] => {
    const known = byToken.get(token);
    if (known) return known;
    if (byToken.size >= maxTokens) {
      const [oldest] = byToken.keys();
      if (oldest !== undefined) byToken.delete(oldest);
      forgotten += 1;
    }
    const entries: Entry[] = [];
    byToken.set(token, entries);
    return entries;
  };

  return {
    record(token, req, res) {
      const entries = entriesOf(token);
      if (entries.length >= exchangesPerToken) return;
      const entry: Entry = {
        token,
        server,
        at: steadyMilliseconds(),
        scheme: (req.socket as Partial<TLSSocket>).encrypted ? 'https' : 'http',
        method: req.method ?? '',
        host: req.headers.host ?? '',
        path: req.url ?? '',
        requestHeaders: pickHeaders(req),
        connection: new WeakRef(req.socket),
        answer: res,
      };
      const repeated = repeatedBy(entry, entries);
      if (repeated) repeated.broken = true;
      entries.push(entry);
      res.once('close', () => (entry.answer = answerOf(res)));
    },
    read(tokens) {
      const entries = [...tokens].flatMap((token) => byToken.get(token) ?? []);
      return entries
        .map(({ answer, connection: _, ...rest }) => ({
          ...rest,
          ...('statusCode' in answer ? answerOf(answer) : answer),
        }))
        .sort((a, b) => a.at - b.at);
    },
    get forgotten() {
      return forgotten;
    },
  };
}
