import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { changeAnswer, type AnswerChanges } from '../../model/check/answer-changes';
import type { NoAnswer } from '../../model/check/direct-answer';
import type { RecordedExchange } from '../../model/check/recorded-exchange';
import { setCookieLine, withoutCookies, type SessionCookie } from '../../model/check/session-cookie';
import { answerName } from '../../model/check/exchange-of';
import { linesOf, type HeaderLine } from '../../model/http/headers';
import { isPreflight } from '../../model/judge/diagnosis/replay';
import { documentOf } from '../site/documents';
import { createExchangePages, pagesRoot, sendPageWith } from '../exchange/exchange-pages';
import { redirectTarget } from '../exchange/script';
import { askedBy, createAttempts } from './attempts';
import { noAnswerBy } from './connection';
import { forward, handedOn } from './forward';
import { passBody } from './pass-body';

/** What holds for one song. */
export interface SongLimits {
  /** Sent along to the origin of what is loaded, and to none that a redirect leads to. */
  readonly headers: readonly HeaderLine[];
  /** Those that the browser has for the host of what is loaded; none unless said. They go to no other origin of that host. */
  readonly cookies?: readonly SessionCookie[];
  /** Requests beyond this are refused. */
  readonly mostRequests: number;
}

interface CheckServerOptions extends SongLimits {
  /** How long the server may take for the headers of an answer, and how long its body may stop, in milliseconds. */
  readonly patience: number;
}

/** A load, as far as the server has to know of it. */
interface BegunLoad {
  readonly url: string;
  /** The page's origin, serialized. */
  readonly page: string;
  /** Where the page stands, if it is somebody's own, and the header lines that it comes with. */
  readonly document?: { readonly url: string; readonly policies: readonly HeaderLine[] } | undefined;
  /** What is made of the answers; null leaves them as they come. */
  readonly changes: AnswerChanges | null;
  /** The origin that the person's header lines go to, if it is not that of the URL. */
  readonly headersFor?: string | undefined;
  /** Whether what loads it plays nothing before it has all of it. */
  readonly isReadWhole?: boolean | undefined;
}

/** Stands between a browser and the person's server on every origin, and writes down what passes. */
export interface CheckServer {
  readonly app: RequestListener;
  /** What the browser that opened the last page calls itself; null before. */
  readonly userAgent: string | null;
  /** Requests handed on so far, for this song. */
  readonly requests: number;
  /** Whether a page was asked for over https that is to stand on http: the browser takes its host over https alone. */
  readonly isUpgraded: boolean;
  /** Whether requests were refused since there were too many. */
  readonly isSpent: boolean;
  /** Whether a song that is to be read whole was longer than what is read, in this load. */
  readonly isTooLong: boolean;
  /** How many may be, for this song. */
  readonly mostRequests: number;
  /** Whether there are cookies for a browser to get at {@link cookiesPath}, before it loads this song. */
  readonly hasCookies: boolean;
  /** Turns to another song: its requests are counted from zero. */
  readonly turnTo: (song: SongLimits) => void;
  /** From now on the host of a URL may be asked, and those that it redirects to. */
  readonly begin: (load: BegunLoad) => void;
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

/**
 * Stands at the origin of a page, and asks the host of the song for cookies. There the page has them as from an answer to
 * itself: where browsers keep what other sites set apart by page, a visit to that host would be of no use.
 */
export const cookiesPath = `${pagesRoot}/cookies`;
/** Cookies are a host's, whatever the port; and there are ports that browsers refuse. */
const cookieUrl = (origin: string): string => {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}${pagesRoot}/cookie`;
};

const isIcon = ({ pathname }: URL) => pathname === '/favicon.ico';

export function createCheckServer({ patience, ...first }: CheckServerOptions): CheckServer {
  const pages = createExchangePages();
  let origin = '';
  let ownHost = '';
  let pageOrigin = '';
  let document: BegunLoad['document'];
  /** Of either scheme, and at any port: a browser may ask by https for what is named by http. */
  let hosts = new Set<string>();
  let changes: AnswerChanges | null = null;
  let records: { -readonly [K in keyof RecordedExchange]: RecordedExchange[K] }[] = [];
  let song: SongLimits = first;
  let requests = 0;
  let isSpent = false;
  let isUpgraded = false;
  let isReadWhole = false;
  let isTooLong = false;
  let userAgent: string | null = null;
  /** Which request on the way a URL is, where redirects led there. */
  let hops = new Map<string, number>();
  let attempts = createAttempts();
  let underWay = new AbortController();

  /** A line as it goes to an origin that is not the person's. */
  const foreignLine = ([name, value]: HeaderLine): HeaderLine[] => {
    if (!/^cookie$/i.test(name)) return [[name, value]];
    const left = withoutCookies(value, song.cookies ?? []);
    return left === null ? [] : [[name, left]];
  };

  const giveCookies = (res: ServerResponse): void =>
    void res.writeHead(204, (song.cookies ?? []).map(setCookieLine).flat()).end();
  const askForCookies = (res: ServerResponse): void => {
    res.writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'no-store' });
    res.end(documentOf('cookies', `<img alt="" src="${cookieUrl(origin)}">`));
  };

  const answerFrom = async (
    url: URL,
    req: IncomingMessage,
    signal: AbortSignal,
  ): Promise<IncomingMessage> => {
    const asked = linesOf(req.rawHeaders);
    const lines = url.origin === origin ? [...asked, ...song.headers] : asked.flatMap(foreignLine);
    const answer = await forward({ method: req.method ?? 'GET', url, headers: lines, signal, patience });
    const target = redirectTarget(
      { status: answer.statusCode ?? 0, headers: linesOf(answer.rawHeaders) },
      url.href,
    );
    if (!target) return answer;
    attempts.redirected(askedBy(req, url));
    hosts.add(target.hostname);
    hops.set(target.href, (hops.get(url.href) ?? 1) + 1);
    if (changes?.answersDirectly !== true || req.method === 'OPTIONS' || hops.size > 20) return answer;
    answer.destroy();
    requests += 1;
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
      if (!signal.aborted) {
        record.noAnswer = noAnswer;
        attempts.failed(askedBy(req, url), noAnswer);
        // What the browser itself let go tells nothing of the server.
      } else if (record.status === null) records = records.filter((each) => each !== record);
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
      passBody(answer, res, {
        patience,
        onBytes: (count) => void (record.bytes += count),
        onFailure: fail,
        onTooLong: isReadWhole
          ? () => {
              isTooLong = true;
              res.destroy();
            }
          : undefined,
      });
    } catch (error) {
      fail(noAnswerBy(error));
    }
  };

  return {
    app(req, res) {
      const scheme = (req.socket as Partial<TLSSocket>).encrypted ? 'https' : 'http';
      const url = URL.parse(`${scheme}://${req.headers.host ?? ''}${req.url ?? '/'}`);
      if (!url) return void res.destroy();
      if (url.href === document?.url) {
        userAgent = req.headers['user-agent'] ?? null;
        return void sendPageWith(res, document.policies);
      }
      if (url.pathname.startsWith(`${pagesRoot}/`)) {
        if (url.pathname === `${pagesRoot}/cookie` && url.hostname === ownHost) return void giveCookies(res);
        if (url.origin === pageOrigin) {
          if (url.pathname === cookiesPath) return void askForCookies(res);
          userAgent = req.headers['user-agent'] ?? null;
          return void pages(req, res);
        }
        isUpgraded ||= url.origin.replace(/^https/, 'http') === pageOrigin;
        return void res.destroy();
      }
      // A browser asks for things of its own, which are no business of the person's server.
      if (!hosts.has(url.hostname) || isIcon(url) || !safeMethods.includes(req.method ?? ''))
        return void res.destroy();
      // No part is taken for another: what comes of the same request is known.
      if (attempts.isFutile(askedBy(req, url))) return void res.destroy();
      if (requests >= song.mostRequests) {
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
    get isUpgraded() {
      return isUpgraded;
    },
    get isSpent() {
      return isSpent;
    },
    get isTooLong() {
      return isTooLong;
    },
    get mostRequests() {
      return song.mostRequests;
    },
    get hasCookies() {
      return (song.cookies ?? []).length > 0;
    },
    turnTo(next) {
      song = next;
      requests = 0;
      isSpent = false;
    },
    begin({ url, page, document: standing, changes: next, headersFor, isReadWhole: isWhole = false }) {
      isReadWhole = isWhole;
      isTooLong = false;
      document = standing;
      const { hostname, origin: asked } = new URL(url);
      origin = headersFor ?? asked;
      ownHost = new URL(origin).hostname;
      if (page !== pageOrigin) isUpgraded = false;
      pageOrigin = page;
      hosts = new Set([hostname]);
      hops = new Map();
      records = [];
      changes = next;
      attempts = createAttempts();
      underWay = new AbortController();
    },
    end() {
      underWay.abort();
      hosts = new Set();
      // What has not failed is whole: of what the browser let go it had enough.
      for (const record of records) record.complete = record.status !== null && record.noAnswer === null;
      return records;
    },
  };
}
