import type { CacheMode, ExchangeCase, NamedAnswer } from '../../standards/exchange-case';
import { withAuthorizationAllowed, withHeaders } from './changes';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

/** A quirk that engines have alike. */
export const coversAuthorization = ({
  engine,
  seenIn,
}: Pick<ExchangeQuirk, 'engine' | 'seenIn'>): ExchangeQuirk => ({
  id: `${engine}-authorization-under-wildcard`,
  engine,
  title: 'Access-Control-Allow-Headers: * covers Authorization',
  seenIn,
  source: 'https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name',
  example: asksCdn(
    'http://app.test',
    { headers: [['Authorization', 'Bearer x']] },
    answered('actual', 200, ['Access-Control-Allow-Headers', '*']),
  ),
  seenAs: withAuthorizationAllowed,
});

const allowsPut = answered(
  'preflight',
  204,
  ['Access-Control-Allow-Methods', 'PUT'],
  ['Access-Control-Max-Age', '60'],
);

/** Two loads by PUT; the preflight of the first allows the second. */
function putTwice(
  first: Partial<ExchangeCase['request']>,
  second: Partial<ExchangeCase['request']>,
  came: NamedAnswer,
): ExchangeQuirk['example'] {
  const put = { method: 'PUT', credentials: 'omit' } as const;
  const { request } = asksCdn('http://app.test', { ...put, ...second });
  return {
    ...asksCdn('http://app.test', { ...put, ...first }, allowsPut, came),
    then: [{ request, responses: [answered('actual', 200)] }],
  };
}

/** Two loads that need a preflight, the second with a cache mode. */
export const asksAgain = (cache: CacheMode): ExchangeQuirk['example'] =>
  putTwice({}, { cache }, answered('actual', 200, ['Cache-Control', 'no-store']));

/** Two loads that need a preflight, the first of which is refused after it. */
export const asksAgainWhatWasRefused = (
  first: Partial<ExchangeCase['request']> = {},
  came: NamedAnswer = { for: 'actual', status: 200, headers: [] },
): ExchangeQuirk['example'] => putTwice(first, {}, came);

/** A quirk that engines have alike. @param most the largest number that they read */
export const refusesLongRanges = (
  { engine, seenIn }: Pick<ExchangeQuirk, 'engine' | 'seenIn'>,
  most: bigint,
): ExchangeQuirk => ({
  id: `${engine}-refuses-long-ranges`,
  engine,
  title: `A Range with a number above ${most} needs a preflight`,
  seenIn,
  source: 'https://fetch.spec.whatwg.org/#simple-range-header-value',
  example: asksCdn(
    'http://app.test',
    { headers: [['Range', `bytes=0-${most + 1n}`]] },
    answered('actual', 200),
  ),
  // Without a first byte it is none that is safelisted.
  seenAs: (each) =>
    withHeaders(
      each,
      each.request.headers.map(([name, value]) => {
        const isLong = [...value.matchAll(/\d+/g)].some(([digits]) => BigInt(digits) > most);
        return [name, /^range$/i.test(name) && isLong ? 'bytes=-1' : value];
      }),
    ),
});
