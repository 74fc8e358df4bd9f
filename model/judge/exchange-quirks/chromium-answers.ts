import { getHeader } from '../../http/headers';
import { endsEarly } from '../../standards/corrupted-answer';
import { tapMedia } from '../../standards/media-response';
import { isBlockedOpaquely } from '../../standards/opaque-response-blocking';
import { blockedFor, isBrotliOverHttp, lastAnswer, originOf } from './came';
import { withAnswers, withAnswersRefused, withValues } from './changes';
import { answered, asksCdn } from './examples';
import { chromiumRefusesOddCodings } from './odd-codings';
import type { ExchangeQuirk } from './exchange-quirk';
import { limitsHeaders } from './header-limits';
import { isRangeAskedFor } from './asked-parts';
import { chromiumShortPart } from './short-parts';
import { isMedia } from '../../standards/media-destination';

const engine = 'chromium';
const seenIn = ['156.0.8078.108'];
const clearSiteData = 'clear-site-data';
const app = 'http://app.test';

/** Codings that it knows; of others it takes the body as it is. */
const codings = /(^|[\s,])(br|deflate|gzip|x-gzip|zstd)($|[\s,])/i;

/** What Chromium does of its own with an answer: its status, length, coding and range. */
export const chromiumAnswersQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'chromium-shows-no-clear-site-data',
    engine,
    title: 'Script never sees Clear-Site-Data, of its own origin either',
    seenIn: ['156.0.8078.114'],
    source: 'https://fetch.spec.whatwg.org/#concept-filtered-response-cors',
    example: asksCdn(
      app,
      {},
      answered('actual', 200, ['Access-Control-Expose-Headers', '*'], ['Clear-Site-Data', '"cache"']),
    ),
    instead: (_, predicted) =>
      predicted.visibleHeaders.includes(clearSiteData)
        ? { ...predicted, visibleHeaders: predicted.visibleHeaders.filter((name) => name !== clearSiteData) }
        : null,
  },
  {
    id: 'chromium-has-no-proxy-to-authenticate-to',
    engine,
    title: 'The status 407 from a server that is no proxy is a network error',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    example: asksCdn(app, {}, answered('actual', 407)),
    seenAs: (each) => withAnswersRefused(each, ({ status }) => status === 407),
  },
  {
    id: 'chromium-blocks-nothing-opaquely-at-home',
    engine,
    title:
      'What media are redirected to on the own origin is not blocked opaquely, though the way led over another',
    seenIn,
    source: 'https://github.com/whatwg/fetch/pull/1755',
    example: asksCdn(
      app,
      { destination: 'audio', mode: 'no-cors' },
      answered('redirect-1', 302, ['Location', `${app}/moved`]),
      answered('actual', 200, ['Content-Type', 'text/html'], ['X-Content-Type-Options', 'nosniff']),
    ),
    instead(each, predicted) {
      const { reason, wire } = predicted;
      if (reason !== 'orb' || wire.at(-1)?.url.origin !== originOf(each)) return null;
      const answer = lastAnswer(each, predicted);
      return answer ? { ...predicted, ...tapMedia(answer, true) } : null;
    },
  },
  {
    id: 'chromium-sniffs-parts',
    engine,
    title:
      'A part of a file (206) that begins as audio is not blocked opaquely for being named HTML, JSON or XML, but with nosniff',
    seenIn,
    source: 'https://github.com/whatwg/fetch/pull/1755',
    example: asksCdn(
      app,
      { destination: 'audio', mode: 'no-cors' },
      answered('actual', 206, ['Content-Type', 'text/html'], ['Content-Range', 'bytes 0-32043/32044']),
    ),
    instead(each, predicted) {
      const answer = lastAnswer(each, predicted);
      if (predicted.reason !== 'orb' || answer?.status !== 206 || !isMedia(each.request.destination))
        return null;
      if (isBlockedOpaquely({ ...answer, status: 200 })) return null;
      const isLater = predicted.wire.at(-1)?.range !== undefined;
      const heard = isLater
        ? ({ outcome: 'opaque', reason: 'no-crossorigin' } as const)
        : tapMedia(answer, true);
      return { ...predicted, ...heard };
    },
  },
  chromiumRefusesOddCodings,
  {
    id: 'chromium-decodes-brotli-over-https-alone',
    engine,
    title: 'A body with Content-Encoding: br or zstd is refused over http, but at localhost',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    example: asksCdn(app, {}, answered('actual', 200, ['Content-Encoding', 'br'])),
    instead: (each, predicted) =>
      isBrotliOverHttp(each, predicted) ? blockedFor('network', predicted) : null,
  },
  limitsHeaders({ engine, seenIn, mostKibibytes: 256 }),
  {
    id: 'chromium-takes-total-minus-one-for-unknown',
    engine,
    title: 'A Content-Range with the total -1 is one with the total *',
    seenIn,
    source: 'https://httpwg.org/specs/rfc9110.html#field.content-range',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 206, ['Content-Type', 'audio/wav'], ['Content-Range', 'bytes 0-32043/-1']),
    ),
    seenAs: (each) =>
      withAnswers(each, ({ headers }) => ({
        headers: withValues(headers, 'content-range', (value) => value.replace(/\/\s*-1$/, '/*')),
      })),
  },
  {
    id: 'chromium-takes-no-space-before-unknown',
    engine,
    title: 'A Content-Range with the total * may have no space between its numbers',
    seenIn,
    source: 'https://httpwg.org/specs/rfc9110.html#field.content-range',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 206, ['Content-Type', 'audio/wav'], ['Content-Range', 'bytes 0-32043 /*']),
    ),
    seenAs: (each) =>
      withAnswers(each, ({ headers }) => ({
        headers: withValues(headers, 'content-range', (value) =>
          /\d\s.*\*|-\s.*\*/.test(value) ? 'none' : value,
        ),
      })),
  },
  chromiumShortPart,
  {
    id: 'chromium-tells-length-of-ranges',
    engine,
    title:
      'Script sees a Content-Length on the part of a file that it asked for by Range, though none was sent',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch',
    example: asksCdn(
      app,
      { headers: [['Range', 'bytes=0-6']] },
      answered('actual', 206, ['Content-Range', 'bytes 0-6/7']),
    ),
    instead(each, predicted) {
      const answer = lastAnswer(each, predicted);
      const isTold =
        predicted.outcome === 'readable' &&
        !isMedia(each.request.destination) &&
        answer !== undefined &&
        isRangeAskedFor(getHeader(each.request.headers, 'range'), answer);
      const visible = [...new Set([...predicted.visibleHeaders, 'content-length'])].sort();
      return isTold ? { ...predicted, visibleHeaders: visible } : null;
    },
  },
  {
    id: 'chromium-asks-for-no-rest',
    engine,
    title:
      'Over HTTP/1.1 a media element gives up a part of a file that ends before its time, and asks for no other range',
    seenIn,
    source: 'https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      {
        ...answered('actual', 206, ['Content-Range', 'bytes 0-32043/32044'], ['Content-Length', '32044']),
        body: 'truncated',
      },
    ),
    instead(each, predicted) {
      const answer = lastAnswer(each, predicted);
      const isOverHttp2 = each.http === '2' && predicted.wire.at(-1)?.url.scheme === 'https';
      const isCut = answer?.status === 206 && endsEarly(answer, 'GET') && !isOverHttp2;
      return isCut && isMedia(each.request.destination) && predicted.outcome !== 'blocked'
        ? blockedFor('network', predicted)
        : null;
    },
  },
  {
    id: 'chromium-decodes-no-range',
    engine,
    title:
      'A compressed body (Content-Encoding) is refused where the request has a Range, as that of a media element has',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 200, ['Content-Type', 'audio/wav'], ['Content-Encoding', 'gzip']),
    ),
    instead(each, predicted) {
      const { destination, headers } = each.request;
      const asksForRange = isMedia(destination) || getHeader(headers, 'range') !== null;
      if (!asksForRange || predicted.outcome === 'blocked') return null;
      const answer = lastAnswer(each, predicted);
      return codings.test(getHeader(answer?.headers ?? [], 'content-encoding') ?? '')
        ? blockedFor('decode', predicted)
        : null;
    },
  },
];
