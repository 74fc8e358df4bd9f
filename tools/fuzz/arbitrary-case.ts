import fc from 'fast-check';
import { withValues } from '../../model/judge/exchange-quirks/changes';
import { isMedia } from '../../model/standards/media-destination';
import type { ExchangeCase, LaterLoad, NamedAnswer } from '../../model/standards/exchange-case';
import { answersTo, withoutLive } from './arbitrary-answers';
import { loadsOneAfterAnother } from './arbitrary-memory';
import { bySources, withNextAnswers } from './arbitrary-sources';
import { overVersion } from './arbitrary-versions';
import { loadUnder } from './arbitrary-worker';
import { requestFrom } from './arbitrary-request';

type Load = LaterLoad & Pick<ExchangeCase, 'then'>;

/** A load of a page: now and then with others after it, which meet what it left. */
function loadOn({ origin }: ExchangeCase['page'], audio: number): fc.Arbitrary<Load> {
  const answers = ({ destination, integrity }: ExchangeCase['request']) => {
    const all = answersTo(origin, isMedia(destination));
    return integrity == null ? all : all.map(withoutLive);
  };
  const one = requestFrom(origin, audio).chain((request) =>
    answers(request).chain((responses) => bySources<Load>(origin, { request, responses })),
  );
  return fc.oneof(
    { weight: 9, arbitrary: one },
    {
      weight: 1,
      arbitrary: one.chain((first) => loadsOneAfterAnother(first, requestFrom(origin, audio), answers)),
    },
  );
}

/** An exchange on one of these pages. */
export const exchangeOn = (
  pages: readonly ExchangeCase['page'][],
  audio: number,
): fc.Arbitrary<ExchangeCase> =>
  fc.constantFrom(...pages).chain((page) =>
    loadOn(page, audio)
      .map(loadUnder(page))
      .map((load): ExchangeCase => ({ id: 'case', page, ...load }))
      .chain(overVersion),
  );

/** The same exchange with redirects that lead to places of their own, so that it can be played beside others. */
export function withOwnTargets(each: ExchangeCase, id: string): ExchangeCase {
  const own = (responses: readonly NamedAnswer[], number = 1): NamedAnswer[] => {
    const hop = number === 1 ? `hop-${id}` : `hop-${id}-${number}`;
    return responses.map((answer) => ({
      ...answer,
      headers: withValues(answer.headers, 'location', (value) => value.replace('hop', hop)),
    }));
  };
  const ownLoad = <L extends LaterLoad>(load: L): L => ({
    ...withNextAnswers(load, own),
    responses: own(load.responses),
  });
  return { ...ownLoad(each), id, ...(each.then && { then: each.then.map(ownLoad) }) };
}
