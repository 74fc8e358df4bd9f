import { expect, test } from '@playwright/test';
import { loadsOf, type ExchangeCase, type LaterLoad } from '../../model/standards/exchange-case';
import { predictAfter } from '../../model/standards/predict-after';
import type { HeaderLine } from '../../model/http/headers';
import { answer, exchange, star } from './expect-cases';

/** In seconds from now. */
const date = (seconds: number): string => new Date(new Date().getTime() + seconds * 1000).toUTCString();

/** The last load of a case, after those before it. */
function predictLast(each: ExchangeCase) {
  const loads = loadsOf(each);
  return predictAfter(loads.at(-1)!, { before: loads.slice(0, -1) });
}

const forAWhile: HeaderLine = ['Cache-Control', 'max-age=600'];

/** Whether a server is asked the second time, by more than a preflight, where the first answer has these. */
function asksAgain(
  status: number,
  headers: readonly HeaderLine[],
  then: Partial<LaterLoad['request']> = {},
): boolean {
  const first = exchange({ responses: [answer('actual', status, star, ...headers)] });
  const allowing = answer('preflight', 204, star, ['Access-Control-Allow-Headers', '*']);
  const again = {
    request: { ...first.request, ...then },
    responses: [allowing, answer('actual', 200, star)],
  };
  return predictLast({ ...first, then: [again] }).wire.some(({ kind }) => kind !== 'preflight');
}

test('a server is asked again unless what is kept may be used, and varies in nothing', () => {
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

test('a redirect that is refused stays, and no server is asked again while it is fresh', () => {
  const redirect = (status: number, ...headers: HeaderLine[]) =>
    answer('redirect-1', status, ['Location', 'https://mirror.test:8443/a'], ...headers);
  const rows = [
    [false, redirect(301)],
    [false, redirect(308)],
    [true, redirect(302)],
    [false, redirect(302, forAWhile)],
    [true, redirect(301, ['Cache-Control', 'no-store'])],
    // What no engine takes for an answer is kept by none.
    [true, redirect(301, forAWhile, ['Location', 'https://other.test/a'])],
  ] as const;
  for (const [wanted, refused] of rows) {
    const first = exchange({ responses: [refused, answer('actual', 200, star)] });
    const { wire } = predictLast({
      ...first,
      then: [{ request: first.request, responses: first.responses }],
    });
    expect.soft(wire.length > 0, `${refused.status} ${JSON.stringify(refused.headers)}`).toBe(wanted);
  }
});

test('the cache mode says whether what is kept is used', () => {
  for (const cache of ['no-store', 'reload', 'no-cache'] as const)
    expect.soft(asksAgain(200, [forAWhile], { cache }), cache).toBe(true);
  expect(asksAgain(200, [['Cache-Control', 'max-age=0']], { cache: 'force-cache' })).toBe(false);
});

test('a script that validates by itself goes past what is kept', () => {
  for (const name of ['None-Match', 'Modified-Since', 'Unmodified-Since', 'Match', 'Range'])
    expect.soft(asksAgain(200, [forAWhile], { headers: [[`If-${name}`, '"a"']] }), name).toBe(true);
  for (const name of ['X-If-Match', 'If-Matched', 'If'])
    expect.soft(asksAgain(200, [forAWhile], { headers: [[name, '"a"']] }), name).toBe(false);
});

test('what varies by the page that asks is asked for again where another Referer is sent', () => {
  const other = { referrerPolicy: 'no-referrer' } as const;
  expect(asksAgain(200, [forAWhile, ['Vary', 'Referer']], other)).toBe(true);
  expect(asksAgain(200, [forAWhile], other)).toBe(false);
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

test('what a method may have changed is asked for again, and a preflight is remembered', () => {
  const first = exchange({ responses: [answer('actual', 200, star, forAWhile)] });
  const by = (method: string, status: number) => ({
    request: { ...first.request, method },
    responses: [
      answer('preflight', 204, star, ['Access-Control-Allow-Methods', '*']),
      answer('actual', status, star),
    ],
  });
  const again = { request: first.request, responses: [answer('actual', 200, star)] };
  const askedAfter = (method: string, status: number) =>
    predictLast({ ...first, then: [by(method, status), again] }).wire.length;
  for (const method of ['POST', 'PUT', 'DELETE']) expect.soft(askedAfter(method, 200), method).toBe(1);
  for (const method of ['HEAD', 'OPTIONS']) expect.soft(askedAfter(method, 200), method).toBe(0);
  for (const status of [400, 500]) expect.soft(askedAfter('POST', status), `${status}`).toBe(0);
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
