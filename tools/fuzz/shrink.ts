import fc from 'fast-check';
import { withAnswers, withHeaders } from '../../model/judge/exchange-quirks/changes';
import type {
  ExchangeCase,
  FetchOptions,
  LaterLoad,
  NamedAnswer,
  NextSource,
} from '../../model/standards/exchange-case';
import type { HeaderLine } from '../../model/http/headers';

type Change = (each: ExchangeCase) => ExchangeCase;

/** How long the search for the smallest form may take, in milliseconds. */
const shrinkBound = 120_000;

const without = <T>(items: readonly T[], unwanted: T): T[] => items.filter((item) => item !== unwanted);

const inRequest =
  (change: Partial<ExchangeCase['request']>): Change =>
  (each) => ({
    ...each,
    request: { ...each.request, ...change },
  });

const inPage =
  (change: Partial<ExchangeCase['page']>): Change =>
  (each) => ({
    ...each,
    page: { ...each.page, ...change },
  });

const pagePolicies = [
  'csp',
  'cspMeta',
  'cspReportOnly',
  'coep',
  'documentIsolationPolicy',
  'sandbox',
  'referrerPolicy',
  'path',
  'documents',
  'serviceWorker',
  'allow',
  'permissionsPolicy',
] as const satisfies readonly (keyof ExchangeCase['page'])[];

const options = [
  'redirect',
  'cache',
  'referrerPolicy',
  'keepalive',
  'integrity',
  'body',
  'bodyType',
  'duplex',
  'uploadListener',
  'api',
] as const satisfies readonly (keyof FetchOptions)[];

const withoutInformational: Change = (each) => withAnswers(each, () => ({ informational: null }));
const withoutTrailers: Change = (each) => withAnswers(each, () => ({ trailers: null }));

const withoutBodies: Change = (each) => withAnswers(each, () => ({ body: null }));

/** Without an answer that is for some requests alone: the next one is for them. */
const withoutCondition =
  ({ for: name, when: unwanted }: NamedAnswer): Change =>
  (each) => ({
    ...each,
    responses: each.responses.filter(({ for: other, when }) => other !== name || when !== unwanted),
  });

/** What can be left out of an exchange, or be as usual, one by one. */
function simplificationsOf({ page, request, responses, http, nextSources, then }: ExchangeCase): Change[] {
  const withoutRequestHeader =
    (line: HeaderLine): Change =>
    (each) =>
      withHeaders(each, without(each.request.headers, line));
  const withoutAnswerHeader =
    (line: HeaderLine): Change =>
    (each) =>
      withAnswers(each, ({ headers }) => ({ headers: without(headers, line) }));
  const withoutAnswer =
    (name: string): Change =>
    (each) => ({
      ...each,
      responses: each.responses.filter((answer) => answer.for !== name),
    });
  const withoutLater =
    (load: LaterLoad): Change =>
    (each) => ({ ...each, then: without(each.then ?? [], load) });
  const withoutLaterHeader =
    (line: HeaderLine): Change =>
    (each) => ({
      ...each,
      then: (each.then ?? []).map((load) => ({
        ...load,
        responses: load.responses.map((answer) => ({ ...answer, headers: without(answer.headers, line) })),
      })),
    });
  const withoutSource =
    (path: string): Change =>
    (each) => ({ ...each, nextSources: (each.nextSources ?? []).filter((source) => source.path !== path) });
  const inSources =
    (change: (source: NextSource) => NextSource): Change =>
    (each) => ({ ...each, nextSources: (each.nextSources ?? []).map(change) });
  return [
    ...(nextSources ?? []).flatMap(({ path, responses: answers }) => [
      withoutSource(path),
      ...answers.flatMap(({ headers }) =>
        headers.map((line) =>
          inSources((source) => ({
            ...source,
            responses: source.responses.map((answer) => ({
              ...answer,
              headers: without(answer.headers, line),
            })),
          })),
        ),
      ),
    ]),
    ...(nextSources ? [inSources(({ type: _, ...source }) => source)] : []),
    ...(then ?? []).map(withoutLater),
    ...(then ?? []).flatMap((load) =>
      load.responses.flatMap(({ headers }) => headers.map(withoutLaterHeader)),
    ),
    ...responses.filter((answer) => answer.for !== 'actual').map((answer) => withoutAnswer(answer.for)),
    ...pagePolicies.filter((name) => page[name] != null).map((name) => inPage({ [name]: null })),
    ...options.filter((name) => request[name] != null).map((name) => inRequest({ [name]: null })),
    ...responses.filter(({ when }) => when != null).map(withoutCondition),
    ...(http != null ? [({ http: _, ...each }: ExchangeCase) => each] : []),
    ...(responses.some(({ informational }) => informational != null) ? [withoutInformational] : []),
    ...(responses.some(({ trailers }) => trailers != null) ? [withoutTrailers] : []),
    ...(responses.some(({ body }) => body != null) ? [withoutBodies] : []),
    ...(['type', 'muted', 'volume'] as const)
      .filter((name) => request[name] != null)
      .map((name) => inRequest({ [name]: null })),
    ...(request.method === 'GET' ? [] : [inRequest({ method: 'GET' })]),
    ...(request.credentials === 'omit' ? [] : [inRequest({ credentials: 'omit' })]),
    ...(request.path === '/a' ? [] : [inRequest({ path: '/a' })]),
    ...request.headers.map(withoutRequestHeader),
    ...responses.flatMap(({ headers }) => headers.map(withoutAnswerHeader)),
  ];
}

/**
 * Tries smaller and smaller forms of an exchange, of which as much as can be is left out; the last that `isSame` held
 * for is the smallest.
 * @param isSame told such a form, says whether it is as surprising as the whole
 */
export async function shrink(
  found: ExchangeCase,
  isSame: (smaller: ExchangeCase) => Promise<boolean>,
): Promise<void> {
  const simplifications = simplificationsOf(found);
  const all = [...simplifications.keys()];
  const property = fc.asyncProperty(fc.subarray(all), async (kept) => {
    const smaller = simplifications.reduce(
      (each, simplify, i) => (kept.includes(i) ? each : simplify(each)),
      found,
    );
    return !(await isSame(smaller));
  });
  await fc.check(property, {
    examples: [[all]],
    numRuns: 1,
    interruptAfterTimeLimit: shrinkBound,
    markInterruptAsFailure: false,
  });
}
