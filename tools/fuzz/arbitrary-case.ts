import fc from 'fast-check';
import { withAnswers, withValues } from '../../model/judge/exchange-quirks/changes';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { answersTo } from './arbitrary-answers';
import { requestFrom } from './arbitrary-request';
import { isMedia } from '../../model/standards/media-destination';

/** An exchange on one of these pages. */
export const exchangeOn = (
  pages: readonly ExchangeCase['page'][],
  audio: number,
): fc.Arbitrary<ExchangeCase> =>
  fc.constantFrom(...pages).chain((page) =>
    requestFrom(page.origin, audio).chain((request) =>
      answersTo(page.origin, isMedia(request.destination)).map((responses) => ({
        id: 'case',
        page,
        request,
        responses,
      })),
    ),
  );

/** The same exchange with redirects that lead to places of their own, so that it can be played beside others. */
export const withOwnTargets = (each: ExchangeCase, id: string): ExchangeCase =>
  withAnswers({ ...each, id }, ({ headers }) => ({
    headers: withValues(headers, 'location', (value) => value.replace('hop', `hop-${id}`)),
  }));
