import { STATUS_CODES, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Exchange } from '../../model/measurement';
import { answerFor, redirectTarget, type Script, type ScriptedAnswer } from './script';

/** Plays scripts on whatever origin it is asked under, and writes down what it saw. */
export interface ExchangeServer {
  readonly app: RequestListener;
  /** From now on requests that carry the script's token, or follow its redirects, get its answers. */
  readonly play: (script: Script) => void;
  /** What came under a token since `play`; the script is forgotten. */
  readonly finish: (token: string) => Exchange[];
}

interface Playing {
  readonly script: Script;
  readonly seen: Exchange[];
}

/** Which request of which script a URL stands for. */
interface Place {
  readonly playing: Playing;
  readonly hop: number;
}

interface ServerOptions {
  /** The body of every answer that may have one. */
  readonly body: Buffer;
  /** Answers what belongs to no script: the pages. */
  readonly fallback: RequestListener;
}

const recorded = [
  'access-control-request-headers',
  'access-control-request-method',
  'authorization',
  'cookie',
  'origin',
  'range',
  'referer',
  'sec-fetch-mode',
  'sec-fetch-site',
] as const;

const urlOf = (req: IncomingMessage): string => {
  const scheme = (req.socket as Partial<TLSSocket>).encrypted ? 'https' : 'http';
  return new URL(req.url ?? '/', `${scheme}://${req.headers.host ?? 'unknown'}`).href;
};

function record(req: IncomingMessage, token: string, url: URL, answer: ScriptedAnswer): Exchange {
  const headers = recorded.filter((name) => req.headers[name] !== undefined);
  return {
    token,
    server: 'cdn',
    at: performance.timeOrigin + performance.now(),
    scheme: url.protocol === 'https:' ? 'https' : 'http',
    method: req.method ?? '',
    host: url.host,
    path: url.pathname + url.search,
    requestHeaders: Object.fromEntries(headers.map((name) => [name, String(req.headers[name])])),
    status: answer.status,
    responseHeaders: answer.headers,
    complete: true,
  };
}

/** Writes an answer byte for byte, past Node's own headers; its end is that of the connection. */
function sendRaw(
  req: IncomingMessage,
  res: ServerResponse,
  { status, headers }: ScriptedAnswer,
  body: Buffer,
): void {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}`, ...lines, '', ''].join('\r\n');
  const bodiless = req.method === 'HEAD' || req.method === 'OPTIONS' || status === 204 || status === 304;
  const { socket } = res;
  socket?.write(Buffer.from(head, 'latin1'));
  socket?.end(bodiless ? '' : body);
}

export function createExchangeServer({ body, fallback }: ServerOptions): ExchangeServer {
  const byToken = new Map<string, Playing>();
  const followed = new Map<string, Place>();

  const placeOf = (url: URL): Place | undefined => {
    const playing = byToken.get(url.searchParams.get('t') ?? '');
    return followed.get(url.href) ?? (playing && { playing, hop: 1 });
  };

  return {
    app(req, res) {
      const url = new URL(urlOf(req));
      const place = placeOf(url);
      if (!place) return void fallback(req, res);
      const { playing, hop } = place;
      const isPreflight =
        req.method === 'OPTIONS' && req.headers['access-control-request-method'] !== undefined;
      const answer = answerFor(playing.script, hop, isPreflight) ?? {
        for: 'actual',
        status: 404,
        headers: [],
      };
      playing.seen.push(record(req, playing.script.token, url, answer));
      const target = isPreflight ? null : redirectTarget(answer, url.href);
      if (target) followed.set(target.href.replace(/#.*/, ''), { playing, hop: hop + 1 });
      sendRaw(req, res, answer, body);
    },
    play(script) {
      byToken.set(script.token, { script, seen: [] });
    },
    finish(token) {
      const playing = byToken.get(token);
      byToken.delete(token);
      for (const [href, place] of followed) if (place.playing === playing) followed.delete(href);
      return playing?.seen ?? [];
    },
  };
}
