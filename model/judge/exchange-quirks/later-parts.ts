import { getHeader, type HeaderLine } from '../../http/headers';
import { contentRangeOf } from '../../http/content-range';
import { extractEssence } from '../../http/mime-type';
import type { Answer, ExchangeCase, NamedAnswer } from '../../standards/exchange-case';
import { totalOf } from '../../standards/later-part';
import type { Prediction } from '../../standards/predict';
import { blockedFor, lastAnswer, originOf } from './came';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

const source = 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response';
const part = (name: string, range: string, ...headers: HeaderLine[]): NamedAnswer =>
  answered(name, 206, ['Content-Type', 'audio/wav'], ['Content-Range', range], ...headers);

const goesOn = (later: NamedAnswer, ...first: HeaderLine[]): ExchangeQuirk['example'] =>
  asksCdn(
    'http://app.test',
    { destination: 'audio', crossorigin: 'anonymous' },
    { ...later, when: { range: 'later' } },
    part('actual', 'bytes 0-16043/32044', ...first),
  );

const firstPart = ({ responses }: ExchangeCase): NamedAnswer | undefined =>
  responses.find(({ for: name, when }) => name === 'actual' && when?.range !== 'later');

/** Whether what was asked last is a later part. */
const asksLaterPart = ({ wire }: Prediction): boolean => wire.at(-1)?.range !== undefined;

/** What comes of an element that plays its answers. */
const played = (each: ExchangeCase, predicted: Prediction): Prediction =>
  each.request.crossorigin == null && predicted.wire.some(({ url }) => url.origin !== originOf(each))
    ? { ...predicted, outcome: 'opaque', reason: 'no-crossorigin' }
    : { ...predicted, outcome: 'readable', reason: null };

const chromium = { engine: 'chromium', seenIn: ['156.0.8078.108'], source } as const;
const firefox = { engine: 'firefox', seenIn: ['153.7.0'], source } as const;

/** Whether Chromium lets an answer pass opaque-response blocking by its type alone, before it looks at the bytes. */
const passesByType = ({ headers }: Answer): boolean =>
  /^(audio\/.+|video\/.+|application\/ogg|text\/css|text\/vtt|image\/svg\+xml|application\/dash\+xml|.+mpegurl)$/.test(
    extractEssence(headers) ?? '',
  );

export const chromiumLaterParts: readonly ExchangeQuirk[] = [
  {
    ...chromium,
    id: 'chromium-knows-media-by-its-bytes-alone',
    title:
      'A later part of a file, without CORS, is blocked opaquely unless its type says that it is media, or the bytes of the first part did, whose type said nothing',
    seenIn: ['156.0.8078.114'],
    source: 'https://github.com/whatwg/fetch/pull/1755',
    example: {
      ...goesOn({ for: 'actual', status: 206, headers: [['Content-Range', 'bytes 16044-32043/32044']] }),
      request: asksCdn('http://app.test', { destination: 'audio', mode: 'no-cors' }).request,
    },
    instead(each, predicted) {
      const [first, later] = [firstPart(each), lastAnswer(each, predicted)];
      const isTaken = predicted.outcome === 'opaque' && asksLaterPart(predicted);
      return isTaken && first && later && passesByType(first) && !passesByType(later)
        ? blockedFor('orb', predicted)
        : null;
    },
  },
  {
    ...chromium,
    id: 'chromium-compares-where-later-parts-begin',
    title:
      'A later part of a file whose Content-Range is missing, or begins at another byte than was asked for, is refused',
    seenIn: ['156.0.8078.114'],
    example: goesOn(answered('actual', 206, ['Content-Type', 'audio/wav'])),
    instead(each, predicted) {
      const later = lastAnswer(each, predicted);
      const start = /^bytes=(\d+)-/.exec(predicted.wire.at(-1)?.range ?? '')?.[1];
      const isSaid = each.responses.some(({ when }) => when?.range === 'later');
      const isTaken = predicted.outcome !== 'blocked' && isSaid && later?.status === 206;
      return isTaken && start !== undefined && contentRangeOf(later.headers)?.first !== Number(start)
        ? blockedFor('http-status', predicted)
        : null;
    },
  },
  {
    ...chromium,
    id: 'chromium-checks-no-cors-of-later-parts',
    title:
      'A later part of a file without Access-Control-Allow-Origin is taken where the first had it, and an ETag',
    example: goesOn({ for: 'actual', status: 206, headers: [['Content-Range', 'bytes 16044-32043/32044']] }, [
      'ETag',
      '"song"',
    ]),
    instead: (each, predicted) =>
      predicted.reason === 'allow-origin-missing' &&
      asksLaterPart(predicted) &&
      getHeader(firstPart(each)?.headers ?? [], 'etag') !== null
        ? played(each, predicted)
        : null,
  },
];

export const firefoxLaterParts: readonly ExchangeQuirk[] = [
  {
    ...firefox,
    id: 'firefox-compares-totals',
    title: 'A later part of a file whose total is another than that of the first is refused',
    example: goesOn(part('actual', 'bytes 16044-32043/99999')),
    instead(each, predicted) {
      const later = lastAnswer(each, predicted);
      const first = firstPart(each);
      const isOther =
        later?.status === 206 && first && totalOf(later) !== null && totalOf(later) !== totalOf(first);
      return isOther && predicted.outcome !== 'blocked' && asksLaterPart(predicted)
        ? blockedFor('http-status', predicted)
        : null;
    },
  },
  {
    ...firefox,
    id: 'firefox-ends-at-416',
    title: 'Status 416 for a later part is the end of the file',
    example: goesOn(answered('actual', 416, ['Content-Range', 'bytes */32044'])),
    instead: (each, predicted) =>
      predicted.reason === 'http-status' &&
      asksLaterPart(predicted) &&
      lastAnswer(each, predicted)?.status === 416
        ? played(each, predicted)
        : null,
  },
];
