import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { changeAnswer, type AnswerChanges } from '../../model/check/answer-changes';
import type { NoAnswer } from '../../model/check/direct-answer';
import type { RecordedExchange } from '../../model/check/recorded-exchange';
import { answerName } from '../../model/check/exchange-of';
import { linesOf, type HeaderLine } from '../../model/http/headers';
import { isPreflight } from '../../model/judge/diagnosis/replay';
import { createExchangePages, pagesRoot } from '../exchange/exchange-pages';
import { redirectTarget } from '../exchange/script';
import { codeOf, forward, handedOn } from './forward';

/** What is read of one body at most: an element has music enough in it, and a stream without an end is not followed. */
const mostBytes = 1_048_576;

interface CheckServerOptions {
  /** Origins of pages, serialized. */
  readonly pages: readonly string[];
  /** Requests beyond this are refused. */
  readonly mostRequests: number;
  /** How long the server may take for the headers of an answer, in milliseconds. */
  readonly patience: number;
  /** Sent along to the origin of what is loaded, and to none that a redirect leads to. */
  readonly headers: readonly HeaderLine[];
}

/** Stands between a browser and the person's server on every origin, and writes down what passes. */
export interface CheckServer {
  readonly app: RequestListener;
  /** What the browser that opened the last page calls itself; null before. */
  readonly userAgent: string | null;
  /** Requests handed on so far. */
  readonly requests: number;
  /** Whether requests were refused since there were too many. */
  readonly isSpent: boolean;
  /**
   * From now on the host of this URL may be asked, and those that it redirects to.
   * @param changes what is made of the answers; null leaves them as they come
   * @param headersFor the origin that the person's header lines go to, if it is not that of the URL
   */
  readonly begin: (url: string, changes: AnswerChanges | null, headersFor?: string) => void;
  /** What has passed since then, by order of time; what is under way is cut off. */
  readonly end: () => RecordedExchange[];
}

const recordedNames = new Set([
  'access-control-request-headers',
  'access-control-request-method',
  'authorization',
  'cookie',
  'origin',
  'range',
  'referer',
]);

/** What is said to one origin, and to no other that a redirect leads to. */
const ofOneOrigin = /^(?:authorization|cookie|host)$/i;
/** A check changes nothing on the person's server. */
const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

const isIcon = ({ pathname }: URL) => pathname === '/favicon.ico';

export function createCheckServer({
  pages: pageOrigins,
  mostRequests,
  patience,
  headers: added,
}: CheckServerOptions): CheckServer {
  const pages = createExchangePages();
  let origin = '';
  /** Of either scheme, and at any port: a browser may ask by https for what is named by http. */
  let hosts = new Set<string>();
  let changes: AnswerChanges | null = null;
  let records: { -readonly [K in keyof RecordedExchange]: RecordedExchange[K] }[] = [];
  let requests = 0;
  let isSpent = false;
  let userAgent: string | null = null;
  /** Which request on the way a URL is, where redirects led there. */
  let hops = new Map<string, number>();
  let underWay = new AbortController();

  const answerFrom = async (
    url: URL,
    req: IncomingMessage,
    signal: AbortSignal,
  ): Promise<IncomingMessage> => {
    const lines = [...linesOf(req.rawHeaders), ...(url.origin === origin ? added : [])];
    const answer = await forward({ method: req.method ?? 'GET', url, headers: lines, signal, patience });
    const target = redirectTarget(
      { status: answer.statusCode ?? 0, headers: linesOf(answer.rawHeaders) },
      url.href,
    );
    if (!target) return answer;
    hosts.add(target.hostname);
    hops.set(target.href, (hops.get(url.href) ?? 1) + 1);
    if (changes?.answersDirectly !== true || req.method === 'OPTIONS' || hops.size > 20) return answer;
    answer.destroy();
    const onward = linesOf(req.rawHeaders).filter(([name]) => !ofOneOrigin.test(name));
    return forward({
      method: 'GET',
      url: target,
      headers: [...onward, ['Host', target.host]],
      signal,
      patience,
    });
  };

  const handOn = async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    requests += 1;
    const wanted = Object.entries(req.headers).filter(([name]) => recordedNames.has(name));
    const record: (typeof records)[number] = {
      method: req.method ?? 'GET',
      scheme: url.protocol.slice(0, -1),
      host: url.host,
      path: url.pathname + url.search,
      requestHeaders: Object.fromEntries(wanted.map(([name, value]) => [name, String(value)])),
      status: null,
      responseHeaders: [],
      complete: false,
      bytes: 0,
      noAnswer: null,
    };
    records.push(record);
    const hungUp = new AbortController();
    res.once('close', () => hungUp.abort());
    const signal = AbortSignal.any([underWay.signal, hungUp.signal]);
    const fail = (noAnswer: NoAnswer) => {
      // What the browser itself let go tells nothing of the server.
      if (!signal.aborted) record.noAnswer ??= noAnswer;
      else if (record.status === null) records = records.filter((each) => each !== record);
      res.destroy();
    };
    try {
      const answer = await answerFrom(url, req, signal);
      const came = { status: answer.statusCode ?? 0, headers: linesOf(answer.rawHeaders) };
      const hop = hops.get(url.href) ?? 1;
      const name = answerName(came, url.href, hop, isPreflight(record));
      const given = changes ? changeAnswer(changes, name, came) : came;
      record.status = given.status;
      record.responseHeaders = given.headers;
      res.sendDate = false;
      res.writeHead(given.status, answer.statusMessage, handedOn(given.headers).flat());
      answer.once('error', (error) => fail(codeOf(error)));
      answer.on('data', (chunk: Buffer) => {
        record.bytes += chunk.length;
        // What is more than enough is never asked for: the browser waits for it until it lets go.
        if (!res.write(chunk) || record.bytes >= mostBytes) answer.pause();
      });
      res.on('drain', () => {
        if (record.bytes < mostBytes) answer.resume();
      });
      answer.once('end', () => {
        record.complete = answer.complete;
        res.end();
      });
      // Headers alone are an answer too.
      res.flushHeaders();
    } catch (error) {
      fail(codeOf(error));
    }
  };

  return {
    app(req, res) {
      const scheme = (req.socket as Partial<TLSSocket>).encrypted ? 'https' : 'http';
      const url = URL.parse(`${scheme}://${req.headers.host ?? ''}${req.url ?? '/'}`);
      if (!url) return void res.destroy();
      if (url.pathname.startsWith(`${pagesRoot}/`) && pageOrigins.includes(url.origin)) {
        userAgent = req.headers['user-agent'] ?? null;
        return void pages(req, res);
      }
      // A browser asks for things of its own, which are no business of the person's server.
      if (!hosts.has(url.hostname) || isIcon(url) || !safeMethods.includes(req.method ?? ''))
        return void res.destroy();
      if (requests >= mostRequests) {
        isSpent = true;
        return void res.destroy();
      }
      void handOn(req, res, url);
    },
    get userAgent() {
      return userAgent;
    },
    get requests() {
      return requests;
    },
    get isSpent() {
      return isSpent;
    },
    begin(url, next, headersFor) {
      const { hostname, origin: asked } = new URL(url);
      origin = headersFor ?? asked;
      hosts = new Set([hostname]);
      hops = new Map();
      records = [];
      changes = next;
      underWay = new AbortController();
    },
    end() {
      underWay.abort();
      hosts = new Set();
      return records;
    },
  };
}
