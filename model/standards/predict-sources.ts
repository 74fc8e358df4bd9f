import type { ExchangeCase } from './exchange-case';
import { isKnownUnplayable } from './media-type';
import { neverSent, type Prediction, type SourcePrediction } from './predict';
import type { Trace } from './trace';

/** Whether the element of a load has `<source>` elements, and no `src`. */
export const hasSources = ({ request, nextSources }: ExchangeCase): boolean =>
  nextSources != null || request.type != null;

const seenIn = ({ originHeader, refererHeader, secFetch, cookieHeader }: Prediction) => ({
  originHeader,
  refererHeader,
  secFetch,
  cookieHeader,
});

const passedOver: Prediction = { ...neverSent, reason: 'decode' };

/**
 * Predicts what comes of a list of `<source>` elements, by the resource selection algorithm
 * (https://html.spec.whatwg.org/multipage/media.html#concept-media-load-algorithm): each is tried until the metadata of one
 * have come; where none have, the last says why.
 * @param sources each of them as a case of its own
 * @param predictOne what comes of one of them by itself
 */
export function predictSources(
  sources: readonly ExchangeCase[],
  predictOne: (source: ExchangeCase) => Prediction,
  trace?: Trace,
): Prediction {
  const tried: SourcePrediction[] = [];
  const onSide: Prediction['onSide'][number][] = [];
  const unsent: Prediction['unsent'][number][] = [];
  let last = passedOver;
  let seen = seenIn(passedOver);
  let isPreflighted = false;
  for (const source of sources) {
    // Children, 4.
    const isPassedOver = isKnownUnplayable(source.request.type);
    if (isPassedOver)
      trace?.note('resource selection', `a <source> is passed over for its type, ${source.request.type}`);
    last = isPassedOver ? passedOver : predictOne(source);
    const { outcome, reason, wire, hasMetadata } = last;
    if (wire.length > 0) seen = seenIn(last);
    isPreflighted ||= last.preflight;
    const isTaken = outcome !== 'blocked' || hasMetadata;
    tried.push({ outcome, reason, wire, isTaken });
    onSide.push(...last.onSide);
    unsent.push(...last.unsent);
    if (isTaken) break;
  }
  return {
    ...last,
    // Of the last request of all.
    ...seen,
    preflight: isPreflighted,
    wire: tried.flatMap(({ wire }) => wire),
    sources: tried,
    onSide,
    unsent,
  };
}
