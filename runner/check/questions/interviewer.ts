import { version } from '../../../package.json';
import type { DirectAnswer, Question } from '../../../model/check/direct-answer';
import type { Url } from '../../../model/http/url';
import { fetchMetadata, type SecFetch } from '../../../model/standards/fetch-metadata';
import { mostKept } from './read-body';
import { requestHeaders, type Asker, type Variation } from './request-headers';
import { sendRequest } from './send-request';

/** A hop: a URL on the way that redirects lead, and how the browser asks for it. */
export interface Hop {
  readonly url: Url;
  /** The first is 1. */
  readonly hop: number;
  /** The browser's `Origin`; null if it sends none. */
  readonly origin: string | null;
  /** Whether each URL up to it has the origin of the first. */
  readonly isOwn: boolean;
  /** The browser's `Sec-Fetch-*`; null if it sends none there. */
  readonly metadata: SecFetch | null;
}

/** How a request differs from the browser's for the same hop. */
interface Change extends Variation {
  readonly url?: Url;
  readonly origin?: string | null;
  /** As in Fetch: `''` for `fetch()`. */
  readonly destination?: string;
  /** Bytes of the body that are read; none unless said. */
  readonly bodyBytes?: (status: number) => number;
}

/** The `Sec-Fetch-*` of a question: another origin than the browser's asks for `url` at once. */
function metadataOf({ origin: own, metadata }: Hop, asked: Change & { readonly url: Url }): SecFetch | null {
  const { url, origin, destination = metadata?.dest ?? '' } = asked;
  const isOther = typeof origin === 'string' && origin !== own;
  const sent = isOther ? fetchMetadata(origin, [url], { mode: 'cors', destination }) : metadata;
  return sent && { ...sent, dest: destination === '' ? 'empty' : destination };
}

/** Asks one question; null where as many as are allowed have been asked. */
export type Ask = (question: Question, at: Hop, change?: Change) => Promise<DirectAnswer | null>;

/** For a body that is looked at: its start. */
export const start = (): number => mostKept;

interface Bounds {
  /** The most requests that are sent. */
  readonly allowed: number;
  /** Milliseconds until the headers of an answer, and once more until its body begins. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Connections to one host at a time, as browsers have them. */
const mostAtOnce = 6;

/** Does no more at a time than that; the others wait for their turn. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = mostAtOnce;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // A turn goes on to the next, if there is one.
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** Somebody who asks, and counts the requests. */
export function createInterviewer(
  asker: Omit<Asker, 'version'>,
  { allowed, timeoutMs, signal }: Bounds,
): { readonly ask: Ask; readonly requests: () => number } {
  const inTurn = createTurns();
  let sent = 0;
  const ask: Ask = async (question, at, change = {}) => {
    if (sent >= allowed) return null;
    sent += 1;
    const { url = at.url, origin = at.origin, bodyBytes = () => 0 } = change;
    const hop = { ...at, url, origin, metadata: metadataOf(at, { ...change, url, origin }) };
    const headers = requestHeaders({ ...asker, version }, hop, change);
    const method = change.isPreflight ? 'OPTIONS' : 'GET';
    const came = await inTurn(() => sendRequest({ method, url, headers, bodyBytes, timeoutMs, signal }));
    return { question, url: url.href, hop: at.hop, origin, ...came };
  };
  return { ask, requests: () => sent };
}
