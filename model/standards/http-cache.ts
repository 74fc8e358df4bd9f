import type { Answer } from './exchange-case';
import { getHeader } from '../http/headers';
import { endsEarly, isCorrupted } from './corrupted-answer';
import { standardCacheRules, type CacheRules } from './cache-rules';
import { useOf } from './freshness';
import type { SentRequest } from './fetch-state';
import { isRedirectStatus } from './http-redirect-fetch';
import { isMedia } from './media-destination';

interface Stored<A extends Answer> {
  readonly request: SentRequest;
  readonly answer: A;
}

/** A browser's HTTP cache, or its part for one top-level site (https://fetch.spec.whatwg.org/#http-cache-partitions). */
export type HttpCache<A extends Answer = Answer> = Map<string, Stored<A>>;

/** Asks a server; `validates` where the request carries the `ETag` or the date of what is stored. */
export type Ask<A extends Answer> = (sent: SentRequest, hop: number, validates: boolean) => A | undefined;

/** The range that a request asks for; a media element asks for all that is behind the first byte. Null for none. */
export const rangeOf = ({ destination, headers, range }: SentRequest): string | null =>
  range ?? (isMedia(destination) ? 'bytes=0-' : getHeader(headers, 'range'));

const secFetchFields = {
  'sec-fetch-site': 'site',
  'sec-fetch-mode': 'mode',
  'sec-fetch-dest': 'dest',
} as const;

/** HTTP-network-or-cache fetch, 8.19: a part of a file comes without any coding. */
const acceptEncoding = ({ destination, headers }: SentRequest): string =>
  isMedia(destination) || getHeader(headers, 'range') !== null ? 'identity' : 'whatever the browser decodes';

/** What a request has under a name that `Vary` may hold; of what a browser says of itself in each, null. */
function fieldOf(sent: SentRequest, name: string): string | null {
  const said = getHeader(sent.headers, name);
  switch (name) {
    case 'origin':
      return sent.origin;
    case 'referer':
      return sent.referer;
    case 'cookie':
      return sent.cookie ?? null;
    // https://fetch.spec.whatwg.org/#concept-fetch, 13: for what is loaded here.
    case 'accept':
      return said ?? '*/*';
    case 'accept-encoding':
      return acceptEncoding(sent);
    case 'range':
      return rangeOf(sent);
    case 'sec-fetch-site':
    case 'sec-fetch-mode':
    case 'sec-fetch-dest':
      return sent.secFetch?.[secFetchFields[name]] ?? null;
  }
  return said;
}

/** https://httpwg.org/specs/rfc9111.html#caching.negotiated.responses */
function variesFrom({ request, answer }: Stored<Answer>, sent: SentRequest): boolean {
  const names = getHeader(answer.headers, 'vary')?.toLowerCase().split(/[\s,]/) ?? [];
  return names.some((name) => name === '*' || fieldOf(request, name) !== fieldOf(sent, name));
}

const withFields = <A extends Answer>(answer: A, isWanted: (name: string) => boolean): A => ({
  ...answer,
  headers: answer.headers.filter(([name]) => isWanted(name.toLowerCase())),
});

/** An answer with the fields alone that are kept of it. */
const asKept = <A extends Answer>(answer: A, { isFieldKept }: CacheRules): A =>
  withFields(answer, (name) => isFieldKept(name, answer));

/** https://httpwg.org/specs/rfc9111.html#update */
function refresh<A extends Answer>({ answer }: Stored<A>, came: A, { isUpdated }: CacheRules): A {
  const { headers } = withFields(came, isUpdated);
  const old = withFields(answer, (name) => getHeader(headers, name) === null);
  return { ...answer, headers: [...old.headers, ...headers] };
}

/**
 * HTTP-network-or-cache fetch, 11.4 and 11.5: takes in what came of a request. 11.3 left out: methods that change something
 * pass the cache by.
 */
export function receive<A extends Answer>(
  cache: HttpCache<A>,
  sent: SentRequest,
  came: A,
  rules: CacheRules = standardCacheRules,
): A {
  const key = keyOf(sent);
  const stored = cache.get(key);
  // 11.4. What is stored is brought up to date, if the server was told of it.
  const isSame =
    came.status === 304 &&
    stored !== undefined &&
    rules.modeOf(sent) !== 'reload' &&
    rules.isValidated(stored.answer, sent);
  const answer = isSame ? refresh(stored, came, rules) : came;
  // 11.5. Or what came is stored, but for what no engine takes for an answer. What may not be stored takes its place all the
  // same: both engines forget what it was.
  const isWhole =
    (answer.body !== 'live' && !endsEarly(answer, sent.method)) || rules.asksForRest(answer, sent).length > 0;
  if (isWhole && !isCorrupted(answer.headers) && rules.isKept(answer, sent))
    cache.set(key, { request: sent, answer });
  else cache.delete(key);
  return isSame ? asKept(answer, rules) : answer;
}

/**
 * Forgets what the last request of a refused load has stored: its body is not read to the end, and engines do not keep an
 * incomplete answer (https://httpwg.org/specs/rfc9111.html#incomplete.responses lets them). Redirects stay.
 */
export function forgetRefused(
  cache: HttpCache,
  sent: readonly SentRequest[],
  { keepsRefused, keepsRefusedRedirects }: CacheRules = standardCacheRules,
): void {
  const last = sent.at(-1);
  if (!last) return;
  const stored = cache.get(keyOf(last));
  if (stored?.request !== last) return;
  const { status, headers } = stored.answer;
  const isRedirect = isRedirectStatus(status) && getHeader(headers, 'location') !== null;
  if (isRedirect ? keepsRefusedRedirects : keepsRefused) return;
  cache.delete(keyOf(last));
}

/** What an answer is stored under (https://httpwg.org/specs/rfc9111.html#caching.overview): that of HEAD has no body, and is none of GET. */
const keyOf = ({ method, url }: SentRequest): string =>
  method === 'GET' ? url.href : `${method} ${url.href}`;

const askedForRange = (sent: SentRequest): SentRequest =>
  rangeOf(sent) === null ? { ...sent, headers: [...sent.headers, ['range', 'bytes=1-']] } : sent;

/**
 * Asks for the rest of what is kept in part (https://httpwg.org/specs/rfc9111.html#combining.responses).
 */
function askForRest<A extends Answer>(
  kept: A,
  cache: HttpCache<A>,
  sent: SentRequest,
  hop: number,
  ask: Ask<A>,
  rules: CacheRules,
): A | undefined {
  let came: A | undefined;
  for (const way of rules.asksForRest(kept, sent)) {
    came = ask(way === 'range' ? askedForRange(sent) : sent, hop, way === 'same');
    if (!came) return undefined;
    if (came.status !== 206 && came.status !== 304) return receive(cache, sent, came, rules);
  }
  return came && receive(cache, sent, { ...kept, body: came.body }, rules);
}

/**
 * HTTP-network-or-cache fetch (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch), 8.24 to 11: an answer that is
 * stored, fresh and selected by its `Vary` needs no server; one that is not is validated, if it can be. The cache mode
 * `reload` looks for none, and stores what comes; `no-store` does neither; `no-cache` validates; `force-cache` and
 * `only-if-cached` take what is stored, whatever its age.
 * @param rules those of an engine; of the standards, if they are absent
 * @param onSide takes a request that validates what is stale and used all the same; when it is sent is the browser's own matter
 */
export function askThroughCache<A extends Answer>(
  cache: HttpCache<A>,
  sent: SentRequest,
  hop: number,
  ask: Ask<A>,
  rules: CacheRules = standardCacheRules,
  onSide?: (sent: SentRequest) => void,
): A | undefined {
  if (sent.kind === 'preflight') return ask(sent, hop, false);
  const isHead = sent.method === 'HEAD' && rules.answersHead !== null;
  if (sent.method !== 'GET' && !isHead) {
    const came = ask(sent, hop, false);
    // 11.3.
    if (came && rules.isForgotten(sent, came)) cache.delete(sent.url.href);
    return came;
  }
  const mode = rules.modeOf(sent);
  if (mode === 'no-store' || rules.isPassedBy(sent)) {
    const came = ask(sent, hop, false);
    const kept = cache.get(keyOf(sent))?.answer;
    if (came && kept && rules.isTakenIn(kept, sent)) receive(cache, sent, came, rules);
    return came;
  }
  // 8.24, 8.25: the cache is that of the page. 8.26.1.
  const key = keyOf({ ...sent, method: rules.answersHead ?? sent.method });
  const found = mode === 'reload' ? undefined : cache.get(isHead ? key : keyOf(sent));
  const stored = found && !variesFrom(found, sent) ? found : undefined;
  if (stored && endsEarly(stored.answer, sent.method))
    return askForRest(stored.answer, cache, sent, hop, ask, rules);
  if (stored) {
    const isTaken = mode === 'force-cache' || mode === 'only-if-cached';
    const use = isTaken ? 'fresh' : mode === 'default' ? useOf(rules.keptAs(stored.answer)) : 'validate';
    // 8.26.2.1.
    if (use === 'stale-while-revalidate') onSide?.(sent);
    // 8.26.2.2.3.
    if (use !== 'validate') return rules.asGiven(asKept(stored.answer, rules), sent);
  }
  // 11.1.
  if (mode === 'only-if-cached') return undefined;
  // 8.26.2.2.2.
  const validates = found !== undefined && rules.isValidated(found.answer, sent);
  // 9, 10 left out: canceling and WebDriver. 11.2.
  const came = ask(sent, hop, validates);
  // https://httpwg.org/specs/rfc9111.html#head.effects: what HEAD would have been answered by is not the same any more.
  if (isHead && mode !== 'reload' && came?.status !== 304) cache.delete(key);
  return came && receive(cache, sent, came, rules);
}
