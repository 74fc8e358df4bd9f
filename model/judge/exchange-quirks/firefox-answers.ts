import { clientOf } from '../../standards/client';
import { endsEarly } from '../../standards/corrupted-answer';
import { requestUrl, type Answer, type ExchangeCase } from '../../standards/exchange-case';
import type { Prediction } from '../../standards/predict';
import { getHeader } from '../../http/headers';
import { parseUrl } from '../../http/url';
import { extractEssence } from '../../http/mime-type';
import { blockedFor, isBrotliOverHttp, lastAnswer, originOf } from './came';
import { withAnswers, withValues } from './changes';
import { answered, asksCdn } from './examples';
import { firefoxSplitsCodingsAtSpaces } from './odd-codings';
import type { ExchangeQuirk } from './exchange-quirk';
import { limitsHeaders } from './header-limits';
import { firefoxShortParts } from './short-parts';
import { isBlockedOpaquely } from '../../standards/opaque-response-blocking';
import { isMedia } from '../../standards/media-destination';

const engine = 'firefox';
const seenIn = ['153.7.0'];
const app = 'http://app.test';

/** Types that opaque-response blocking lets pass unread. */
const safelisted = /^(audio|video|image)\/|^text\/css$|javascript/;

/** As many bytes tell what an answer without a type is (MAX_BUFFER_SIZE of nsUnknownDecoder). */
const sniffed = 512;

/** How many bytes come of a body that breaks off. Where nothing promises a length, the rest of one is a short text. */
const bytesBeforeBreak = ({ headers, body }: Answer): number =>
  body === 'empty' ? 0 : Number(getHeader(headers, 'content-length') ?? 0) / 2;

/** Whether only the bytes of an opaque answer tell what it is, and it breaks off before they have. */
function breaksOffUnknown(answer: Answer, method: string): boolean {
  if (isBlockedOpaquely(answer) || !endsEarly(answer, method)) return false;
  const type = extractEssence(answer.headers);
  return type === null
    ? bytesBeforeBreak(answer) < sniffed
    : !safelisted.test(type) && (answer.status === 200 || answer.status === 206);
}

/** Without a body, and in parts. */
const statusesApart = new Set([204, 205, 206]);

/** The number in a piece of a Content-Range, whatever stands around it; NaN for none, or one of another base. */
const numberIn = (piece: string): number => Number(/^[^\d-]*(?!0x)(\d+)/i.exec(piece)?.[1] ?? NaN);

/** Whether a Content-Range begins with the first byte, as Firefox reads it: numbers between a space, a dash and a slash. */
function beginsAtFirstByte(range: string): boolean {
  const space = range.indexOf(' ');
  const dash = range.indexOf('-', space);
  const slash = range.indexOf('/', dash);
  if (space < 0 || dash < 0 || slash < 0) return false;
  const said = range.slice(slash + 1);
  const total = said.startsWith('*') ? Infinity : numberIn(said);
  const isTotal = total === Infinity || total < 2 ** 63;
  return (
    numberIn(range.slice(space + 1, dash)) === 0 && numberIn(range.slice(dash + 1, slash)) < total && isTotal
  );
}

/** What comes if an element plays what is refused for its status, and is not opaque. */
function playedAll(each: ExchangeCase, predicted: Prediction): Prediction | null {
  const { crossorigin } = each.request;
  const isAtHome = predicted.wire.every(({ url }) => url.origin === originOf(each));
  return predicted.reason === 'http-status' && (crossorigin != null || isAtHome)
    ? { ...predicted, outcome: 'readable', reason: null }
    : null;
}

const asksByCorsOrAtHome = ({ page, request }: ExchangeCase): boolean =>
  request.crossorigin != null || parseUrl(requestUrl(request))?.origin === clientOf(page).origin;

const isEmpty = (value: string): boolean => value.trim() === '';

const resourcePolicies = new Set(['same-origin', 'same-site', 'cross-origin', '']);

/** What Firefox does of its own with an answer: its status, lines, type and range. */
export const firefoxAnswersQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'firefox-drops-empty-lines',
    engine,
    title: 'An empty line adds nothing to other lines of its name',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#concept-header-list-get',
    example: asksCdn(
      app,
      { credentials: 'include' },
      {
        for: 'actual',
        status: 200,
        headers: [
          ['Access-Control-Allow-Origin', app],
          ['Access-Control-Allow-Credentials', 'true'],
          ['Access-Control-Allow-Credentials', ''],
        ],
      },
    ),
    seenAs: (each) =>
      withAnswers(each, ({ headers }) => ({
        headers: headers.filter(
          ([name, value]) =>
            !isEmpty(value) ||
            name.toLowerCase() === 'content-length' ||
            !headers.some(([other, said]) => other.toLowerCase() === name.toLowerCase() && !isEmpty(said)),
        ),
      })),
  },
  {
    id: 'firefox-plays-any-success',
    engine,
    title:
      'An element that asks by CORS, or at home, plays an answer of any status from 201 to 299 that has a body',
    seenIn,
    source: 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 202, ['Content-Type', 'audio/wav']),
    ),
    instead(each, predicted) {
      const status = lastAnswer(each, predicted)?.status ?? 0;
      const isSuccess = status > 200 && status < 300 && !statusesApart.has(status);
      return isSuccess ? playedAll(each, predicted) : null;
    },
  },
  {
    id: 'firefox-media-redirect-home-is-untainted',
    engine,
    title:
      'A media element judges by the last URL alone: a redirect out and back to the own origin leaves no taint',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
    example: asksCdn(
      app,
      { destination: 'audio', mode: 'no-cors' },
      answered('redirect-1', 302, ['Location', `${app}/moved`]),
      answered('actual', 200, ['Content-Type', 'audio/wav']),
    ),
    instead: (each, predicted) =>
      isMedia(each.request.destination) &&
      predicted.outcome === 'opaque' &&
      predicted.wire.at(-1)?.url.origin === originOf(each)
        ? { ...predicted, outcome: 'readable', reason: null }
        : null,
  },
  ...firefoxShortParts,
  {
    id: 'firefox-looks-at-no-range-of-encoded',
    engine,
    title:
      'An element that asks by CORS or at home looks at no Content-Range beside a Content-Encoding: the answer is all of the file',
    seenIn: ['153.8.0'],
    source: 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 206, ['Content-Range', 'bytes 5-2/32044'], ['Content-Encoding', 'gzip']),
    ),
    seenAs: (each) =>
      isMedia(each.request.destination) && asksByCorsOrAtHome(each)
        ? withAnswers(each, ({ for: name, status, headers }) =>
            name === 'actual' && status === 206 && !isEmpty(getHeader(headers, 'content-encoding') ?? '')
              ? { status: 200, headers: headers.filter(([line]) => line.toLowerCase() !== 'content-range') }
              : {},
          )
        : each,
  },
  {
    id: 'firefox-asks-for-the-rest-after-a-reset',
    engine,
    title:
      'A media element asks for the rest of a part of a file whose connection was reset, and plays if that comes',
    seenIn: ['153.8.0'],
    source: 'https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      {
        ...answered('actual', 206, ['Content-Range', 'bytes 16022-32043/32044']),
        when: { range: 'later' },
      },
      { ...answered('actual', 206, ['Content-Range', 'bytes 0-32043/32044']), body: 'reset' },
    ),
    seenAs: (each) =>
      isMedia(each.request.destination) && each.responses.some(({ when }) => when?.range === 'later')
        ? withAnswers(each, ({ status, body }) =>
            status === 206 && body === 'reset' ? { body: 'truncated' } : {},
          )
        : each,
  },
  {
    id: 'firefox-takes-short-bodies-of-errors',
    engine,
    title: 'A body shorter than its headers promise is taken as it is, if the status is none of 200 to 299',
    seenIn: ['153.8.0'],
    source: 'https://httpwg.org/specs/rfc9112.html#incomplete.messages',
    example: asksCdn(
      app,
      {},
      {
        for: 'actual',
        status: 404,
        headers: [
          ['Access-Control-Allow-Origin', '*'],
          ['Content-Length', '1000'],
        ],
        body: 'truncated',
      },
    ),
    seenAs: (each) =>
      withAnswers(each, (answer) =>
        (answer.status < 200 || answer.status > 299) &&
        answer.body !== 'reset' &&
        endsEarly(answer, each.request.method)
          ? { body: 'noise' }
          : {},
      ),
  },
  {
    id: 'firefox-reads-opaque-bodies-to-know-them',
    engine,
    title:
      'An opaque body that breaks off is a network error to fetch(), where its type does not tell what it is, nor what came of it',
    seenIn: ['153.8.0'],
    source: 'https://github.com/whatwg/fetch/pull/1755',
    example: asksCdn(app, { mode: 'no-cors' }, { for: 'actual', status: 200, headers: [], body: 'reset' }),
    instead(each, predicted) {
      const answer = lastAnswer(each, predicted);
      return answer &&
        predicted.outcome === 'opaque' &&
        !isMedia(each.request.destination) &&
        breaksOffUnknown(answer, each.request.method)
        ? blockedFor('network', predicted)
        : null;
    },
  },
  {
    id: 'firefox-plays-partial-without-range',
    engine,
    title:
      'An element plays an answer of status 206 whose Content-Range is of another unit, or has something around its numbers, and one without, if it asks by CORS or at home',
    seenIn,
    source: 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 206, ['Content-Type', 'audio/wav']),
    ),
    instead(each, predicted) {
      const answer = lastAnswer(each, predicted);
      if (!answer || endsEarly(answer, each.request.method)) return null;
      const { status, headers } = answer;
      const range = getHeader(headers, 'content-range');
      if (status !== 206 || predicted.reason !== 'http-status') return null;
      // A later part, or the first part again, where a service worker asked for no range.
      if (predicted.wire.at(-1)?.range !== undefined) return null;
      if (each.page.serviceWorker && predicted.wire.length > 1) return null;
      if (range === null) return playedAll(each, predicted);
      return beginsAtFirstByte(range)
        ? (playedAll(each, predicted) ?? { ...predicted, outcome: 'opaque', reason: 'no-crossorigin' })
        : null;
    },
  },
  {
    id: 'firefox-plays-plain-text-despite-nosniff',
    engine,
    title: 'Audio named text/plain is not blocked opaquely, even with nosniff',
    seenIn,
    source: 'https://github.com/whatwg/fetch/pull/1755',
    example: asksCdn(
      app,
      { destination: 'audio', mode: 'no-cors' },
      answered('actual', 200, ['Content-Type', 'text/plain'], ['X-Content-Type-Options', 'nosniff']),
    ),
    seenAs: (each) =>
      isMedia(each.request.destination)
        ? withAnswers(each, ({ headers }) => ({
            headers: withValues(headers, 'content-type', (value) =>
              /^\s*text\/plain\b/i.test(value) ? 'audio/wav' : value,
            ),
          }))
        : each,
  },
  {
    id: 'firefox-malformed-corp-is-cross-origin',
    engine,
    title:
      'Under COEP a Cross-Origin-Resource-Policy that is no known value allows, as if nothing were required',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check',
    example: {
      ...asksCdn(
        'https://app.test',
        { url_origin: 'https://cdn.test', mode: 'no-cors' },
        {
          for: 'actual',
          status: 200,
          headers: [['Cross-Origin-Resource-Policy', 'none']],
        },
      ),
      page: { origin: 'https://app.test', coep: 'require-corp' },
    },
    seenAs: (each) =>
      withAnswers(each, ({ headers }) => ({
        headers: withValues(headers, 'cross-origin-resource-policy', (value) =>
          resourcePolicies.has(value.trim()) ? value : 'cross-origin',
        ),
      })),
  },
  {
    id: 'firefox-decodes-brotli-over-https-alone',
    engine,
    title:
      'A body with Content-Encoding: br or zstd is left as it is over http, but at localhost, and is no audio',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 200, ['Content-Type', 'audio/wav'], ['Content-Encoding', 'br']),
    ),
    instead(each, predicted) {
      if (!isBrotliOverHttp(each, predicted)) return null;
      if (isMedia(each.request.destination)) return blockedFor('decode', predicted);
      const coding = getHeader(lastAnswer(each, predicted)?.headers ?? [], 'content-encoding') ?? '';
      // What it knows of several it undoes, in the wrong order.
      return /gzip|deflate/i.test(coding) && predicted.outcome === 'readable'
        ? blockedFor('network', predicted)
        : null;
    },
  },
  firefoxSplitsCodingsAtSpaces,
  limitsHeaders({ engine, seenIn, mostKibibytes: 384 }),
];
