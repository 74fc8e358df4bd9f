import { extractEssence } from '../../http/mime-type';
import { isMedia } from '../../standards/media-destination';
import { isNosniff } from '../../standards/opaque-response-blocking';
import { blockedFor, lastAnswer } from './came';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

const app = 'http://app.test';
const live = {
  ...answered('actual', 200, ['Content-Type', 'application/octet-stream']),
  body: 'live',
} as const;

/** Types of which Firefox looks at the bytes, to the last of them, before script has an opaque answer. */
const read = /^(text\/(plain|html)|application\/(ogg|octet-stream))$|[/+](json|xml)$/;

/** What Firefox makes of a stream that begins in its midst, and does not end. */
export const firefoxLiveStreams: readonly ExchangeQuirk[] = [
  {
    id: 'firefox-knows-live-streams-by-their-type',
    engine: 'firefox',
    title: 'MP3 that begins in the midst of a frame is played if its Content-Type is that of MP3 alone',
    seenIn: ['153.8.0'],
    source: 'https://mimesniff.spec.whatwg.org/#signature-for-mp3-without-id3',
    example: asksCdn(app, { destination: 'audio', crossorigin: 'anonymous' }, live),
    instead(each, predicted) {
      const answer = lastAnswer(each, predicted);
      if (answer?.body !== 'live' || !isMedia(each.request.destination) || predicted.outcome === 'blocked')
        return null;
      const type = extractEssence(answer.headers);
      const isOpaque = predicted.outcome === 'opaque';
      if (type === 'audio/mpeg' || (type === 'audio/mp3' && !isOpaque)) return null;
      return blockedFor(isOpaque ? 'orb' : 'decode', predicted);
    },
  },
  {
    id: 'firefox-reads-opaque-streams-for-ever',
    engine: 'firefox',
    title:
      'fetch() without CORS of a stream that does not end never settles where its type does not tell what it is',
    seenIn: ['153.8.0'],
    source: 'https://github.com/whatwg/fetch/pull/1755',
    example: asksCdn(app, { mode: 'no-cors' }, live),
    instead(each, predicted) {
      const answer = lastAnswer(each, predicted);
      const isRead =
        answer?.body === 'live' &&
        answer.status === 200 &&
        predicted.outcome === 'opaque' &&
        !isMedia(each.request.destination) &&
        !isNosniff(answer.headers) &&
        read.test(extractEssence(answer.headers) ?? '');
      return isRead ? blockedFor('orb', predicted) : null;
    },
  },
];
