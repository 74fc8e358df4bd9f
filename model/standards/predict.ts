import type { AskedHeaders } from './answer-condition';
import type { Reason } from './reason';
import type { Outcome } from './outcome';
import { endsEarly, isCorrupted } from './corrupted-answer';
import { clientOf, type Client } from './client';
import { createCookieJar, type CookieJar } from './cookie-jar';
import { addressSpaceAt, answerOf, requestUrl, type Answer, type ExchangeCase } from './exchange-case';
import { visibleHeaders } from './filtered-response';
import type { SecFetch } from './fetch-metadata';
import type { FetchRules } from './fetch-rules';
import type { Fetched, SentRequest, Servers } from './fetch-state';
import { missingFrom, refusesLaterPart } from './later-part';
import { createPreflightCache, type PreflightCache } from './preflight-cache';
import { rangeOf, type Ask } from './http-cache';
import type { KeptAnswers } from './keep-answers';
import { tapMedia } from './media-response';
import { hearSound } from './media-volume';
import { isBlockedOpaquely } from './opaque-response-blocking';
import { createRequest, type FetchedRequest } from './request';
import { fetchThroughWorker, type WorkerCache } from './service-worker';
import { createHstsHosts, type HstsHosts } from './strict-transport-security';
import { isMalformed, standardHttp2Rules, takenAs, type Http2Rules } from './http2-message';
import type { Trace } from './trace';
import { parseUrl, type Url } from '../http/url';
import { isMedia } from './media-destination';

/** What the standards say comes of a load. */
export interface Prediction {
  /** Of `fetch()`, `readable` means that script gets the response, whatever its status. */
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  /** Whether a preflight is sent. */
  readonly preflight: boolean;
  /** The `Origin` of the last request sent; null if it has none, or none is sent. */
  readonly originHeader: string | null;
  /** The `Referer` of the last request; null if it has none, or none is sent. */
  readonly refererHeader: string | null;
  /** The `Sec-Fetch-*` of the last request; null if it has none, or none is sent. */
  readonly secFetch: SecFetch | null;
  /** The `Cookie` of the last request; null if it has none, or none is sent. */
  readonly cookieHeader: string | null;
  /** Names of the response headers that script sees, lower-case and sorted. */
  readonly visibleHeaders: readonly string[];
  /** The requests on the wire, in order. */
  readonly wire: readonly SentRequest[];
  /** Whether a media element knew how long the song is: from then on it goes on to no other `<source>`. */
  readonly hasMetadata: boolean;
  /** What comes of each `<source>` that is tried, in their order; absent where there are none. */
  readonly sources?: readonly SourcePrediction[];
  /** Requests that validate on the side what is kept, stale and used (`stale-while-revalidate`): a server may see them before or after the load ends. */
  readonly onSide: readonly SentRequest[];
  /** Requests that no server saw, since what they ask for was kept, or the browser itself led them to https. */
  readonly unsent: readonly SentRequest[];
}

/** What comes of one `<source>`. */
export interface SourcePrediction extends Pick<Prediction, 'outcome' | 'reason' | 'wire'> {
  /** Whether the element takes it, whatever comes of it afterwards. */
  readonly isTaken: boolean;
}

type Conclusion = Pick<Prediction, 'outcome' | 'reason' | 'visibleHeaders'>;

const blocked = (reason: Reason): Conclusion => ({ outcome: 'blocked', reason, visibleHeaders: [] });

/** What servers see of requests. */
export function seenOf(
  wire: readonly SentRequest[],
): Pick<Prediction, 'preflight' | 'originHeader' | 'refererHeader' | 'secFetch' | 'cookieHeader' | 'wire'> {
  const last = wire[wire.length - 1];
  return {
    preflight: wire.some(({ kind }) => kind === 'preflight'),
    originHeader: last?.origin ?? null,
    refererHeader: last?.referer ?? null,
    secFetch: last?.secFetch ?? null,
    cookieHeader: last?.cookie ?? null,
    wire,
  };
}

/** What comes of a request that never leaves. */
export const neverSent: Prediction = {
  ...blocked('request-invalid'),
  ...seenOf([]),
  hasMetadata: false,
  onSide: [],
  unsent: [],
};

/** What Web Audio hears of an answer that a media element got. */
function hear(answer: Answer, opaque: boolean, trace: Trace | undefined): Omit<Conclusion, 'visibleHeaders'> {
  // fetch() of an answer that is blocked so gets an opaque response all the same.
  if (opaque && isBlockedOpaquely(answer)) {
    trace?.note('opaque-response blocking', 'its headers say that it is no media');
    return { outcome: 'blocked', reason: 'orb' };
  }
  const heard = tapMedia(answer, opaque);
  trace?.note('media response', `status ${answer.status}${heard.outcome === 'blocked' ? ': refused' : ''}`);
  if (heard.outcome !== 'blocked') {
    trace?.note(
      'MediaElementAudioSourceNode',
      opaque ? 'zeros, for the answer is not CORS-same-origin' : 'the samples',
    );
  }
  return heard;
}

/** What script gets of a fetch. */
export function conclude(request: FetchedRequest, fetched: Fetched, trace: Trace | undefined): Conclusion {
  if (fetched.failure !== null) return blocked(fetched.failure);
  const { answer, tainting, isOpaqueRedirect } = fetched;
  if (isOpaqueRedirect) return { outcome: 'opaque', reason: 'redirect-invalid', visibleHeaders: [] };
  const opaque = tainting === 'opaque';
  if (isMedia(request.destination)) return { ...hear(answer, opaque, trace), visibleHeaders: [] };
  if (opaque) return { outcome: 'opaque', reason: 'no-cors-mode', visibleHeaders: [] };
  const method = fetched.sent.at(-1)?.method ?? request.method;
  // Script gets the response, and cannot read it to its end.
  if (endsEarly(answer, method)) return blocked('network');
  const credentials = fetched.credentials ?? request.credentials;
  const visible = visibleHeaders(tainting, credentials === 'include', answer.headers);
  trace?.note('filtered response', `${tainting}: script sees ${visible.join(', ') || 'no header'}`);
  return { outcome: 'readable', reason: null, visibleHeaders: visible };
}

/** Whether a server was asked for a range: a service worker may ask for the whole file, or answer with what it has kept. */
const isRangeAsked = ({ sent }: Fetched): boolean => sent.some((one) => rangeOf(one) !== null);

/** Whether an element knows a song: where what is wrong with it is that it breaks off, its beginning has come. */
const knowsSong = ({ outcome, reason }: Pick<Conclusion, 'outcome' | 'reason'>, fetched: Fetched): boolean =>
  outcome !== 'blocked' || (reason === 'network' && fetched.failure === null);

/** How many redirects an answer came after. */
const redirectsOf = ({ sent }: Fetched): number =>
  Math.max(0, sent.filter(({ kind }) => kind === 'request').length - 1);

/** The same servers, asked straight for what some redirects led to. */
const servedAfter = (servers: Servers, redirects: number): Servers =>
  Object.assign((sent: SentRequest, hop: number) => servers(sent, hop + redirects), {
    ...servers,
    addressSpaceOf: (url: Url, hop: number) => servers.addressSpaceOf?.(url, hop + redirects) ?? null,
  });

/**
 * Predicts what comes of a request that a page makes of servers whose answers are known.
 * @param laterAnswers those for later parts of a file alone
 */
function predictFetch(
  client: Client,
  request: FetchedRequest,
  url: string,
  isFetch: boolean,
  servers: Servers,
  laterAnswers: readonly Answer[],
  memory: Memory,
  trace?: Trace,
): Prediction {
  const parsed = parseUrl(url);
  // fetch() itself takes no user name (https://fetch.spec.whatwg.org/#dom-request); an element and an XMLHttpRequest do.
  if (!parsed || (parsed.userinfo && isFetch)) {
    return neverSent;
  }
  const kept: WorkerCache = memory.kept ?? new Map<string, Fetched>();
  const fetched = fetchThroughWorker(client, request, parsed, servers, trace, memory.preflights, kept);
  // What a service worker got came to its end, whatever its page makes of it.
  if (fetched.failure !== null && fetched.failure !== 'worker-opaque') memory.answers?.forget(fetched.sent);
  const heard = conclude(request, fetched, trace);
  const { worker } = client;
  const isPlayed = isMedia(request.destination) && heard.outcome !== 'blocked';
  const losesRange = worker !== undefined && (worker.cache === true || !isRangeAsked(fetched));
  const redirects = worker ? 0 : redirectsOf(fetched);
  const isPart = isPlayed && (laterAnswers.length > 0 || losesRange || redirects > 0);
  const start = isPart && fetched.failure === null ? missingFrom(fetched.answer) : null;
  const later =
    start === null || fetched.failure !== null
      ? null
      : fetchThroughWorker(
          client,
          { ...request, range: `bytes=${start}-` },
          // HTML asks the URL of the element. All engines ask that of the first answer, without the redirects before it.
          worker ? parsed : fetched.url,
          servedAfter(servers, redirects),
          trace,
          memory.preflights,
          kept,
        );
  // Others answer what they are asked for, if they are.
  const isFixed = losesRange || (later?.failure === null && laterAnswers.includes(later.answer));
  const refusal = later && refusesLaterPart(fetched, later, isFixed ? start : null);
  if (refusal) trace?.note('media response', `of a later part: ${refusal}`);
  const all = later ? [...fetched.sent, ...later.sent] : fetched.sent;
  const isUnsent = (sent: SentRequest): boolean =>
    memory.answers?.isUnsent(sent) === true || memory.hstsHosts.isRedirected(sent);
  return {
    ...(refusal ? blocked(refusal) : heard),
    ...seenOf(all.filter((sent) => !isUnsent(sent))),
    hasMetadata: isMedia(request.destination) && knowsSong(heard, fetched),
    onSide: all.filter((sent) => memory.answers?.isOnSide(sent) === true),
    unsent: all.filter(isUnsent),
  };
}

/** What a server sees of a request; a media element asks for all that is behind the first byte. */
export const askedHeaders = (sent: SentRequest): AskedHeaders => ({
  origin: sent.origin,
  referer: sent.referer,
  range: sent.kind === 'preflight' ? null : rangeOf(sent),
  userAgent: null,
});

/** What a browser keeps of the loads of a page. */
export interface Memory {
  readonly preflights: PreflightCache;
  readonly cookies: CookieJar;
  readonly hstsHosts: HstsHosts;
  readonly fetchRules?: FetchRules;
  /** What the page's service worker has in its Cache; nothing yet, if it is absent. */
  readonly kept?: WorkerCache;
  /** What the engine makes of HTTP/2; what the standard has, if it is absent. */
  readonly http2Rules?: Http2Rules;
  /** Absent where one load is looked at. */
  readonly answers?: KeptAnswers;
}

function serversOf(
  { request, responses, http }: ExchangeCase,
  client: Client,
  { answers, cookies, hstsHosts, fetchRules, http2Rules = standardHttp2Rules }: Memory,
): Servers {
  const http2 = http === '2' ? http2Rules : undefined;
  let way: readonly Url[] = [];
  const ask: Ask<Answer> = (sent, hop) => {
    const given = answerOf(responses, hop, sent.kind === 'preflight', askedHeaders(sent));
    const rules = sent.url.scheme === 'https' ? http2 : undefined;
    const came = given && rules ? rules.received(given) : given;
    // A stream error: there is no answer.
    if (came && rules && isMalformed(came, rules)) return undefined;
    const answer = came && rules ? takenAs(came, isMedia(request.destination), rules) : came;
    // HTTP-network fetch, 13: what comes without credentials sets none, nor does what no engine takes for an answer.
    const setsCookies = sent.withCredentials && sent.kind === 'request';
    if (answer && !isCorrupted(answer.headers)) {
      hstsHosts.take(sent.url, answer.headers);
      if (setsCookies) cookies.take(client, way, answer.headers);
    }
    // What script got, if nothing is said of it, is a text, which an element that gets it from the cache cannot play.
    const isText = answers && answer?.body == null && !isMedia(request.destination);
    return answer && isText ? { ...answer, body: 'noise' } : answer;
  };
  const more = {
    hstsHosts,
    ...(fetchRules && { rules: fetchRules }),
    ...(http2 && { speaksHttp2: true as const }),
    addressSpaceOf: (_: Url, hop: number) => addressSpaceAt(responses, hop),
    cookieFor(urls: readonly Url[]) {
      way = urls;
      return cookies.give(client, urls);
    },
  };
  return answers
    ? Object.assign((sent: SentRequest, hop: number) => answers.recall(sent, hop, ask), {
        ...more,
        isBehindCache: true as const,
      })
    : Object.assign((sent: SentRequest, hop: number) => ask(sent, hop, false), more);
}

/** What a browser keeps that has loaded nothing. */
export const nothingKept = ({ page }: ExchangeCase): Memory => ({
  preflights: createPreflightCache(),
  cookies: createCookieJar(),
  hstsHosts: createHstsHosts(clientOf(page).url),
});

/**
 * Predicts from the standards what comes of one load.
 * @param memory what the browser keeps, and takes in what comes of this load; nothing, if it is absent
 */
export const predict = (each: ExchangeCase, trace?: Trace, memory: Memory = nothingKept(each)): Prediction =>
  hearSound(each, predictUnheard(each, trace, memory), trace);

/** Predicts what comes of one load, whether or not its element gives sound. */
export function predictUnheard(
  each: ExchangeCase,
  trace?: Trace,
  memory: Memory = nothingKept(each),
): Prediction {
  const { page, request, responses } = each;
  const created = createRequest(request, trace);
  if (!created) return neverSent;
  // Other answers to a later part are not known: the rest of a file comes as its beginning did.
  const client = clientOf(page);
  return predictFetch(
    client,
    created,
    requestUrl(request),
    created.destination === '' && request.api !== 'xhr',
    serversOf(each, client, memory),
    responses.filter(({ when }) => when?.range === 'later'),
    memory,
    trace,
  );
}
