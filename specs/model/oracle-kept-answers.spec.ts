import { expect, test } from '@playwright/test';
import { loadsOf, type ExchangeCase, type LaterLoad } from '../../model/standards/exchange-case';
import { predict } from '../../model/standards/predict';
import type { HeaderLine } from '../../model/http/headers';
import { answer, exchange, star } from './expect-cases';

/** In seconds from now. */
const date = (seconds: number): string => new Date(new Date().getTime() + seconds * 1000).toUTCString();

/** The last load of a case, after those before it. */
function predictLast(each: ExchangeCase) {
  const loads = loadsOf(each);
  return predict(loads.at(-1)!, undefined, { before: loads.slice(0, -1) });
}

/** Whether a server is asked the second time, where the first answer has these. */
function asksAgain(
  status: number,
  headers: readonly HeaderLine[],
  then: Partial<LaterLoad['request']> = {},
): boolean {
  const first = exchange({ responses: [answer('actual', status, star, ...headers)] });
  const again = { request: { ...first.request, ...then }, responses: [answer('actual', 200, star)] };
  return predictLast({ ...first, then: [again] }).wire.length > 0;
}

test('a server is asked again unless what is kept may be used, and varies in nothing', () => {
  const forAWhile: HeaderLine = ['Cache-Control', 'max-age=600'];
  const rows: readonly [boolean, ...HeaderLine[]][] = [
    [true],
    [false, forAWhile],
    [true, ['Cache-Control', 's-maxage=600']],
    [true, ['Cache-Control', 'no-store, max-age=600']],
    [true, forAWhile, ['Age', '600']],
    [false, ['Cache-Control', 'max-age=600, stale-while-revalidate=200'], ['Age', '700']],
    [false, ['Expires', date(600)]],
    [true, ['Expires', date(-600)]],
    [false, ['Last-Modified', date(-864_000)]],
    [true, forAWhile, ['Vary', '*']],
    [false, forAWhile, ['Vary', 'Origin']],
  ];
  for (const [wanted, ...headers] of rows)
    expect.soft(asksAgain(200, headers), JSON.stringify(headers)).toBe(wanted);
});

test('the cache mode says whether what is kept is used', () => {
  const [fresh, stale]: HeaderLine[] = [
    ['Cache-Control', 'max-age=600'],
    ['Cache-Control', 'max-age=0'],
  ];
  for (const cache of ['no-store', 'reload', 'no-cache'] as const)
    expect.soft(asksAgain(200, [fresh!], { cache }), cache).toBe(true);
  expect(asksAgain(200, [stale!], { cache: 'force-cache' })).toBe(false);
  expect(asksAgain(200, [fresh!], { headers: [['If-None-Match', '"a"']] })).toBe(true);
});

test('a redirect that is kept leads on, though its server has thought better of it', () => {
  const first = exchange({
    responses: [
      answer('redirect-1', 301, star, ['Location', 'https://mirror.example/b']),
      answer('actual', 200, star),
    ],
  });
  const moved = (status: number) =>
    predictLast({
      ...first,
      responses: [{ ...first.responses[0]!, status }, first.responses[1]!],
      then: [{ request: first.request, responses: [answer('redirect-1', 200, star), answer('actual', 404)] }],
    });
  expect(moved(301).wire.map(({ url }) => url.host)).toEqual(['mirror.example']);
  expect(moved(301)).toMatchObject({ outcome: 'blocked' });
  expect(moved(302).wire).toHaveLength(1);
  expect(moved(302)).toMatchObject({ outcome: 'readable' });
});

test('what a POST changes is asked for again, and a preflight is remembered', () => {
  const forAWhile: HeaderLine = ['Cache-Control', 'max-age=600'];
  const first = exchange({ responses: [answer('actual', 200, star, forAWhile)] });
  const post = (status: number) => ({
    request: { ...first.request, method: 'POST' },
    responses: [answer('actual', status, star)],
  });
  const again = { request: first.request, responses: [answer('actual', 200, star)] };
  expect(predictLast({ ...first, then: [post(200), again] }).wire).toHaveLength(1);
  expect(predictLast({ ...first, then: [post(500), again] }).wire).toHaveLength(0);
  const asking = exchange({
    request: { headers: [['X-A', '1']] },
    responses: [
      answer('preflight', 204, star, ['Access-Control-Allow-Headers', 'x-a']),
      answer('actual', 200, star),
    ],
  });
  const refused = [answer('preflight', 403), answer('actual', 200, star)];
  const then = [{ request: asking.request, responses: refused }];
  expect(predictLast({ ...asking, then })).toMatchObject({ preflight: false, outcome: 'readable' });
});
