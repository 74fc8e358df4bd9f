import type { ExchangeCase, NamedAnswer } from '../oracle/exchange-case';
import type { HeaderLine } from '../policies/policy';

/** The same exchange with other request headers. */
export const withHeaders = (each: ExchangeCase, headers: readonly HeaderLine[]): ExchangeCase => ({
  ...each,
  request: { ...each.request, headers },
});

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

const maxAge = 'access-control-max-age';

/** Whether a line of that name has a value that `is` is true of. */
export const holdsValue = (
  headers: readonly HeaderLine[],
  wanted: string,
  is: (value: string) => boolean,
): boolean => headers.some(([name, value]) => name.toLowerCase() === wanted && is(value.trim()));

export const holds = (headers: readonly HeaderLine[], wanted: string): boolean =>
  headers.some(([name]) => name.toLowerCase() === wanted);

/** The same exchange in which those preflights that `isForgotten` is true of are not remembered. */
export const withPreflightsForgotten = (
  each: ExchangeCase,
  isForgotten: (headers: readonly HeaderLine[]) => boolean,
): ExchangeCase =>
  withAnswers(each, ({ headers }) =>
    isForgotten(headers)
      ? {
          headers: [
            ...headers.filter(([name]) => name.toLowerCase() !== maxAge),
            ['Access-Control-Max-Age', '0'],
          ],
        }
      : {},
  );

/** Answers to preflights whose wildcard names Authorization, too. */
export const withAuthorizationAllowed = (each: ExchangeCase): ExchangeCase =>
  !holds(each.request.headers, 'authorization') || each.request.credentials === 'include'
    ? each
    : withAnswers(each, ({ headers }) => ({
        headers: withValues(headers, 'access-control-allow-headers', (value) =>
          /(^|,)\s*\*\s*(,|$)/.test(value) ? `${value}, authorization` : value,
        ),
      }));
