import { getHeader } from '../../http/headers';
import { splitList } from '../../http/mime-type';
import { isTrustworthy } from '../../http/url';
import { clientOf } from '../../standards/client';
import { answerOf, type ExchangeCase, type NamedAnswer } from '../../standards/exchange-case';
import { askedHeaders, seenOf, type Prediction } from '../../standards/predict';
import type { Reason } from '../../standards/reason';

/** What is predicted, but that it is blocked after the same requests. */
export const blockedFor = (reason: Reason, predicted: Prediction): Prediction => ({
  ...predicted,
  outcome: 'blocked',
  reason,
  visibleHeaders: [],
  // Only of a part that is asked for later.
  hasMetadata: predicted.hasMetadata && predicted.wire.at(-1)?.range !== undefined,
});

/** What is predicted, but that another `Origin` goes with the last request. */
export const withOrigin = (originHeader: string | null, predicted: Prediction): Prediction => ({
  ...predicted,
  originHeader,
});

/** What is predicted, but that it is blocked before these requests are sent. */
export const unsentFor = (
  reason: Reason,
  predicted: Prediction,
  wire: Prediction['wire'] = [],
): Prediction => ({
  ...blockedFor(reason, predicted),
  ...seenOf(wire),
});

/** The answer of a server that a prediction ends with; undefined if it ends with none, or with one that was kept. */
export const lastAnswer = ({ responses }: ExchangeCase, { wire }: Prediction): NamedAnswer | undefined => {
  const requests = wire.filter(({ kind }) => kind === 'request');
  const last = requests.at(-1);
  return last && answerOf(responses, requests.length, false, askedHeaders(last));
};

/**
 * What went over the wire for the last that was asked for: a later part of a file is asked for at the URL that the first came
 * from, whatever led there.
 */
export function lastWay({ wire }: Pick<Prediction, 'wire'>): Prediction['wire'] {
  const isLater = wire.at(-1)?.range !== undefined;
  return isLater ? wire.slice(wire.findIndex(({ range }) => range !== undefined)) : wire;
}

/** Whether a redirect of a prediction led from one origin to another. */
export const changesOrigin = ({ wire, unsent }: Prediction): boolean =>
  new Set([...wire, ...unsent].map(({ url }) => url.origin)).size > 1;

/** The page's origin as its sandbox leaves it. */
export const originOf = ({ page }: ExchangeCase): string => clientOf(page).origin;

/** Whether what comes of it in the end has a coding that browsers ask for over https alone, and came over http from elsewhere than this machine. */
export function isBrotliOverHttp(each: ExchangeCase, predicted: Prediction): boolean {
  const url = predicted.wire.at(-1)?.url;
  const { headers = [] } = lastAnswer(each, predicted) ?? {};
  const coding = getHeader(headers, 'content-encoding') ?? '';
  const isNamed = splitList(coding).some((one) => /^(br|zstd)$/i.test(one));
  return predicted.outcome !== 'blocked' && isNamed && !!url && !isTrustworthy(url);
}
