import fc from 'fast-check';
import { withoutLive } from './arbitrary-answers';
import type { ExchangeCase, LaterLoad } from '../../model/standards/exchange-case';
import { withNextAnswers } from './arbitrary-sources';
import { workerFetches, type WorkerScript } from '../../model/standards/worker-script';

const headers = fc.constantFrom<NonNullable<WorkerScript['headers']>>(
  [['Authorization', 'Bearer x']],
  [['X-Song', '1']],
  [['Accept', 'audio/wav']],
  [],
);

/** What a service worker answers with, its most usual ways first. */
export const serviceWorker: fc.Arbitrary<WorkerScript> = fc.oneof(
  fc.constant({}),
  fc.record({
    fetches: fc.constant('url' as const),
    mode: fc.constantFrom('cors' as const, 'no-cors' as const),
  }),
  fc.record({ mode: fc.constant('cors' as const), headers, ranges: fc.constant(true) }),
  fc.record(
    {
      fetches: fc.constantFrom(...workerFetches),
      mode: fc.constantFrom('cors' as const, 'no-cors' as const, 'same-origin' as const),
      credentials: fc.constantFrom('omit' as const, 'same-origin' as const, 'include' as const),
      headers,
      ranges: fc.boolean(),
      cache: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
);

/** What a worker hands on of a body that breaks off is a race, and in Chromium one that is reset never ends. */
const withoutBreaks = (responses: LaterLoad['responses']): LaterLoad['responses'] =>
  withoutLive(responses).map((answer) =>
    answer.body === 'reset' || answer.body === 'truncated' || answer.body === 'empty'
      ? { ...answer, body: 'noise' }
      : answer,
  );

/** A request as a page under a service worker may have it: without what nobody says anything of there. */
const withoutUnsaid = ({
  body: _,
  bodyType: __,
  duplex: ___,
  uploadListener: ____,
  ...request
}: ExchangeCase['request']): ExchangeCase['request'] => request;

/** A load as a page can have it. */
export const loadUnder =
  ({ serviceWorker: worker }: ExchangeCase['page']) =>
  <Load extends LaterLoad & Pick<ExchangeCase, 'then'>>(load: Load): Load =>
    worker == null
      ? load
      : {
          ...withNextAnswers(load, withoutBreaks),
          request: withoutUnsaid(load.request),
          responses: withoutBreaks(load.responses),
          ...(load.then && {
            then: load.then.map(({ request, responses }) => ({
              request: withoutUnsaid(request),
              responses: withoutBreaks(responses),
            })),
          }),
        };
