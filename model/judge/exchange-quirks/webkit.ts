import { isTrustworthy } from '../../http/url';
import { getHeader } from '../../http/headers';
import { blockedFor, lastAnswer, originOf, unsentFor, withOrigin } from './came';
import { answered, asksCdn } from './examples';
import { coversAuthorization } from './preflights-alike';
import type { ExchangeQuirk } from './exchange-quirk';
import { isMedia } from '../../standards/media-destination';

const engine = 'webkit';
const seenIn = ['2.50.6'];
const app = 'http://app.test';

export const webkitExchangeQuirks: readonly ExchangeQuirk[] = [
  coversAuthorization({ engine, seenIn }),
  {
    id: 'webkit-blocks-trustworthy-http',
    engine,
    title: 'Plain http at .localhost is mixed content for fetch() on a page over https, trustworthy or not',
    seenIn,
    source: 'https://www.w3.org/TR/mixed-content/#should-block-fetch',
    example: asksCdn('https://app.test', { url_origin: 'http://cdn.localhost' }, answered('actual', 200)),
    instead({ page, request }, predicted) {
      const [first] = predicted.wire;
      const isMixed = page.origin.startsWith('https:') && first?.url.scheme === 'http';
      return isMixed && isTrustworthy(first.url) && !isMedia(request.destination)
        ? unsentFor('network', predicted)
        : null;
    },
  },
  {
    id: 'webkit-media-sends-origin-home',
    engine,
    title: 'A crossorigin media request to the own origin sends an Origin',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    example: asksCdn(
      app,
      { url_origin: app, destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 200, ['Content-Type', 'audio/wav']),
    ),
    instead: (each, predicted) =>
      isMedia(each.request.destination) &&
      each.request.crossorigin != null &&
      predicted.wire.length > 0 &&
      predicted.originHeader === null
        ? withOrigin(originOf(each), predicted)
        : null,
  },
  {
    id: 'webkit-plays-no-compressed-media',
    engine,
    title: 'A media element refuses a compressed body (Content-Encoding)',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 200, ['Content-Type', 'audio/wav'], ['Content-Encoding', 'gzip']),
    ),
    instead(each, predicted) {
      const coding = getHeader(lastAnswer(each, predicted)?.headers ?? [], 'content-encoding') ?? '';
      const isCompressed = /^(br|deflate|gzip|x-gzip)$/i.test(coding);
      return isMedia(each.request.destination) && isCompressed && predicted.outcome !== 'blocked'
        ? blockedFor('decode', predicted)
        : null;
    },
  },
  {
    id: 'webkit-plays-any-success',
    engine,
    title: 'An element that asks by CORS plays an answer of status 201, 202 or 206 without a Content-Range',
    seenIn,
    source: 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 202, ['Content-Type', 'audio/wav']),
    ),
    instead(each, predicted) {
      const { status = 0, headers = [] } = lastAnswer(each, predicted) ?? {};
      const isSuccess =
        status === 201 || status === 202 || (status === 206 && getHeader(headers, 'content-range') === null);
      return isSuccess && predicted.reason === 'http-status' && each.request.crossorigin != null
        ? { ...predicted, outcome: 'readable', reason: null }
        : null;
    },
  },
];
