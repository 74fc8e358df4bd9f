import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { visibleJson } from '../../model/http/shown-text';

/** An answer to bad input: it names where the fault is, the value seen and what to do. */
export class BadRequest extends Error {
  constructor(
    readonly status: number,
    /** Where the fault is: `policy.headers[0][1]`, `Range`, … */
    readonly at: string,
    readonly value: unknown,
    /** What is wrong with it, and what to do. */
    message: string,
  ) {
    super(message);
  }
}

const maxEcho = 200;

/** The value seen, or the start of it as text where it is long. */
function shorten(value: unknown): unknown {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) as string | undefined);
  if (text === undefined) return null;
  return text.length > maxEcho ? `${text.slice(0, maxEcho)}… (${text.length} characters)` : value;
}

export const errorBody = (at: string, value: unknown, message: string): string =>
  visibleJson(JSON.stringify({ error: { at, value: shorten(value), message } }));

const maxUrlLength = 8_192;

/** What an answer may repeat, and how long it may be for that. */
const repeated = ['Origin', 'Access-Control-Request-Headers'] as const;
const maxRepeated = 8_192;

/** Refuses URLs, `Host` values and others that no browser would send. */
export const checkRequest: RequestHandler = (req, _res, next) => {
  const hosts = req.headersDistinct.host ?? [];
  if (req.url.length > maxUrlLength) {
    next(new BadRequest(414, 'url', req.url, `a URL may have ${maxUrlLength} characters; this one has more`));
  } else if (hosts.length !== 1 || !/^[\w.-]+(:\d{1,5})?$/.test(hosts[0]!)) {
    next(new BadRequest(400, 'Host', hosts.join(', '), 'is not a host name with an optional port'));
  } else {
    const long = repeated.find((name) => (req.get(name) ?? '').length > maxRepeated);
    const bound = `may have ${maxRepeated} characters; this one has more`;
    next(long && new BadRequest(431, long, req.get(long), bound));
  }
};

export const notFound: RequestHandler = (req, _res, next) => {
  next(new BadRequest(404, 'url', req.originalUrl, 'nothing is here; GET / lists what this server answers'));
};

const methods = 'GET, HEAD, OPTIONS';

export const refuseMethod: RequestHandler = (req, res, next) => {
  res.setHeader('Allow', methods);
  next(new BadRequest(405, 'method', req.method, `is not for files; there are ${methods}`));
};

/** An error of Express or of its body parser, which alone gives it a `type`; one of the system has a `syscall`. */
interface HttpError {
  readonly status?: number;
  readonly type?: string;
  readonly syscall?: string;
  readonly message: string;
}

/** What may be said of an error: those of the system, and of faults in here, name paths of this machine. */
function wordsFor({ syscall, message }: HttpError, status: number): string {
  if (status >= 500) return 'the server failed to answer this; its log says why';
  return syscall === undefined ? message : 'nothing is here, or it cannot be read';
}

/** Turns every error into JSON. Only what is no fault of the request is a 500, and is logged. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, req, res, _next) => {
    if (res.headersSent) {
      res.destroy();
      return;
    }
    res.type('json');
    if (error instanceof BadRequest) {
      res.status(error.status).end(errorBody(error.at, error.value, error.message));
      return;
    }
    const { status = 500, type } = error as HttpError;
    if (status >= 500) log.error({ err: error, url: req.originalUrl }, 'a request failed');
    const words = wordsFor(error as HttpError, status);
    res.status(status).end(errorBody(type === undefined ? 'url' : 'body', req.originalUrl, words));
  };
}
