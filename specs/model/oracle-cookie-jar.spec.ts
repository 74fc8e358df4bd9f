import { expect, test } from '@playwright/test';
import type { HeaderLine } from '../../model/http/headers';
import { predict } from '../../model/standards/predict';
import { predictAfter } from '../../model/standards/predict-after';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { answer, exchange, ok } from './expect-cases';

const home = 'https://app.example';
const cdn = 'https://cdn.app.example';

interface Given {
  readonly from?: string;
  readonly to?: string;
  readonly page?: Partial<ExchangeCase['page']>;
  readonly request?: Partial<ExchangeCase['request']>;
}

/** The `Cookie` of a load that comes after one whose answer has these lines. @param from URL of the first, @param to of the second */
function cookieAfter(lines: readonly string[], given: Given = {}): string | null {
  const { from = `${cdn}/music/song`, to = from, page, request } = given;
  const load = (href: string, headers: readonly HeaderLine[]): ExchangeCase => {
    const { origin, pathname, search } = new URL(href);
    const asked = { url_origin: origin, path: pathname + search, mode: 'no-cors' as const };
    return exchange({
      ...(page && { page }),
      request: { ...asked, credentials: 'include', ...request },
      responses: [ok(...headers)],
    });
  };
  const set = lines.map((line) => ['Set-Cookie', line] as const);
  return predictAfter(load(to, []), { before: [load(from, set)] }).cookieHeader;
}

/** Each set of lines with the `Cookie` that comes of it. */
const rows: readonly (readonly [lines: readonly string[], cookie: string | null, given?: Given])[] = [
  [['a=1'], 'a=1'],
  [['a=1', 'b=2'], 'a=1; b=2'],
  [[' a = 1 ; x'], 'a=1'],
  [['a'], 'a'],
  [['=a'], 'a'],
  [['='], null],
  [['a='], 'a='],
  [['a="1"'], 'a="1"'],
  [['a=1=2'], 'a=1=2'],
  [[`a=${'x'.repeat(4095)}`], `a=${'x'.repeat(4095)}`],
  [[`a=${'x'.repeat(4096)}`], null],
  [['a=1', 'a=2'], 'a=2'],
  [['a=1', 'b=2', 'a=3'], 'a=3; b=2'],
  // Expires and Max-Age.
  [['a=1; Max-Age=60'], 'a=1'],
  [['a=1; Max-Age=0'], null],
  [['a=1; Max-Age=-1'], null],
  [['a=1; Max-Age=x'], 'a=1'],
  [['a=1', 'a=2; Max-Age=0'], null],
  [['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], null],
  [['a=1; Expires=Thu, 01-Jan-70 00:00:00 GMT'], null],
  [['a=1; Expires=Fri, 01 Jan 2100 00:00:00 GMT'], 'a=1'],
  [['a=1; Expires=Thu, 31 Feb 1999 00:00:00 GMT'], 'a=1'],
  [['a=1; Expires=soon'], 'a=1'],
  [['a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], 'a=1'],
  [['a=1; Max-Age=0; Expires=Fri, 01 Jan 2100 00:00:00 GMT'], null],
  // Domain.
  [['a=1'], null, { to: `${home}/` }],
  [['a=1; Domain=app.example'], 'a=1', { to: `${home}/music/b` }],
  [['a=1; Domain=.App.Example'], 'a=1', { to: 'https://other.app.example/music/' }],
  [['a=1; Domain=app.example'], 'a=1', { to: 'https://app.example:8443/music/' }],
  [['a=1; Domain=example'], null],
  [['a=1; Domain=other.app.example'], null],
  [['a=1; Domain=x.cdn.app.example'], null],
  [['a=1; Domain='], 'a=1'],
  [['a=1; Domain=x.test; Domain=app.example'], 'a=1'],
  [['a=1', 'a=2; Domain=app.example'], 'a=1; a=2'],
  // Path.
  [['a=1'], 'a=1', { to: `${cdn}/music/other/b` }],
  [['a=1'], null, { to: `${cdn}/musical` }],
  [['a=1; Path=/'], 'a=1', { to: `${cdn}/` }],
  [['a=1; Path=/mu'], null],
  [['a=1; Path=/music/song'], 'a=1'],
  [['a=1; Path=/music/'], 'a=1'],
  [['a=1; Path=/other'], 'a=1', { to: `${cdn}/other?x` }],
  [['a=1; Path=music'], 'a=1'],
  [['b=2; Path=/', 'a=1; Path=/music'], 'a=1; b=2'],
  // Secure and SameSite.
  [['a=1; Secure'], 'a=1'],
  [['a=1; Secure'], null, { from: 'http://cdn.app.example/', page: { origin: 'http://app.example' } }],
  [['a=1; Secure'], 'a=1', { from: 'http://cdn.localhost/', page: { origin: 'http://cdn.localhost:8000' } }],
  [['a=1; SameSite=Strict'], 'a=1'],
  [['a=1'], null, { from: 'https://cdn.example/' }],
  [['a=1; SameSite=None'], null, { from: 'https://cdn.example/' }],
  [['a=1; SameSite=None; Secure'], 'a=1', { from: 'https://cdn.example/' }],
  [['a=1; SameSite=none; SECURE'], 'a=1', { page: { documents: ['data'] } }],
  [['a=1'], null, { page: { documents: ['data'] } }],
  [['a=1; SameSite=x'], 'a=1'],
  // Prefixes.
  [['__Secure-a=1; Secure'], '__Secure-a=1'],
  [['__Secure-a=1'], null],
  [['__SECURE-a=1'], null],
  [['__Host-a=1; Secure; Path=/'], '__Host-a=1'],
  [['__Host-a=1; Secure'], null],
  [['__Host-a=1; Secure; Path=/music'], null],
  [['__host-a=1; Path=/'], null],
  [['__Host-a=1; Secure; Path=/; Domain=cdn.app.example'], null],
  [['=__Host-a=1'], null],
  [['__Http-a=1; Secure'], null],
  [['__Http-a=1; Secure; HttpOnly'], '__Http-a=1'],
  [['__Host-Http-a=1; Secure; HttpOnly; Path=/'], '__Host-Http-a=1'],
  // HttpOnly and Partitioned.
  [['a=1; HttpOnly'], 'a=1'],
  [['a=1; Partitioned'], null],
  [['a=1; Partitioned; Secure'], 'a=1'],
  [['a=1; Secure', 'a=2; Partitioned; Secure'], 'a=1; a=2'],
  // Credentials.
  [['a=1; SameSite=None; Secure'], null, { request: { credentials: 'omit' } }],
  [['a=1; SameSite=None; Secure'], null, { request: { credentials: 'same-origin', mode: 'cors' } }],
];

test('the Cookie of a load is what answers before it have set, by RFC 6265bis', () => {
  for (const [lines, cookie, given] of rows)
    expect.soft(cookieAfter(lines, given), JSON.stringify([lines, given])).toBe(cookie);
});

test('a cookie of a redirect goes with the request after it; one that is not secure overlays none that is', () => {
  const led = exchange({
    request: { url_origin: home, credentials: 'include' },
    responses: [answer('redirect-1', 302, ['Set-Cookie', 'a=1; Path=/'], ['Location', '/b']), ok()],
  });
  expect(predict(led).cookieHeader).toBe('a=1');
  const to = { from: 'http://app.localhost/', page: { origin: 'http://app.localhost' } };
  expect(cookieAfter(['a=1; Secure', 'a=2'], to)).toBe('a=2');
  const plain = { url_origin: 'http://cdn.app.example', credentials: 'include', mode: 'no-cors' } as const;
  const page = { origin: 'http://app.example' };
  const load = (url_origin: string, line: string): ExchangeCase =>
    exchange({
      page,
      request: { ...plain, url_origin },
      responses: [ok(['Set-Cookie', line])],
    });
  const secure = 'a=1; Secure; SameSite=None; Domain=app.example; Path=/';
  const before = [load(cdn, secure), load(plain.url_origin, 'a=2; Path=/')];
  expect(predictAfter(load(plain.url_origin, ''), { before }).cookieHeader).toBeNull();
  expect(predictAfter(load(cdn, ''), { before }).cookieHeader).toBe('a=1');
});
