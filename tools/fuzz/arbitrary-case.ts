import fc from 'fast-check';
import { withAnswers, withValues } from '../../model/judge/exchange-quirks/changes';
import { isMedia } from '../../model/standards/media-destination';
import type { ExchangeCase, LaterLoad } from '../../model/standards/exchange-case';
import { answersTo } from './arbitrary-answers';
import { loadsOneAfterAnother } from './arbitrary-memory';
import { loadUnder } from './arbitrary-worker';
import { requestFrom } from './arbitrary-request';

type Load = LaterLoad & Pick<ExchangeCase, 'then'>;

/** A load of a page: now and then with others after it, which meet what it left. */
function loadOn({ origin }: ExchangeCase['page'], audio: number): fc.Arbitrary<Load> {
  const answers = ({ destination }: ExchangeCase['request']) => answersTo(origin, isMedia(destination));
  const one = requestFrom(origin, audio).chain((request) =>
    answers(request).map((responses): Load => ({ request, responses })),
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
      .map((load) => ({ id: 'case', page, ...load })),
  );

/** The same exchange with redirects that lead to places of their own, so that it can be played beside others. */
export function withOwnTargets(each: ExchangeCase, id: string): ExchangeCase {
  const own = (load: ExchangeCase): ExchangeCase =>
    withAnswers(load, ({ headers }) => ({
      headers: withValues(headers, 'location', (value) => value.replace('hop', `hop-${id}`)),
    }));
  const then = each.then?.map(({ request, responses }) => ({
    request,
    responses: own({ ...each, request, responses }).responses,
  }));
  return { ...own(each), id, ...(then && { then }) };
}
