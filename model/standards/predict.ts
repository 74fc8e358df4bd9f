import { getHeader } from '../http/headers';
import type { AskedHeaders } from './answer-condition';
import type { Reason } from './reason';
import type { Outcome } from './outcome';
import { endsEarly } from './corrupted-answer';
import { clientOf, type Client } from './client';
import { addressSpaceAt, answerOf, requestUrl, type Answer, type ExchangeCase } from './exchange-case';
import { visibleHeaders } from './filtered-response';
import type { SecFetch } from './fetch-metadata';
import type { Fetched, SentRequest, Servers } from './fetch-state';
import { missingFrom, refusesLaterPart } from './later-part';
import { mainFetch } from './main-fetch';
import type { PreflightCache } from './preflight-cache';
import { askThroughCache, forgetRefused, type Ask, type HttpCache, type KeptAs } from './http-cache';
import { tapMedia } from './media-response';
import { isBlockedOpaquely } from './opaque-response-blocking';
import { createRequest, type FetchedRequest } from './request';
import type { Trace } from './trace';
import { parseUrl, type Url } from '../http/url';

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
  /** Names of the response headers that script sees, lower-case and sorted. */
  readonly visibleHeaders: readonly string[];
  /** The requests on the wire, in order. */
  readonly wire: readonly SentRequest[];
  /** Requests that validate on the side what is kept, stale and used (`stale-while-revalidate`): a server may see them before or after the load ends. */
  readonly onSide: readonly SentRequest[];
}

type Conclusion = Pick<Prediction, 'outcome' | 'reason' | 'visibleHeaders'>;

const blocked = (reason: Reason): Conclusion => ({ outcome: 'blocked', reason, visibleHeaders: [] });

/** What servers see of requests. */
export function seenOf(
  wire: readonly SentRequest[],
): Pick<Prediction, 'preflight' | 'originHeader' | 'refererHeader' | 'secFetch' | 'wire'> {
  const last = wire[wire.length - 1];
  return {
    preflight: wire.some(({ kind }) => kind === 'preflight'),
    originHeader: last?.origin ?? null,
    refererHeader: last?.referer ?? null,
    secFetch: last?.secFetch ?? null,
    wire,
  };
}

const neverSent: Prediction = {
  ...blocked('request-invalid'),
  ...seenOf([]),
  onSide: [],
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
  if (request.destination === 'audio') return { ...hear(answer, opaque, trace), visibleHeaders: [] };
  if (opaque) return { outcome: 'opaque', reason: 'no-cors-mode', visibleHeaders: [] };
  const method = fetched.sent.at(-1)?.method ?? request.method;
  // Script gets the response, and cannot read it to its end.
  if (endsEarly(answer, method)) return blocked('network');
  const visible = visibleHeaders(tainting, request.credentials === 'include', answer.headers);
  trace?.note('filtered response', `${tainting}: script sees ${visible.join(', ') || 'no header'}`);
  return { outcome: 'readable', reason: null, visibleHeaders: visible };
}

/** Predicts what comes of a request that a page makes of servers whose answers are known. */
function predictFetch(
  client: Client,
  request: FetchedRequest,
  url: string,
  servers: Servers,
  goesOn: boolean,
  memory: Memory,
  trace?: Trace,
): Prediction {
  const parsed = parseUrl(url);
  // fetch() itself takes no user name (https://fetch.spec.whatwg.org/#dom-request); an element does.
  if (!parsed || (parsed.userinfo && request.destination === '')) {
    return neverSent;
  }
  const fetched = mainFetch(client, request, parsed, servers, trace, memory.preflights);
  if (fetched.failure !== null) forgetRefused(memory.answers, fetched.sent);
  const heard = conclude(request, fetched, trace);
  const start =
    goesOn && heard.outcome !== 'blocked' && fetched.failure === null ? missingFrom(fetched.answer) : null;
  const later =
    start === null
      ? null
      : mainFetch(
          client,
          { ...request, range: `bytes=${start}-` },
          parsed,
          servers,
          trace,
          memory.preflights,
        );
  const refusal = later && refusesLaterPart(fetched, later);
  if (refusal) trace?.note('media response', `of a later part: ${refusal}`);
  const wire = later ? [...fetched.sent, ...later.sent] : fetched.sent;
  const { outcome, reason, visibleHeaders: visible } = refusal ? blocked(refusal) : heard;
  return {
    outcome,
    reason,
    visibleHeaders: visible,
    ...seenOf(wire.filter((sent) => !memory.unsent.has(sent))),
    onSide: wire.filter((sent) => memory.onSide.has(sent)),
  };
}

/** What a server sees of a request; a media element asks for all that is behind the first byte. */
export const askedHeaders = (sent: SentRequest): AskedHeaders => ({
  origin: sent.origin,
  referer: sent.referer,
  range: sent.kind === 'preflight' ? null : rangeOf(sent),
  userAgent: null,
});

const rangeOf = ({ destination, headers, range }: SentRequest): string | null =>
  range ?? (destination === 'audio' ? 'bytes=0-' : getHeader(headers, 'range'));

/** What a browser keeps of the loads of a page. */
interface Memory {
  readonly answers: HttpCache;
  readonly preflights: PreflightCache;
  /** Requests that no server saw, since the answer was kept. */
  readonly unsent: Set<SentRequest>;
  /** Those of them that are sent on the side. */
  readonly onSide: Set<SentRequest>;
}

/** What a page did before, and how its browser takes what it kept of that. */
export interface Past {
  /** Loads of the same page, whose answers and preflights may be kept. */
  readonly before: readonly ExchangeCase[];
  readonly keptAs?: KeptAs;
}

function serversOf(
  { responses }: ExchangeCase,
  { answers, unsent, onSide }: Memory,
  { before, keptAs }: Past,
): Servers {
  const ask: Ask<Answer> = (sent, hop) =>
    answerOf(responses, hop, sent.kind === 'preflight', askedHeaders(sent));
  const askOrRecall = (sent: SentRequest, hop: number): Answer | undefined => {
    unsent.add(sent);
    return askThroughCache(
      answers,
      sent,
      hop,
      (...asked) => {
        unsent.delete(sent);
        return ask(...asked);
      },
      keptAs,
      (asked) => onSide.add(asked),
    );
  };
  const addressSpaceOf = (_: Url, hop: number) => addressSpaceAt(responses, hop);
  return before.length > 0
    ? Object.assign(askOrRecall, { addressSpaceOf, isBehindCache: true as const })
    : Object.assign((sent: SentRequest, hop: number) => ask(sent, hop, false), { addressSpaceOf });
}

/**
 * Predicts from the standards what comes of one load.
 * @param past what the same page did before; nothing, if it is absent
 */
export function predict(each: ExchangeCase, trace?: Trace, past: Past = { before: [] }): Prediction {
  const memory: Memory = { answers: new Map(), preflights: [], unsent: new Set(), onSide: new Set() };
  return [...past.before, each].reduce<Prediction>((_, load, i) => {
    const { page, request, responses } = load;
    const noted = i === past.before.length ? trace : undefined;
    const created = createRequest(request, noted);
    if (!created) return neverSent;
    // Other answers to a later part are not known: the rest of a file comes as its beginning did.
    const goesOn = created.destination === 'audio' && responses.some(({ when }) => when?.range === 'later');
    const servers = serversOf(load, memory, past);
    return predictFetch(clientOf(page), created, requestUrl(request), servers, goesOn, memory, noted);
  }, neverSent);
}
