import type { IncomingMessage } from 'node:http';
import { linesOf, type HeaderLine } from '../../model/http/headers';
import { redirectTarget } from '../../servers/exchange/script';
import { forward } from '../../servers/check/forward';

/** What is asked for, and as whom. */
export interface PartRequest {
  readonly url: string;
  readonly range: string | null;
  /** The page's origin, serialized. */
  readonly page: string;
  readonly userAgent: string;
  /** The person's own lines, and the only origin that they go to. */
  readonly headers: readonly HeaderLine[];
  readonly ownOrigin: string;
  /** Milliseconds for an answer, and for its body. */
  readonly patience: number;
  readonly signal: AbortSignal;
}

export interface ReadPart {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  /** The beginning of the body. */
  readonly bytes: Buffer;
  /** Where redirects ended. */
  readonly url: string;
  readonly requests: number;
}

const mostBytes = 1_048_576;
const mostRedirects = 5;

/** The beginning of a body, 1 MiB at most, or what came of it in `patience` milliseconds. */
export async function beginningOf(answer: IncomingMessage, patience: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const timer = setTimeout(() => answer.destroy(), patience);
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= mostBytes) break;
    }
  } catch {
    // What came is the beginning.
  } finally {
    clearTimeout(timer);
    answer.destroy();
  }
  return Buffer.concat(chunks);
}

const authorizationOf = ({ username, password }: URL): HeaderLine[] => {
  if (username === '' && password === '') return [];
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return [['Authorization', `Basic ${Buffer.from(login).toString('base64')}`]];
};

/** Reads a part of a stream directly, as a page would ask for it; null where no answer comes. */
export async function readPart(asked: PartRequest): Promise<ReadPart | null> {
  const { range, page, userAgent, headers: own, ownOrigin, patience, signal } = asked;
  let url = new URL(asked.url);
  for (let requests = 1; requests <= mostRedirects; requests += 1) {
    const isOwn = url.origin === ownOrigin;
    const headers: HeaderLine[] = [
      ['Host', url.host],
      ['Accept', '*/*'],
      ['Accept-Encoding', 'identity'],
      ['User-Agent', userAgent],
      ['Origin', page],
      ...(page === 'null' ? [] : [['Referer', `${page}/`] as const]),
      ...(range === null ? [] : [['Range', range] as const]),
      ...(isOwn ? [...authorizationOf(url), ...own] : []),
    ];
    const bare = new URL(url);
    bare.username = bare.password = '';
    const answer = await forward({ method: 'GET', url: bare, headers, signal, patience }).catch(() => null);
    signal.throwIfAborted();
    if (!answer) return null;
    const head = { status: answer.statusCode ?? 0, headers: linesOf(answer.rawHeaders) };
    const target = redirectTarget(head, url.href);
    if (!target) return { ...head, bytes: await beginningOf(answer, patience), url: url.href, requests };
    answer.destroy();
    url = target;
  }
  return null;
}
