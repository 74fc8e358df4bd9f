import fc from 'fast-check';
import type { LaterLoad, NamedAnswer } from '../../model/standards/exchange-case';
import { isMedia } from '../../model/standards/media-destination';
import { answersTo } from './arbitrary-answers';
import { targetOrigin } from './arbitrary-origins';

const type = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('audio/wav', 'AUDIO/MPEG', 'audio/ogg; codecs="vorbis"', 'audio/webm', ''),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'audio/midi',
      'audio/wav; codecs=bogus',
      'audio/ogg; codecs="opus, bogus"',
      'text/html',
      'mp3',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'video/ogg',
      'audio/flac; codecs=flac',
      'audio/wave',
      'application/octet-stream',
      'application/octet-stream; codecs=opus',
      'application/x-mpegURL',
    ),
  },
);

/** A `<source>` behind the first one: its URL has a path of its own. */
const nextSource = (page: string, number: number) =>
  fc.record({
    url_origin: targetOrigin(page),
    path: fc.constant(`/source-${number}`),
    type,
    responses: answersTo(page, true),
  });

/** A load of an element, now and then by a list of `<source>` elements: two to four, or one. */
export function bySources<Load extends LaterLoad>(page: string, load: Load): fc.Arbitrary<Load> {
  if (!isMedia(load.request.destination)) return fc.constant(load);
  const listed = fc
    .integer({ min: 1, max: 4 })
    .chain((count) =>
      fc
        .tuple(type, ...Array.from({ length: count - 1 }, (_, i) => nextSource(page, i + 2)))
        .map(([own, ...nextSources]) => ({ ...load, request: { ...load.request, type: own }, nextSources })),
    );
  return fc.oneof({ weight: 3, arbitrary: fc.constant(load) }, { weight: 2, arbitrary: listed });
}

/** The same load with the answers of each `<source>` behind the first one changed. */
export const withNextAnswers = <Load extends LaterLoad>(
  load: Load,
  change: (responses: readonly NamedAnswer[], number: number) => readonly NamedAnswer[],
): Load =>
  load.nextSources
    ? {
        ...load,
        nextSources: load.nextSources.map((source, i) => ({
          ...source,
          responses: change(source.responses, i + 2),
        })),
      }
    : load;
