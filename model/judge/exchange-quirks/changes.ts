import type { ExchangeCase, NamedAnswer } from '../../standards/exchange-case';
import { askingOf } from './asking';
import { getHeader } from '../../http/headers';
import type { HeaderLine } from '../../http/headers';

/** The same exchange with other request headers. */
export const withHeaders = (each: ExchangeCase, headers: readonly HeaderLine[]): ExchangeCase => ({
  ...each,
  request: { ...each.request, headers },
});

/** The same page with each of its policies read otherwise. */
export const withPolicies = (
  page: ExchangeCase['page'],
  read: (policy: string) => string,
): ExchangeCase['page'] => ({ ...page, csp: page.csp && read(page.csp), cspMeta: page.cspMeta?.map(read) });

/** The same exchange with each answer changed. */
export const withAnswers = (
  each: ExchangeCase,
  change: (answer: NamedAnswer) => Partial<NamedAnswer>,
): ExchangeCase => ({
  ...each,
  responses: each.responses.map((answer) => ({ ...answer, ...change(answer) })),
});

/** Lines with the values of one header changed. */
export const withValues = (
  headers: readonly HeaderLine[],
  wanted: string,
  change: (value: string) => string,
): HeaderLine[] =>
  headers.map(([name, value]) => [name, name.toLowerCase() === wanted ? change(value) : value]);

/** Whether a list of names, as a header has it, holds `*`. */
const hasWildcard = (list: string | null): boolean => /(^|,)\s*\*\s*(,|$)/.test(list ?? '');

/** The same exchange, in which preflights whose answer `isForgotten` is true of are not remembered. */
export const withPreflightsForgotten = (
  each: ExchangeCase,
  isForgotten: (headers: readonly HeaderLine[]) => boolean,
): ExchangeCase =>
  withAnswers(each, ({ headers }) =>
    isForgotten(headers)
      ? {
          headers: [
            ...headers.filter(([name]) => name.toLowerCase() !== 'access-control-max-age'),
            ['Access-Control-Max-Age', '0'],
          ],
        }
      : {},
  );

/** Answers to preflights whose wildcard names Authorization, too. */
export function withAuthorizationAllowed(each: ExchangeCase): ExchangeCase {
  const { headers: asked, credentials } = askingOf(each);
  return getHeader(asked, 'authorization') === null || credentials === 'include'
    ? each
    : withAnswers(each, ({ headers }) => ({
        headers: withValues(headers, 'access-control-allow-headers', (value) =>
          hasWildcard(value) ? `${value}, authorization` : value,
        ),
      }));
}

/** Of two lengths, neither counts: the answer is a network error. */
const refusedLines: readonly HeaderLine[] = [
  ['Content-Length', '1'],
  ['Content-Length', '2'],
];

/** The same exchange, in which each answer that `isRefused` is true of is a network error. */
export const withAnswersRefused = (
  each: ExchangeCase,
  isRefused: (answer: NamedAnswer) => boolean,
): ExchangeCase => withAnswers(each, (answer) => (isRefused(answer) ? { headers: refusedLines } : {}));
