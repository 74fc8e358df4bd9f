import { essenceOf } from '../../http/mime-type';
import { getHeader, type HeaderLine } from '../../http/headers';
import { parseUrl } from '../../http/url';
import { isAllowedToPlay } from '../../standards/allowed-to-play';
import { clientOf } from '../../standards/client';
import { answerOf, requestUrl, type ExchangeCase, type NamedAnswer } from '../../standards/exchange-case';
import { createRequest } from '../../standards/request';
import { locationUrl } from '../../standards/http-redirect-fetch';
import { predict } from '../../standards/predict';
import { isSafelistedMethod, unsafeHeaderNames } from '../../standards/safelist';
import {
  nameOneOrigin,
  nameSeveralOrigins,
  replaceLines,
  type AnswerEdit,
  type Wanted,
} from './answer-edits';
import { playEditsOf, requestEdits, type Api, type RequestEdit } from './request-edits';
import { areLinesSafe } from './safe-lines';
import {
  searchChoices,
  searchFix,
  type Choice,
  type Edit,
  type Fix,
  type FixResult,
  type Trial,
} from './search-fix';
import { soundEdits, withSound } from './sound-edits';
import { isMedia } from '../../standards/media-destination';
import { isInaudible } from '../../standards/media-volume';

/** One change of what a page asks for. */
interface PageEdit {
  readonly says: string;
  readonly apply: (request: ExchangeCase['request']) => ExchangeCase['request'];
  /** What changes of the page itself. */
  readonly applyToPage?: (page: ExchangeCase['page']) => ExchangeCase['page'];
}

const redirectsOf = (answers: readonly NamedAnswer[]): number =>
  answers.filter(({ for: name }) => name.startsWith('redirect-')).length;

/** Answers each preflight on the way with a success and these lines; what it said besides stays. */
function answerPreflights(answers: readonly NamedAnswer[], lines: readonly HeaderLine[]): NamedAnswer[] {
  const preflights = Array.from({ length: redirectsOf(answers) + 1 }, (_, i): NamedAnswer => {
    const name = i === 0 ? 'preflight' : `preflight-${i + 1}`;
    // One that nobody answers may have got lines by another edit.
    const own = answers.find((each) => each.for === name) ?? answerOf(answers, i + 1, true);
    const kept = (own?.headers ?? []).filter(([header]) => header.toLowerCase() !== 'location');
    return { for: name, status: 204, headers: replaceLines(kept, lines) };
  });
  return [...preflights, ...answers.filter(({ for: name }) => !name.startsWith('preflight'))];
}

/** Lines that tell of the bytes that came in place of the file. */
const ofBody = /^content-(?:encoding|length|range)$/i;

function withFile({ body: _body, ...answer }: NamedAnswer, lines: readonly HeaderLine[]): NamedAnswer {
  const kept = answer.headers.filter(([name]) => !ofBody.test(name));
  return { ...answer, status: 200, headers: replaceLines(kept, lines) };
}

/** The answers with this change made. What answers a preflight alone is spelled out where it has to differ. */
function applyEdit(answers: readonly NamedAnswer[], edit: AnswerEdit, wanted: Wanted): NamedAnswer[] {
  const { headers, preflightHeaders, servesFile, answersDirectly } = edit;
  if (answersDirectly) return answers.filter(({ for: name }) => ['preflight', 'actual'].includes(name));
  if (servesFile)
    return answers.map((each) =>
      // A file that is there is kept from whoever has not logged in.
      each.for === 'actual' && each.status !== 401 ? withFile(each, headers?.(wanted) ?? []) : each,
    );
  if (headers)
    return answers.map((each) => ({ ...each, headers: replaceLines(each.headers, headers(wanted)) }));
  return preflightHeaders ? answerPreflights(answers, preflightHeaders(wanted)) : [...answers];
}

/** Types of audio by the extension of their files. */
const typeOfExtension: Readonly<Record<string, string>> = {
  aac: 'audio/aac',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  mp4: 'audio/mp4',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  weba: 'audio/webm',
  webm: 'audio/webm',
};

function contentTypeFor({ request, responses }: ExchangeCase): string {
  const type = getHeader(responses.find((each) => each.for === 'actual')?.headers ?? [], 'content-type');
  const essence = type === null ? null : essenceOf(type);
  if (essence?.startsWith('audio/')) return essence;
  const [, extension = ''] =
    /\.(\w+)(?:[?#]|$)/.exec(requestUrl(request).replace(/^\w+:\/\/[^/]*/, '')) ?? [];
  return typeOfExtension[extension.toLowerCase()] ?? 'audio/mpeg';
}

function wantedBy(exchange: ExchangeCase): Wanted {
  const { page, request, responses } = exchange;
  // As it is sent: forbidden headers left out, the method normalized.
  const sent = createRequest(request);
  return {
    pageOrigin: clientOf(page).origin,
    headerNames: unsafeHeaderNames(sent?.headers ?? []),
    method: sent && !isSafelistedMethod(sent.method) ? sent.method : null,
    contentType: contentTypeFor(exchange),
    isStream: false,
    preflightSaid: answerOf(responses, 1, true)?.headers ?? [],
    hasSeveralOrigins: responses.some(({ headers }) => nameSeveralOrigins(headers)),
    namesOneOrigin: responses.some(({ headers }) => nameOneOrigin(headers)),
  };
}

/** An https page asks over https what it asked for over http. */
const overHttps: PageEdit = {
  says: 'Ask the CDN over https, if it speaks it',
  apply: (request) => ({ ...request, url_origin: request.url_origin.replace(/^http:/i, 'https:') }),
};

const asIs = (request: ExchangeCase['request']) => request;

const permit: PageEdit = {
  says: 'Have the person permit it: browsers ask when a page over https loads this. A frame of another origin needs allow="loopback-network; local-network" for it',
  apply: asIs,
  applyToPage: (page) => ({ ...page, permissions: ['local-network-access'] }),
};

const pageOverHttps: PageEdit = {
  says: 'Serve the page over https: over http no person can permit it',
  apply: asIs,
  applyToPage: (page) => ({ ...page, origin: page.origin.replace(/^http:/i, 'https:') }),
};

/** What a public page has to do to ask a server of this machine or its network. */
const localNetworkEdits = ({ origin }: ExchangeCase['page']): PageEdit[][] => [
  [],
  /^http:/i.test(origin) ? [pageOverHttps, permit] : [permit],
];

const startOnClick: PageEdit = {
  says: soundEdits.startOnClick,
  apply: asIs,
  applyToPage: (page) => ({ ...page, userActivation: 'page' }),
};

const handOnAutoplay: PageEdit = {
  says: soundEdits.handOnAutoplay,
  apply: asIs,
  applyToPage: (page) => ({ ...page, allow: 'autoplay' }),
};

const unmute: PageEdit = {
  says: soundEdits.unmute,
  apply: (request) => ({ ...request, muted: null, volume: null }),
};

/** The ways to have an element give sound, and let it begin; none if it does. */
function soundEditsFor({ page, request }: ExchangeCase): PageEdit[][] {
  if (!isMedia(request.destination)) return [];
  const unmutes = isInaudible(request) ? [unmute] : [];
  if (isAllowedToPlay(page)) return unmutes.length > 0 ? [unmutes] : [];
  const starts = page.userActivation === 'parent' ? [handOnAutoplay, startOnClick] : [startOnClick];
  return starts.map((start) => [...unmutes, start]);
}

/** A change of the request alone, whose URL stays. */
const inPage = ({ says, apply }: RequestEdit): PageEdit => ({
  says,
  apply: (asked) => ({ ...asked, ...apply(asked) }),
});

function pageChangesFor(
  exchange: ExchangeCase,
  api: Api,
  known: readonly RequestEdit[] = requestEdits[api](exchange.request),
): (readonly PageEdit[])[] {
  const { page, request, responses, id } = exchange;
  const edits = known.map(inPage);
  const changes = withSound([[], ...edits.map((edit) => [edit])], soundEditsFor(exchange));
  if (predict({ id, page, request, responses }).reason === 'local-network')
    return changes.flatMap((some) => localNetworkEdits(page).map((edits) => [...edits, ...some]));
  const isMixed =
    parseUrl(page.origin)?.scheme === 'https' && parseUrl(requestUrl(request))?.scheme === 'http';
  return isMixed ? changes.flatMap((some) => [some, [overHttps, ...some]]) : changes;
}

const tryOutOn =
  (exchange: ExchangeCase) =>
  (page: readonly PageEdit[], answers: readonly AnswerEdit[]): Trial<ExchangeCase> => {
    const request = page.reduce((asked, { apply }) => apply(asked), exchange.request);
    const from = page.reduce((at, { applyToPage }) => applyToPage?.(at) ?? at, exchange.page);
    const wanted = wantedBy({ ...exchange, page: from, request });
    const responses = answers.reduce<readonly NamedAnswer[]>(
      (given, edit) => applyEdit(given, edit, wanted),
      exchange.responses,
    );
    const load = { ...exchange, page: from, request, responses };
    const { outcome, reason } = predict(load);
    const made = createRequest(request);
    return {
      load,
      wanted,
      reason: outcome === 'readable' ? null : reason,
      plays:
        isMedia(request.destination) &&
        outcome !== 'blocked' &&
        isAllowedToPlay(from) &&
        !isInaudible(request),
      withCredentials: made?.mode === 'cors' && made.credentials === 'include',
      isSafe: responses.every(({ headers }) => areLinesSafe(headers)),
    };
  };

/** The hop that an answer is of: the first is 1. */
const hopOf = ({ for: name }: NamedAnswer, hops: number): number =>
  name === 'actual' ? hops : Number(/-(\d+)$/.exec(name)?.[1] ?? 1);

/** What CDNs have to change, with the origins of those. */
const at = (edits: readonly Edit[], origins: readonly string[]): Edit[] =>
  edits.map((edit) => (edit.where === 'cdn' ? { ...edit, at: origins } : edit));

/** The origins of those that answer, one after the other, as far as their redirects lead. */
function serversOf({ request, responses }: ExchangeCase): string[] {
  const urls = [parseUrl(requestUrl(request))];
  for (let hop = 1; hop <= redirectsOf(responses); hop++) {
    const [answer, base] = [answerOf(responses, hop, false), urls.at(-1)];
    const next = answer && base ? locationUrl(answer, base) : null;
    if (!next) break;
    urls.push(next);
  }
  return [...new Set(urls.flatMap((url) => (url ? [url.origin] : [])))];
}

/** The fix without the changes of servers that need none, where several answer: it names those that do. */
function narrow(exchange: ExchangeCase, fix: Fix<ExchangeCase>): Fix<ExchangeCase> {
  const { wire } = predict(fix.load);
  const origins = wire.filter(({ kind }) => kind === 'request').map(({ url }) => url.origin);
  const servers = [...new Set(origins)];
  if (!fix.edits.some(({ where }) => where === 'cdn')) return fix;
  if (servers.length < 2) {
    // Only the first is left where it redirects no more.
    const [first, ...others] = serversOf(exchange);
    const isNamed = first !== undefined && others.length > 0 && redirectsOf(fix.load.responses) === 0;
    return isNamed ? { ...fix, edits: at(fix.edits, [first]) } : fix;
  }
  const before = new Map(exchange.responses.map((answer) => [answer.for, answer]));
  let load = fix.load;
  const needed = servers.filter((server) => {
    const responses = load.responses.map((answer) =>
      origins[hopOf(answer, origins.length) - 1] === server ? (before.get(answer.for) ?? answer) : answer,
    );
    const left = { ...load, responses };
    const isSafe = responses.every(({ headers }) => areLinesSafe(headers));
    const isNeeded = !isSafe || predict(left).outcome !== 'readable';
    if (!isNeeded) load = left;
    return isNeeded;
  });
  return needed.length === 0 ? fix : { ...fix, edits: at(fix.edits, needed), load };
}

const usualApi = ({ request }: ExchangeCase): Api => (isMedia(request.destination) ? 'element' : 'fetch');

/**
 * Searches the smallest change of answers and of the request that makes an exchange readable.
 * @param api what makes the request: the words of the fix are for it
 * @param edits changes of the request that whoever makes it has to offer; those of `api` if they are not given
 */
export function fixExchange(
  exchange: ExchangeCase,
  api = usualApi(exchange),
  edits?: readonly RequestEdit[],
): FixResult<ExchangeCase> {
  const found = searchFix(pageChangesFor(exchange, api, edits), tryOutOn(exchange));
  return found.fix ? { ...found, fix: narrow(exchange, found.fix) } : found;
}

/** Searches other ways to load what an exchange is about. */
export function choicesFor(
  exchange: ExchangeCase,
  api = usualApi(exchange),
  edits?: readonly RequestEdit[],
): Choice<ExchangeCase>[] {
  const { request } = exchange;
  const plays = playEditsOf(api, request).map(inPage);
  const choices = searchChoices(
    pageChangesFor(exchange, api, edits),
    withSound([[], ...plays.map((edit) => [edit])], soundEditsFor(exchange)),
    tryOutOn(exchange),
  );
  return choices.map(({ aims, fix }) => ({
    aims,
    fix: aims.includes('play') ? fix : narrow(exchange, fix),
  }));
}
