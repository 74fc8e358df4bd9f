import type { HeaderLine } from '../http/headers';
import type { Answer } from './exchange-case';
import { getHeader } from '../http/headers';
import type { SentRequest } from './fetch-state';

interface Stored<A extends Answer> {
  readonly request: SentRequest;
  readonly answer: A;
}

/** A browser's HTTP cache, or its part for one top-level site (https://fetch.spec.whatwg.org/#http-cache-partitions). */
export type HttpCache<A extends Answer = Answer> = Map<string, Stored<A>>;

/** Asks a server; `validates` where the request carries the `ETag` of what is stored. */
export type Ask<A extends Answer> = (sent: SentRequest, hop: number, validates: boolean) => A | undefined;

/** HTTP-network-or-cache fetch, 8.19: a part of a file comes without any coding. */
const acceptEncoding = ({ destination, headers }: SentRequest): string =>
  destination === 'audio' || getHeader(headers, 'range') !== null
    ? 'identity'
    : 'whatever the browser decodes';

function fieldOf(sent: SentRequest, name: string): string | null {
  if (name === 'origin') return sent.origin;
  return name === 'accept-encoding' ? acceptEncoding(sent) : getHeader(sent.headers, name);
}

/** https://httpwg.org/specs/rfc9111.html#caching.negotiated.responses */
function variesFrom({ request, answer }: Stored<Answer>, sent: SentRequest): boolean {
  const names = getHeader(answer.headers, 'vary')?.toLowerCase().split(/[\s,]/) ?? [];
  return names.some((name) => name === '*' || fieldOf(request, name) !== fieldOf(sent, name));
}

const cacheControl = ({ headers }: Pick<Answer, 'headers'>): string =>
  getHeader(headers, 'cache-control') ?? '';

/** https://httpwg.org/specs/rfc9111.html#expiration.model, for an answer that came a moment ago */
const isFresh = (answer: Answer): boolean =>
  /(^|[\s,])max-age=[1-9]/i.test(cacheControl(answer)) && !/(^|[\s,])no-cache/i.test(cacheControl(answer));

/** https://httpwg.org/specs/rfc9110.html#weak.and.strong.validators */
const hasStrongValidator = (headers: readonly HeaderLine[]): boolean =>
  /^(?!W\/)./.test(getHeader(headers, 'etag') ?? '');

/**
 * https://httpwg.org/specs/rfc9111.html#response.cacheability; what answers a range from the first byte on is the whole file
 * here. A part without a strong validator is completed by no other (https://httpwg.org/specs/rfc9111.html#combining.responses).
 */
const isStorable = ({ status, headers }: Answer): boolean =>
  (status === 200 || (status === 206 && hasStrongValidator(headers))) &&
  !/(^|[\s,])no-store/i.test(cacheControl({ headers }));

/** https://httpwg.org/specs/rfc9111.html#update */
function refresh<A extends Answer>({ answer }: Stored<A>, { headers }: Answer): A {
  const isNew = ([name]: HeaderLine): boolean => getHeader(headers, name.toLowerCase()) !== null;
  return { ...answer, headers: [...answer.headers.filter((line) => !isNew(line)), ...headers] };
}

/**
 * HTTP-network-or-cache fetch, 11.4 and 11.5: takes in what came of a request. 11.3 left out: methods that change something
 * pass the cache by.
 */
export function receive<A extends Answer>(cache: HttpCache<A>, sent: SentRequest, came: A): A {
  const stored = cache.get(sent.url.href);
  // 11.4. What is stored is brought up to date; 11.5: or what came is stored.
  const answer = came.status === 304 && stored ? refresh(stored, came) : came;
  if (isStorable(answer)) cache.set(sent.url.href, { request: sent, answer });
  return answer;
}

/**
 * Forgets what a refused load has stored: its body is not read to the end, and engines do not keep an incomplete answer
 * (https://httpwg.org/specs/rfc9111.html#incomplete.responses lets them).
 */
export function forgetRefused(cache: HttpCache, sent: readonly SentRequest[]): void {
  for (const each of sent) {
    if (cache.get(each.url.href)?.request === each) cache.delete(each.url.href);
  }
}

/**
 * HTTP-network-or-cache fetch (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch), 8.24 to 11: an answer that is
 * stored, fresh and selected by its `Vary` needs no server; one that is not is validated, if it can be. The cache mode
 * `reload` looks for none, and stores what comes.
 */
export function askThroughCache<A extends Answer>(
  cache: HttpCache<A>,
  sent: SentRequest,
  hop: number,
  ask: Ask<A>,
): A | undefined {
  if (sent.kind === 'preflight' || sent.method !== 'GET') return ask(sent, hop, false);
  // 8.24, 8.25: the cache is that of the page. 8.26.1.
  const stored = sent.cache === 'reload' ? undefined : cache.get(sent.url.href);
  // 8.26.2.1 left out: nothing stale is used. 8.26.2.2.3.
  if (stored && isFresh(stored.answer) && !variesFrom(stored, sent)) return stored.answer;
  // 8.26.2.2.2.
  const validates = stored !== undefined && getHeader(stored.answer.headers, 'etag') !== null;
  // 9–11.1 left out: canceling, WebDriver and the cache mode `only-if-cached`. 11.2.
  const came = ask(sent, hop, validates);
  return came && receive(cache, sent, came);
}
