import { expect, test } from '@playwright/test';
import type { HeaderLine } from '../../model/http/headers';
import { isStorable, useOf, type Use } from '../../model/standards/freshness';

const now = Date.UTC(2026, 0, 1);
/** In seconds from now. */
const date = (seconds: number): string => new Date(now + seconds * 1000).toUTCString();

const useOfAnswer = (status: number, headers: readonly HeaderLine[]): Use => useOf({ status, headers }, now);

const control = (value: string): HeaderLine => ['Cache-Control', value];
const forAWhile = control('max-age=600');
const inGrace = control('stale-while-revalidate=60');
const changedLongAgo: HeaderLine = ['Last-Modified', date(-864_000)];

const rows: readonly [Use, ...HeaderLine[]][] = [
  // The age that an answer says, the first of several; what is no number is none.
  ['fresh', forAWhile, ['Age', '599']],
  ['validate', forAWhile, ['Age', '600']],
  ['fresh', forAWhile, ['Age', '599, 700']],
  ['validate', forAWhile, ['Age', '700, 1']],
  ['fresh', forAWhile, ['Age', 'x700']],
  ['fresh', forAWhile, ['Age', '700x']],
  ['fresh', control('max-age=1')],
  // The age that its date says.
  ['fresh', forAWhile, ['Date', date(-599)]],
  ['validate', forAWhile, ['Date', date(-600)]],
  ['validate', forAWhile, ['Date', date(-700)], ['Age', '1']],
  ['fresh', forAWhile, ['Date', date(700)]],
  ['fresh', forAWhile, ['Date', 'x']],
  // Of two lifetimes the first counts; what is no number is none.
  ['validate', control('max-age=0, max-age=600')],
  ['fresh', control('max-age=600, max-age=0')],
  ['fresh', control('MAX-AGE = "600"')],
  ['stale-while-revalidate', control('max-age=x, stale-while-revalidate=60')],
  ['stale-while-revalidate', control('max-age=x6, stale-while-revalidate=60')],
  ['stale-while-revalidate', control('max-age=6x, stale-while-revalidate=60')],
  // A date on which it ends, in each format; less the date on which it was sent.
  ['fresh', ['Expires', date(10)], ['Age', '9']],
  ['validate', ['Expires', date(10)], ['Age', '11']],
  ['fresh', ['Expires', date(1001)], ['Age', '1000']],
  ['fresh', ['Expires', date(600)], ['Date', 'x']],
  ['validate', ['Expires', date(10)], ['Date', date(20)]],
  ['fresh', ['Expires', 'Thu Jan  1 00:10:00 2026']],
  ['fresh', ['Expires', 'Thursday, 01-Jan-26 00:10:00 GMT']],
  ['validate', ['Expires', '2026-02-02T00:00:00Z']],
  ['validate', ['Expires', 'Fri, 2 Jan 2026 00:00:00 GMT']],
  ['validate', ['Expires', 'fri, 02 jan 2026 00:00:00 gmt']],
  ['validate', ['Expires', 'Fri, 02 Jan 2026 00:00:00 UTC']],
  // Of two digits: within fifty years from now, or before.
  ['fresh', ['Expires', 'Wednesday, 01-Jan-70 00:00:00 GMT']],
  ['validate', ['Expires', 'Friday, 01-Jan-99 00:00:00 GMT']],
  ['validate', ['Expires', '600']],
  ['stale-while-revalidate', ['Expires', '0'], inGrace],
  // A tenth of the time for which it did not change.
  ['fresh', ['Last-Modified', date(-1000)], ['Age', '99']],
  ['validate', ['Last-Modified', date(-1000)], ['Age', '100']],
  ['fresh', ['Last-Modified', date(-10_001)], ['Age', '1000']],
  ['fresh', ['Last-Modified', date(-500)], ['Date', date(500)], ['Age', '99']],
  ['stale-while-revalidate', ['Last-Modified', date(1000)], inGrace],
  ['stale-while-revalidate', ['Last-Modified', 'x'], inGrace],
  // What may be used stale, while it is validated.
  ['stale-while-revalidate', control('max-age=600, stale-while-revalidate=60'), ['Age', '659']],
  ['validate', control('max-age=600, stale-while-revalidate=60'), ['Age', '660']],
  ['validate', control('max-age=600, stale-while-revalidate=60, must-revalidate'), ['Age', '659']],
  // What must be validated, however fresh.
  ['validate', control('no-cache, max-age=600')],
  ['fresh', control('no-cache="X-A", max-age=600')],
  ['validate', ['Pragma', 'no-cache'], ['Expires', date(600)]],
  ['validate', ['Pragma', 'a, no-cache'], ['Expires', date(600)]],
  ['fresh', ['Pragma', 'xno-cache'], ['Expires', date(600)]],
  ['fresh', ['Pragma', 'no-cache'], forAWhile],
];

test('how an answer that is kept may be used, by its headers', () => {
  for (const [use, ...headers] of rows)
    expect.soft(useOfAnswer(200, headers), JSON.stringify(headers)).toBe(use);
});

test('what is kept without a lifetime, by its status', () => {
  for (const status of [300, 301, 308, 410]) expect.soft(useOfAnswer(status, []), `${status}`).toBe('fresh');
  for (const status of [200, 302, 307, 309, 411])
    expect.soft(useOfAnswer(status, []), `${status}`).toBe('validate');
  for (const status of [200, 203, 204, 206])
    expect.soft(useOfAnswer(status, [changedLongAgo]), `${status}`).toBe('fresh');
  for (const status of [201, 202, 205, 207, 302, 404, 500])
    expect.soft(useOfAnswer(status, [changedLongAgo]), `${status}`).toBe('validate');
});

test('which answers are stored', () => {
  const tag: HeaderLine = ['ETag', '"a"'];
  const kept = [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501];
  for (const status of kept) expect.soft(isStorable({ status, headers: [tag] }), `${status}`).toBe(true);
  for (const status of [201, 202, 205, 207, 302, 303, 307, 309, 403, 406, 411, 415, 500, 502])
    expect.soft(isStorable({ status, headers: [tag] }), `${status}`).toBe(false);
  const wishes = [control('public'), control('private'), forAWhile, ['Expires', date(600)]] as HeaderLine[];
  for (const wish of wishes)
    expect.soft(isStorable({ status: 500, headers: [wish] }), wish.join(': ')).toBe(true);
  expect.soft(isStorable({ status: 200, headers: [control('no-store, max-age=600')] })).toBe(false);
  expect.soft(isStorable({ status: 304, headers: [forAWhile] })).toBe(false);
  for (const headers of [[], [['ETag', 'W/"a"']], [['ETag', '']]] as HeaderLine[][])
    expect
      .soft(isStorable({ status: 206, headers: [...headers, forAWhile] }), JSON.stringify(headers))
      .toBe(false);
});
