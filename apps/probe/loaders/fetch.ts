import type { HeaderLine } from '../../../model/http/headers';
import type { ProbeTask } from '../../../model/lab/loaders/probe-task';
import type { FetchRequest } from '../../../model/lab/plan/cell';
import { makeBody } from './request-body';
import { loadBound, withTimeout } from '../../shared/bounds';
import { refused, wordsOf, type Findings } from '../../shared/findings';
import { findToneInFile } from '../../shared/hearing';

type Seen = NonNullable<Findings['response']>;

/** What becomes of bytes in script's hands: is the tone in them? */
export async function examine(response: Seen, bytes: ArrayBuffer): Promise<Findings> {
  const seen = { accepted: true, metadata: true, advances: bytes.byteLength > 0, response };
  if (response.status < 200 || response.status > 299) return { ...seen, tone: null };
  try {
    return { ...seen, tone: await findToneInFile(bytes) };
  } catch (error) {
    return { ...seen, tone: null, error: wordsOf(error) };
  }
}

type Look = (response: Seen, bytes: ArrayBuffer) => Promise<Findings>;

/** As much is read of what may have no end: more than of any song of the lab that a script is given. Bytes. */
export const enough = 40_000;

/** Reads a body to its end, or `enough` of it. */
async function readEnough({ body }: Response): Promise<ArrayBuffer> {
  const reader = body?.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (reader && length < enough) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.byteLength;
  }
  await reader?.cancel();
  return new Blob(parts as BlobPart[]).arrayBuffer();
}

const readAll = (response: Response): Promise<ArrayBuffer> => response.arrayBuffer();

/** Fetches `url`, and looks at its bytes, if script has any. */
export async function fetchAndLook(
  url: string,
  init: RequestInit,
  look: Look,
  read = readAll,
): Promise<Findings> {
  const abort = new AbortController();
  try {
    const request = fetch(url, { ...init, signal: abort.signal });
    const response = await withTimeout(request, loadBound, 'fetch() to settle');
    const { type, status, redirected } = response;
    const visible: HeaderLine[] = [...response.headers];
    const seen: Seen = { type, status, redirected, headers: visible, bytes: null };
    if (type === 'opaque' || type === 'opaqueredirect')
      return { accepted: true, metadata: false, advances: false, tone: null, response: seen };
    const bytes = await withTimeout(read(response), loadBound, 'the body to end');
    return await look({ ...seen, bytes: bytes.byteLength }, bytes);
  } catch (error) {
    abort.abort();
    if (error instanceof TypeError) return refused(error);
    throw error;
  }
}

/** Loads `url` by `fetch()` as the task says. */
export function loadFetch(url: string, task: Extract<ProbeTask, { kind: 'fetch' }>): Promise<Findings> {
  const { mode, credentials, headers = {}, cache = 'default' } = task;
  return fetchAndLook(url, { mode, credentials, headers, cache }, examine);
}

/** What `fetch()` takes, without what is absent. */
export function initOf({
  mode,
  credentials,
  method,
  headers,
  redirect,
  cache,
  referrerPolicy,
  keepalive,
  targetAddressSpace,
  integrity,
  body,
  bodyType,
  duplex,
}: FetchRequest): RequestInit & { duplex?: 'half'; targetAddressSpace?: string } {
  return {
    mode,
    credentials,
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    ...(redirect && { redirect }),
    ...(cache && { cache }),
    ...(referrerPolicy && { referrerPolicy }),
    ...(keepalive && { keepalive }),
    ...(targetAddressSpace && { targetAddressSpace }),
    ...(integrity != null && { integrity }),
    ...(body && { body: makeBody(body, bodyType ?? '') }),
    ...(duplex && { duplex }),
  };
}

/** Loads `url` by a `fetch()` of its own kind, whose body need not be audio. */
export function loadRequest(url: string, request: FetchRequest, endless = false): Promise<Findings> {
  const look: Look = (response, bytes) =>
    Promise.resolve({ accepted: true, metadata: true, advances: bytes.byteLength > 0, tone: null, response });
  return fetchAndLook(url, initOf(request), look, endless ? readEnough : readAll);
}
