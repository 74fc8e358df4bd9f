import { getHeader } from '../../http/headers';
import { extractEssence } from '../../http/mime-type';
import type { ExchangeCase } from '../../standards/exchange-case';
import { isMedia } from '../../standards/media-destination';
import type { Prediction } from '../../standards/predict';
import { blockedFor, lastAnswer } from './came';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

const app = 'http://app.test';

/** A first part of a file that an element got: how many bytes it has, and whether its `Content-Type` tells a format. */
interface FirstPart {
  readonly bytes: number;
  readonly isTyped: boolean;
}

/** Null where an element got no first part, or nobody asked for media. */
function firstPartOf(each: ExchangeCase, predicted: Prediction): FirstPart | null {
  const { status, headers = [] } = lastAnswer(each, predicted) ?? {};
  const [, last] = /^bytes +0+-(\d+)\//.exec(getHeader(headers, 'content-range') ?? '') ?? [];
  return isMedia(each.request.destination) && status === 206 && last !== undefined
    ? { bytes: Number(last) + 1, isTyped: /^(audio|video)\//.test(extractEssence(headers) ?? '') }
    : null;
}

/** Chromium wants a byte more than the 12 that tell a wav file from others. */
export const chromiumShortPart: ExchangeQuirk = {
  id: 'chromium-sniffs-first-part-alone',
  engine: 'chromium',
  title:
    'A first part of a few bytes, in which no format can be seen, is kept out where it is opaque and its Content-Type tells none',
  seenIn: ['156.0.8078.114'],
  source: 'https://github.com/whatwg/fetch/pull/1755',
  example: asksCdn(
    app,
    { destination: 'audio', mode: 'no-cors' },
    answered('actual', 206, ['Content-Range', 'bytes 0-9/32044']),
  ),
  instead(each, predicted) {
    const part = firstPartOf(each, predicted);
    return part && part.bytes <= 12 && !part.isTyped && predicted.outcome === 'opaque'
      ? blockedFor('orb', predicted)
      : null;
  },
};

export const firefoxShortParts: readonly ExchangeQuirk[] = [
  {
    id: 'firefox-sniffs-first-part-alone',
    engine: 'firefox',
    title: 'A first part of a few bytes, in which no format can be seen, is kept out where it is opaque',
    seenIn: ['153.7.0'],
    source: 'https://github.com/whatwg/fetch/pull/1755',
    example: asksCdn(
      app,
      { destination: 'audio', mode: 'no-cors' },
      answered('actual', 206, ['Content-Type', 'audio/wav'], ['Content-Range', 'bytes 0-0/32044']),
    ),
    instead(each, predicted) {
      const part = firstPartOf(each, predicted);
      return part && part.bytes < 12 && predicted.outcome === 'opaque' ? blockedFor('orb', predicted) : null;
    },
  },
  {
    id: 'firefox-types-first-part-alone',
    engine: 'firefox',
    title:
      'A first part of a few bytes, in which no format can be seen, does not play unless its Content-Type tells one',
    seenIn: ['153.8.0'],
    source: 'https://mimesniff.spec.whatwg.org/#matching-an-audio-or-video-type-pattern',
    example: asksCdn(
      app,
      { destination: 'audio', crossorigin: 'anonymous' },
      answered('actual', 206, ['Content-Range', 'bytes 0-9/32044']),
    ),
    instead(each, predicted) {
      const part = firstPartOf(each, predicted);
      return part && part.bytes < 12 && !part.isTyped && predicted.outcome === 'readable'
        ? blockedFor('decode', predicted)
        : null;
    },
  },
];
