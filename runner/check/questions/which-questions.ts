import type { DirectAnswer } from '../../../model/check/direct-answer';
import { allowOriginOf, isGiven } from '../../../model/check/interview';
import { isKept } from '../../../model/check/kept-answer';
import { isSigned } from '../../../model/check/signed-url';
import { triedOrigins, unrelatedOrigin } from '../../../model/check/tried-origins';
import { getHeader } from '../../../model/http/headers';
import type { Url } from '../../../model/http/url';
import { corsCheck } from '../../../model/standards/cors-check';
import { freshUrl, respelledUrl, siblingUrls } from './first-url';
import type { Step } from './follow-redirects';
import { start, type Ask, type Hop } from './interviewer';

type Asked = Promise<readonly (DirectAnswer | null)[]>;

const isRefused = ({ at, answer }: Step): boolean =>
  at.origin !== null && corsCheck(at.origin, false, answer.headers) !== null;

/** The hop that the page is refused at, or else the last one: what other questions are about. */
const subjectOf = (way: readonly Step[]): Step => way.find(isRefused) ?? way.at(-1)!;

/** A preflight for each hop that `Authorization` is sent to: it stays behind where the origin changes. */
const preflights = (ask: Ask, way: readonly Step[]): Asked =>
  Promise.all(
    way
      .filter(({ at }) => at.isOwn && at.origin !== null)
      .map(({ at }) => ask('preflight', at, { isPreflight: true })),
  );

/** What a server may say that goes by what a song is loaded for. */
const byPurpose: ReadonlySet<number> = new Set([400, 403, 406]);

/** Of an answer that refuses the request itself: whom it refuses. */
export async function askWhyRefused(ask: Ask, page: string, way: readonly Step[]): Asked {
  const { at, answer } = way.at(-1)!;
  const mayNeedLogin = answer.status === 401 || answer.status === 403;
  const mayGoByDestination = at.metadata && byPurpose.has(answer.status!);
  const otherDestination = at.metadata?.dest === 'empty' ? 'audio' : '';
  const [bare, ...others] = await Promise.all([
    ask('bare', at, { withoutBrowser: true }),
    ask('without-origin', at, { origin: null }),
    ask('unrelated', at, { origin: unrelatedOrigin(page) }),
    mayGoByDestination ? ask('other-destination', at, { destination: otherDestination }) : null,
  ]);
  const isOthers = isGiven(bare);
  const withoutReferer = isOthers ? await ask('without-referer', at, { withoutReferer: true }) : null;
  const mayBeMetadata = isOthers && !isGiven(withoutReferer);
  const withoutMetadata =
    mayBeMetadata && at.metadata ? await ask('without-metadata', at, { withoutMetadata: true }) : null;
  const isUnknown = mayBeMetadata && !isGiven(withoutMetadata);
  const withWindow = isUnknown ? await ask('with-window', at, { withWindow: true }) : null;
  const whom = [withoutReferer, withoutMetadata, withWindow];
  return [bare, ...others, ...whom, ...(mayNeedLogin ? await preflights(ask, way) : [])];
}

const most = 1_048_576;

/** The whole body, if it is short: one that is cut short looks well until its end. */
function askWhole(ask: Ask, { at, answer }: Step): Asked {
  const length = Number(getHeader(answer.headers, 'content-length'));
  const isShort =
    answer.status === 200 && !answer.noAnswer && length > answer.firstBytes.length && length <= most;
  return Promise.all(isShort ? [ask('whole', at, { bodyBytes: () => most })] : []);
}

/** Past caches, for the page and without `Origin`: by a query that nobody used, or, where a cache leaves it out, by another spelling. */
async function askPastCaches(ask: Ask, at: Hop): Asked {
  const askBoth = (newUrl: (url: Url) => Url | null): Promise<readonly (DirectAnswer | null)[]> =>
    Promise.all([
      ask('fresh', at, { url: newUrl(at.url) ?? at.url }),
      ask('fresh-without-origin', at, { url: newUrl(at.url) ?? at.url, origin: null }),
    ]);
  const byQuery = await askBoth(freshUrl);
  const [fresh] = byQuery;
  if (!fresh || !isKept(fresh) || !respelledUrl(at.url)) return byQuery;
  const bySpelling = await askBoth(respelledUrl);
  const isNew = (each: DirectAnswer | null): boolean =>
    each?.status != null && each.status < 400 && !isKept(each);
  return bySpelling.every(isNew) ? bySpelling : byQuery;
}

/**
 * Where the whole, the same once more, and a part let in the page by other lines: whether that is so each time, or by chance.
 * One after another, and each twice in a row: of servers that take turns, each comes to answer each question.
 */
async function askOftener(ask: Ask, at: Hop, answers: readonly (DirectAnswer | null)[]): Asked {
  const lines = answers
    .filter((each) => each?.hop === at.hop && /^(?:page|again|range)$/.test(each.question) && isGiven(each))
    .map((each) => allowOriginOf(each!));
  if (new Set(lines).size <= 1) return [];
  const asked: (DirectAnswer | null)[] = [];
  for (const isRange of [false, false, true, true])
    asked.push(await ask(isRange ? 'range-again' : 'again', at, { isRange }));
  return asked;
}

/** What the answer depends on, beside the page: a range, `Origin`, caches, redirects, the method. */
export async function askWhatMatters(ask: Ask, page: string, way: readonly Step[]): Asked {
  const subject = subjectOf(way);
  const { at } = subject;
  const { at: last, answer } = way.at(-1)!;
  const hidesPage = at.origin === 'null' && page !== 'null' && isRefused(subject);
  const canBeFresh = !isSigned(at.url);
  const asked = await Promise.all([
    ask('range', last, { isRange: true }),
    ask('again', last),
    ask('without-origin', at, { origin: null }),
    canBeFresh ? askPastCaches(ask, at) : null,
    hidesPage ? ask('target', at, { origin: page, bodyBytes: start }) : null,
    preflights(ask, way),
    askWhole(ask, way.at(-1)!),
  ]);
  const all = asked.flat();
  return [...all, ...(await askOftener(ask, last, [answer, ...all]))];
}

/**
 * Whether a song without the header is an exception on its server: only where nobody was seen to get one, or where a cache
 * cannot be passed.
 */
export async function askSiblings(ask: Ask, way: readonly Step[], asked: readonly DirectAnswer[]): Asked {
  const { at, answer } = subjectOf(way);
  const hasNone = asked.every((each) => each.hop !== at.hop || allowOriginOf(each) === null);
  const isCached = asked.some((each) => each.question === 'fresh' && each.hop === at.hop && isKept(each));
  const isSong = answer.status !== null && answer.status < 300 && !isSigned(at.url);
  return Promise.all(
    (hasNone || isCached) && isSong && at.origin !== null
      ? siblingUrls(at.url).map((url) => ask('sibling', at, { url }))
      : [],
  );
}

/** Whether there may be a list of origins: not where everybody gets the same, or anybody is let in. */
const mayHaveList = (unrelated: DirectAnswer, page: string): boolean =>
  unrelated.status !== null && !['*', page, unrelated.origin].includes(allowOriginOf(unrelated) ?? '');

/**
 * From a page that nobody knows, by its `Referer`, too: only where the answer names the page to whoever asks, which a
 * server that copies `Referer` does.
 */
async function askByReferer(
  ask: Ask,
  at: Hop,
  unrelated: DirectAnswer | null,
  page: string,
): Promise<DirectAnswer | null> {
  const named = unrelated?.origin == null ? null : allowOriginOf(unrelated);
  if (named !== page && named !== `${page}/`) return null;
  const origin = unrelated!.origin!;
  return ask('unrelated-referer', at, { origin, refererPage: origin });
}

/** A part that other lines let in than the whole: who else gets it. Past caches, where the whole is asked for so. */
async function askForPart(
  ask: Ask,
  page: string,
  { at, answer }: Step,
  asked: readonly DirectAnswer[],
  newUrl: ((url: Url) => Url) | null,
): Promise<DirectAnswer | null> {
  const part = asked.find((each) => each.question === 'range' && isGiven(each));
  const isOther = part && allowOriginOf(part) === at.origin && allowOriginOf(answer) !== at.origin;
  if (!isOther || at.origin === null) return null;
  const url = newUrl && { url: newUrl(at.url) };
  return ask('unrelated-part', at, { isRange: true, origin: unrelatedOrigin(page), ...url });
}

/** Who else is let in. Past caches, if that is possible, so that the server itself answers, and no cache keeps it. */
export async function askWhoIsLetIn(
  ask: Ask,
  page: string,
  way: readonly Step[],
  asked: readonly DirectAnswer[],
): Asked {
  const { at, answer } = subjectOf(way);
  const find = (wanted: string): DirectAnswer | undefined =>
    asked.find((each) => each.question === wanted && isGiven(each));
  const fresh = find('fresh');
  const isByQuery = fresh?.url.includes('earshot=') !== false;
  const newUrl = (url: Url): Url => (isByQuery ? freshUrl(url) : (respelledUrl(url) ?? url));
  const tryOrigin = (question: DirectAnswer['question'], origin: string): Promise<DirectAnswer | null> =>
    ask(question, at, { origin, ...(fresh && { url: newUrl(at.url) }) });
  const [unrelated, ofPart] = await Promise.all([
    tryOrigin('unrelated', unrelatedOrigin(page)),
    askForPart(ask, page, way.at(-1)!, asked, fresh ? newUrl : null),
  ]);
  const byReferer = await askByReferer(ask, fresh ? { ...at, url: newUrl(at.url) } : at, unrelated, page);
  const isPageIn = allowOriginOf(find('target') ?? fresh ?? answer) === page;
  if (!unrelated || !mayHaveList(unrelated, page)) return [unrelated, ofPart, byReferer];
  const tried = triedOrigins(page).filter(({ question }) => isPageIn || question === 'null');
  return [
    unrelated,
    ofPart,
    byReferer,
    ...(await Promise.all(tried.map(({ question, origin }) => tryOrigin(question, origin)))),
  ];
}
