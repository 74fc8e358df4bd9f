import type { Body } from '../../standards/body';
import { extractEssence } from '../../http/mime-type';
import { endsEarly } from '../../standards/corrupted-answer';
import { lastAnswer } from './came';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

const song = answered('actual', 200, ['Content-Type', 'audio/wav']);

/** A list of two, of which the second plays, and the first is answered by this body. */
const listed = (body: Body): ExchangeQuirk['example'] => ({
  ...asksCdn('http://app.test', { destination: 'audio', crossorigin: 'anonymous' }, { ...song, body }),
  nextSources: [{ url_origin: 'http://cdn.test', path: '/next', responses: [song] }],
});

const source = 'https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource';

/** What Chromium does of its own with a list of `<source>` elements. */
export const chromiumSources: readonly ExchangeQuirk[] = [
  {
    id: 'chromium-goes-on-after-a-break',
    engine: 'chromium',
    title:
      'A song of which the rest does not come, as short as the lab has it, is given up before its metadata count: the next <source> is tried',
    seenIn: ['156.0.8078.114'],
    source,
    example: listed('reset'),
    instead: (_, predicted) =>
      predicted.outcome === 'blocked' && predicted.hasMetadata ? { ...predicted, hasMetadata: false } : null,
  },
];

/** What Firefox does of its own with a list of `<source>` elements. */
export const firefoxSources: readonly ExchangeQuirk[] = [
  {
    id: 'firefox-ends-at-an-empty-song',
    engine: 'firefox',
    title:
      'A <source> that is answered by nothing, as promised, and by the type of a song, is an error of the element: no other is tried',
    seenIn: ['153.7.0'],
    source,
    example: listed('empty'),
    instead(each, predicted) {
      const answer = lastAnswer(each, predicted);
      return predicted.reason === 'decode' &&
        answer?.body === 'empty' &&
        /^(audio|video)\//.test(extractEssence(answer.headers) ?? '') &&
        !endsEarly(answer, 'GET')
        ? { ...predicted, hasMetadata: true }
        : null;
    },
  },
];
