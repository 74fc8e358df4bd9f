import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { Exchange } from '../../model/evidence/exchange';
import type { AskedHeaders } from '../../model/standards/answer-condition';
import { answerOf, type NamedAnswer } from '../../model/standards/exchange-case';
import { bodyOf, decodedBodyOf, withoutChunks } from './answer-body';
import type { AnswerUnread } from '../http/refuse-early';
import { errorBody } from '../http/errors';
import type { AnswerStream } from '../http/serve-http2';
import { steadyMilliseconds } from '../http/steady-clock';
import { knownHosts } from './known-hosts';
import { answerLaterRange } from './later-range';
import { bytesOf } from './named-bodies';
import { isBodiless, type Replied, type Reply } from './reply';
import { replyInHttp1 } from './reply-in-http1';
import { replyInHttp2 } from './reply-in-http2';
import { placeOfUrl, redirectTargets, type Script } from './script';

/** Plays scripts on whatever origin it is asked under, and writes down what it saw. */
export interface ExchangeServer {
  readonly app: RequestListener;
  readonly answerUnread: AnswerUnread;
  readonly answerStream: AnswerStream;
  /**
   * From now on requests that carry the script's token, or follow its redirects, get its answers. A script that comes after
   * another one of its token answers at the URLs that this led to, too: a browser may remember its redirects.
   */
  readonly play: (script: Script) => void;
  /** What came under a token since `play`; its script goes on. */
  readonly takeSeen: (token: string) => Exchange[];
  /** The digest of the body of an answer to `fetch()`, decoded, in base64. @param algorithm such as `sha256` */
  readonly digest: (algorithm: string, answer: NamedAnswer | undefined) => string;
  /** What came under a token since `play`; the script is forgotten. */
  readonly finish: (token: string) => Exchange[];
}

interface Playing {
  script: Script;
  seen: Exchange[];
  /** Ends what goes on for whoever listens to it. */
  readonly ends: Set<() => void>;
}

/** What came of a load; what goes on ends with it. */
function endLoad({ seen, ends }: Playing): Exchange[] {
  for (const end of ends) end();
  ends.clear();
  return seen;
}

/** Which request of which script a URL stands for. */
interface Place {
  readonly playing: Playing;
  readonly hop: number;
  /** Where the way began that led here. */
  readonly from: string;
}

interface ServerOptions {
  /** The bodies of answers that may have one, by the kind of the load. */
  readonly bodies: Readonly<Record<Script['body'], Buffer>>;
  /** Answers what belongs to no script: the pages. */
  readonly fallback: RequestListener;
  /** Hosts besides those under `.test` and `.localhost` that cases name. */
  readonly hosts: readonly string[];
}

/** An element may ask for ranges without end. */
const maxSeen = 64;
/** How often an element may ask for the very same before it is told that there is no such song: some never give up. */
const maxAlike = 16;

const recorded = [
  'access-control-request-headers',
  'access-control-request-method',
  'authorization',
  'cookie',
  'origin',
  'range',
  'referer',
  'content-type',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-fetch-storage-access',
] as const;

/** A request, in so far as it decides the answer. */
interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The URL that was asked for; null if no URL leads to such a request. Its target is a path, whatever it begins with. */
const urlOf = (target: string, host: string | undefined, socket: Duplex): URL | null => {
  const scheme = (socket as Partial<TLSSocket>).encrypted ? 'https' : 'http';
  return URL.parse(`${scheme}://${host ?? 'unknown'}${target}`);
};

/** Reads a request whose method Node's parser does not know; browsers send every token as it is. */
function readUnread(packet: Buffer, socket: Duplex): Asked | null {
  const [requestLine = '', ...lines] = packet.toString('latin1').split('\r\n\r\n')[0]!.split('\r\n');
  const [, method, target] = /^([!#$%&'*+.^_`|~\w-]+) (\/\S*) HTTP\/1\.1$/.exec(requestLine) ?? [];
  if (method === undefined || target === undefined) return null;
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const url = urlOf(target, headers.host, socket);
  return url && { method, url, headers };
}

function record({ method, url, headers }: Asked, token: string, answer: NamedAnswer | undefined): Exchange {
  const names = recorded.filter((name) => headers[name] !== undefined);
  return {
    token,
    server: 'cdn',
    at: steadyMilliseconds(),
    scheme: url.protocol === 'https:' ? 'https' : 'http',
    method,
    host: url.host,
    path: url.pathname + url.search,
    requestHeaders: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
    status: answer?.status ?? null,
    responseHeaders: answer?.headers ?? [],
    complete: answer !== undefined,
  };
}

const empty = Buffer.alloc(0);
/** What decides between answers, as it came: the path of the lab's page is that of no case. */
const seenHeaders = ({ headers }: Asked): AskedHeaders => ({
  origin: headers.origin === undefined ? null : String(headers.origin),
  referer: headers.referer === undefined ? null : String(headers.referer),
  range: headers.range === undefined ? null : String(headers.range),
  userAgent: headers['user-agent'] === undefined ? null : String(headers['user-agent']),
});

/** What ends a load that would go on for ever. */
const endless: NamedAnswer = { for: 'actual', status: 404, headers: [] };

const isStuck = (seen: readonly Exchange[], { method, url, headers }: Asked): boolean =>
  seen.length >= maxAlike &&
  seen.filter(
    (each) =>
      each.method === method &&
      each.path === url.pathname + url.search &&
      each.requestHeaders.range === headers.range,
  ).length >= maxAlike;

export function createExchangeServer({ bodies, fallback, hosts }: ServerOptions): ExchangeServer {
  const isKnown = knownHosts(hosts);
  const byToken = new Map<string, Playing>();
  const followed = new Map<string, Place>();

  const placeOf = (url: URL): Place | undefined => {
    const playing = byToken.get(url.searchParams.get('t') ?? '');
    const from = placeOfUrl(url);
    return followed.get(from) ?? (playing && { playing, hop: 1, from });
  };

  /** False where the request belongs to no script. */
  const answer = (asked: Asked, replyTo: (replied: Replied) => Reply): boolean => {
    const { method, url, headers } = asked;
    const place = placeOf(url);
    if (!place) return false;
    const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
    const reply = replyTo({ method, isPreflight });
    // Sent before the end of the connection was seen. No answer would arrive: it comes again by another connection.
    if (!reply.isOpen) return true;
    const { playing, hop, from } = place;
    const { script, seen } = playing;
    const found = isStuck(seen, asked)
      ? endless
      : answerOf(script.others?.get(from) ?? script.answers, hop, isPreflight, seenHeaders(asked));
    const usual = bodies[script.body];
    const range = script.body === 'audio' ? String(headers.range) : undefined;
    // What is said of a later part is answered as it stands.
    const saysLater = found?.when?.range === 'later';
    const later = found && !saysLater ? answerLaterRange(found, range, bytesOf(found.body, usual)) : null;
    const given = later?.answer ?? found;
    if (seen.length < maxSeen) seen.push(record(asked, script.token, given));
    if (!found || !given) {
      // Nobody said what is answered: the connection ends without an answer.
      reply.hangUp();
      return true;
    }
    for (const target of isPreflight ? [] : redirectTargets(found, url.href))
      followed.set(placeOfUrl(target), { playing, hop: hop + 1, from });
    if (given.body === 'live' && !isBodiless(method, given)) {
      playing.ends.add(reply.sendLive(given));
      return true;
    }
    // That of OPTIONS is empty if its headers promise nothing.
    const promised = reply.hasChunks ? found : withoutChunks(found);
    reply.send(given, later?.bytes ?? bodyOf(promised, method === 'OPTIONS' ? empty : usual));
    return true;
  };

  return {
    app(req, res) {
      const { method = '', url: target = '/', headers, socket } = req;
      const url = urlOf(target, headers.host, socket);
      // No network has a host with an escape in it, though a browser that is told where all of them are asks for it.
      if (headers.host?.includes('%')) return void socket.destroy();
      if (!url || !isKnown(url)) {
        const message = 'is no host of an exchange, which is under .test or .localhost, or named in its file';
        const body = Buffer.from(errorBody('Host', headers.host, message));
        res.writeHead(421, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body);
      } else if (!answer({ method, url, headers }, (replied) => replyInHttp1(socket, replied)))
        fallback(req, res);
    },
    answerUnread(packet, socket) {
      const asked = readUnread(packet, socket);
      return (
        asked !== null && isKnown(asked.url) && answer(asked, (replied) => replyInHttp1(socket, replied))
      );
    },
    answerStream(stream, headers, blocks) {
      const { ':method': method = '', ':authority': host = '', ':path': target = '/' } = headers;
      const url = URL.parse(`https://${host}${target}`);
      // What the application refuses in HTTP/1.1 is left to it.
      if (!url || host.includes('%') || !isKnown(url)) return false;
      const asked = { method, url, headers };
      return answer(asked, (replied) => replyInHttp2(stream, blocks, replied));
    },
    play(script) {
      const playing = byToken.get(script.token);
      if (playing) {
        playing.script = script;
        // Its own URL is where the next load begins, even if a redirect led back to it.
        for (const [href, place] of followed)
          if (place.playing === playing && href.includes(`t=${script.token}`)) followed.delete(href);
      } else byToken.set(script.token, { script, seen: [], ends: new Set() });
    },
    takeSeen(token) {
      const playing = byToken.get(token);
      if (!playing) return [];
      const seen = endLoad(playing);
      playing.seen = [];
      return seen;
    },
    digest(algorithm, answer) {
      const body = answer ? decodedBodyOf(answer, bodies.text) : empty;
      return createHash(algorithm.toLowerCase()).update(body).digest('base64');
    },
    finish(token) {
      const playing = byToken.get(token);
      byToken.delete(token);
      for (const [href, place] of followed) if (place.playing === playing) followed.delete(href);
      return playing ? endLoad(playing) : [];
    },
  };
}
