import fc from 'fast-check';
import type { HeaderLine } from '../../model/http/headers';
import type { ExchangeCase, LaterLoad, NamedAnswer } from '../../model/standards/exchange-case';

const line = (name: string, ...values: readonly string[]): fc.Arbitrary<HeaderLine> =>
  fc.constantFrom(...values).map((value) => [name, value]);

/** What says how long an answer is kept, and for which requests. Dates are far away: no run comes to them. */
const cachingLine = fc.oneof(
  {
    weight: 6,
    arbitrary: line(
      'Cache-Control',
      'max-age=600',
      'max-age=600',
      'public, max-age=600',
      'max-age="600"',
      'max-age=0',
      'no-cache',
      'no-store',
      'private',
      'max-age=600, immutable',
      'max-age=600, must-revalidate',
      'max-age=0, max-age=600',
      'no-cache="x-song"',
    ),
  },
  {
    weight: 2,
    arbitrary: line(
      'Expires',
      'Fri, 31 Dec 2099 23:59:59 GMT',
      'Thu, 01 Jan 1970 00:00:00 GMT',
      '01/02/1999',
      '0',
    ),
  },
  { weight: 2, arbitrary: line('ETag', '"a"', 'W/"a"') },
  { weight: 1, arbitrary: line('Last-Modified', 'Sat, 01 Jan 2022 00:00:00 GMT') },
  { weight: 1, arbitrary: line('Age', '0', '700') },
  { weight: 1, arbitrary: line('Pragma', 'no-cache') },
  { weight: 3, arbitrary: line('Vary', 'Origin', 'Accept', 'Cookie', 'Referer', 'Accept-Encoding', '*') },
);

/** A line sets a cookie as the ones that are counted, or not. */
const cookieLine = line(
  'Set-Cookie',
  'a=1',
  'a=1; Secure; SameSite=None',
  'a=1; Secure; SameSite=None; Partitioned',
  'a=1; SameSite=Lax',
  'a=1; SameSite=Strict; Path=/',
  'a=1; Domain=app.test; Path=/',
  'a=1; Domain=other.test',
  'a=1; Path=/b',
  'a=1; Max-Age=0',
  'a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
  'a=1; Max-Age=600; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
  '__Host-a=1; Secure; Path=/',
  '__Host-a=1; Secure; Path=/; Domain=app.test',
  '__Secure-a=1',
  'a',
);

/** A line says that a host is to be asked over https alone, or not. */
const strictTransportLine = line(
  'Strict-Transport-Security',
  'max-age=600',
  'max-age=600; includeSubDomains',
  'MAX-AGE="600" ; x=1; x=1',
  'max-age=0',
  'includeSubDomains',
);

const byUniqueName = { selector: ([name]: HeaderLine) => name, maxLength: 3 };

/** Answers with lines that are remembered: each cookie, and each known host, takes a profile of its own to be played in. */
function remembered(answers: ExchangeCase['responses']): fc.Arbitrary<NamedAnswer[]> {
  const lines = fc.tuple(
    fc.uniqueArray(cachingLine, byUniqueName),
    fc.option(fc.oneof({ weight: 2, arbitrary: cookieLine }, { weight: 1, arbitrary: strictTransportLine }), {
      freq: 4,
    }),
  );
  return fc.tuple(...answers.map(() => lines)).map((all) =>
    answers.map((answer, i) => {
      const [caching, lasting] = all[i]!;
      const names = new Set(caching.map(([name]) => name.toLowerCase()));
      const others = answer.headers.filter(([name]) => !names.has(name.toLowerCase()));
      return { ...answer, headers: [...others, ...caching, ...(lasting ? [lasting] : [])] };
    }),
  );
}

/** The same request again, another way to ask for the same URL, if there is one, or the same of its host over http. */
const again = (
  first: ExchangeCase['request'],
  other: fc.Arbitrary<ExchangeCase['request']>,
): fc.Arbitrary<ExchangeCase['request']> => {
  const { url_origin, path } = first;
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(first) },
    { weight: 3, arbitrary: other.map((request) => ({ ...request, url_origin, path })) },
    {
      weight: 1,
      arbitrary: other.map((request) => ({
        ...request,
        url_origin: url_origin.replace(/^https:/, 'http:'),
        path,
      })),
    },
  );
};

/** A load whose answers may be kept, and one or two loads of the same URL. */
export const loadsOneAfterAnother = (
  first: LaterLoad,
  another: fc.Arbitrary<ExchangeCase['request']>,
  answers: (request: ExchangeCase['request']) => fc.Arbitrary<ExchangeCase['responses']>,
): fc.Arbitrary<LaterLoad & Pick<ExchangeCase, 'then'>> => {
  const later = again(first.request, another).chain((request) =>
    answers(request).chain((responses) =>
      remembered(responses).map((all): LaterLoad => ({ request, responses: all })),
    ),
  );
  return fc
    .tuple(remembered(first.responses), fc.array(later, { minLength: 1, maxLength: 2 }))
    .map(([responses, then]) => ({ ...first, responses, then }));
};
