import { expect, test } from '@playwright/test';
import type { EngineName } from '../../model/evidence/engine';
import type { HeaderLine } from '../../model/http/headers';
import { predictAs } from '../../model/judge/predict-as';
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

/**
 * The `Cookie` of a load that comes after one whose answer has these lines.
 * @param from URL of the first, @param to of the second
 * @param engine whose rules count, if not those of the standard
 */
function cookieAfter(lines: readonly string[], given: Given = {}, engine?: EngineName): string | null {
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
  const [last, before] = [load(to, []), [load(from, set)]];
  return (engine ? predictAs(engine, last, before) : predictAfter(last, { before })).cookieHeader;
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
  // Control characters but the tab; attributes that are longer than anybody reads.
  [['a=1\x01'], null],
  [['a=1; x=\x7f'], null],
  [['a=1\t2'], 'a=1\t2'],
  [[`a=1; Max-Age=0${'0'.repeat(1_023)}`], null],
  [[`a=1; Max-Age=0${'0'.repeat(1_024)}`], 'a=1'],
  // Expires and Max-Age.
  [['a=1; Max-Age=60'], 'a=1'],
  [['a=1; Max-Age=0'], null],
  [['a=1; Max-Age=-1'], null],
  [['a=1; Max-Age=x'], 'a=1'],
  // What is no number is no Max-Age, however it begins; of several the last that is one counts.
  [['a=1; Max-Age=0x'], 'a=1'],
  [['a=1; Max-Age=60; Max-Age=0'], null],
  [['a=1; Max-Age=0; Max-Age=60'], 'a=1'],
  [['a=1; Max-Age=0; Max-Age=x'], null],
  [['a=1', 'a=2; Max-Age=0'], null],
  [['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], null],
  [['a=1; Expires=Thu, 01-Jan-70 00:00:00 GMT'], null],
  [['a=1; Expires=Fri, 01 Jan 2100 00:00:00 GMT'], 'a=1'],
  [['a=1; Expires=1 January 1999 1:02:03'], null],
  [['a=1; Expires=10:00:00 Jan 1 99'], null],
  [['a=1; Expires=1 Jan 70 10:00:00'], null],
  [['a=1; Expires=1 Jan 69 10:00:00'], 'a=1'],
  [['a=1; Expires=soon; Expires=1 Jan 1999 10:00:00'], null],
  [['a=1; Expires=1 Jan 1999 10:00:00; Expires=soon'], null],
  [['a=1; Expires=1 Jan 1999 10:00:00; Expires=1 Jan 2100 10:00:00'], 'a=1'],
  [['a=1; Expires=1 Jan 2100 10:00:00; Expires=1 Jan 1999 10:00:00'], null],
  [['a=1; Expires=Mon, 01 Jan 1601 00:00:00 GMT'], null],
  [['a=1; Expires=soon'], 'a=1'],
  [['a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], 'a=1'],
  [['a=1; Max-Age=0; Expires=Fri, 01 Jan 2100 00:00:00 GMT'], null],
  // Domain.
  [['a=1'], null, { to: `${home}/` }],
  [['a=1'], null, { from: `${home}/music/b`, to: `${cdn}/music/b` }],
  [['a=1; Domain=app.example'], 'a=1', { to: `${home}/music/b` }],
  [['a=1; Domain=.App.Example'], 'a=1', { to: 'https://other.app.example/music/' }],
  [['a=1; Domain=app.example'], 'a=1', { to: 'https://app.example:8443/music/' }],
  [['a=1; Domain=example'], null],
  [['a=1; Domain=other.app.example'], null],
  [['a=1; Domain=x.cdn.app.example'], null],
  [['a=1; Domain='], 'a=1'],
  [['a=1; Domain=x.test; Domain=app.example'], 'a=1'],
  [['a=1', 'a=2; Domain=app.example'], 'a=1; a=2'],
  [['a=1; Domain=other.app.example'], null, { to: 'https://other.app.example/music/' }],
  [
    ['a=1; Domain=app.example'],
    null,
    { from: 'https://x-app.example/', page: { origin: 'https://x-app.example' } },
  ],
  [['a=1; Domain=0.0.1'], null, { from: 'http://127.0.0.1/', page: { origin: 'http://127.0.0.1' } }],
  [['a=1; Domain=github.io'], 'a=1', { from: 'https://github.io/', page: { origin: 'https://github.io' } }],
  [['a=1; Domain=app.example', 'a=2; Domain=cdn.app.example'], 'a=1; a=2'],
  [['a=1', 'a=2; Domain=cdn.app.example'], 'a=1; a=2'],
  // Path.
  [['a=1; Path=/', 'a=2; Path=/music'], 'a=2; a=1'],
  [['a=1; Path=/music', 'a=2; Path=/music'], 'a=2'],
  [['a=1; Path=/x; Path=/'], 'a=1'],
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
  [['a=1', 'a=2'], 'a=2', { from: 'http://cdn.app.example/', page: { origin: 'http://app.example' } }],
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
  [['__Host-Http-a=1; Secure; Path=/'], null],
  [['__Host-Http-a=1; Secure; HttpOnly'], null],
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

/** Lines, what the standard makes of them, and what Chromium and Firefox make of them, as both were seen to. */
const apart: readonly (readonly [
  line: string,
  standard: string | null,
  chromium: string | null,
  firefox: string | null,
])[] = [
  // Dates that are none, and those that some engine takes for one.
  ['a=1; Expires=Thu, 31 Feb 1999 00:00:00 GMT', 'a=1', 'a=1', null],
  ['a=1; Expires=Thu, 31 Feb 2199 00:00:00 GMT', 'a=1', 'a=1', 'a=1'],
  ['a=1; Expires=29 Feb 1999 10:00:00', 'a=1', 'a=1', null],
  ['a=1; Expires=29 Feb 1996 10:00:00', null, null, null],
  ['a=1; Expires=0 Jan 1999 10:00:00', 'a=1', 'a=1', null],
  ['a=1; Expires=32 Jan 1999 10:00:00', 'a=1', 'a=1', 'a=1'],
  ['a=1; Expires=1 Jan 1999 24:00:00', 'a=1', 'a=1', null],
  ['a=1; Expires=1 Jan 1999 10:60:00', 'a=1', 'a=1', null],
  ['a=1; Expires=1 Jan 1999 10:00:60', 'a=1', 'a=1', null],
  ['a=1; Expires=1 Jan 1999 10:00', 'a=1', 'a=1', null],
  ['a=1; Expires=1 Jan 1999', 'a=1', 'a=1', null],
  ['a=1; Expires=1 Jan 1999 10:00:00pm', null, 'a=1', null],
  ['a=1; Expires=1 Jan 1999 010:00:00', 'a=1', null, null],
  ['a=1; Expires=1 Jan 1600 00:00:00', 'a=1', null, null],
  ['a=1; Expires=1 Jan 0100 00:00:00', 'a=1', null, null],
  ['a=1; Expires=1 Jan 100 00:00:00', 'a=1', null, 'a=1'],
  ['a=1; Expires=1 Jan 1 10:00:00', 'a=1', null, 'a=1'],
  ['a=1; Expires=1 Jan 19999 10:00:00', 'a=1', 'a=1', 'a=1'],
  ['a=1; Expires=1 Foo 1999 10:00:00', 'a=1', 'a=1', 'a=1'],
  // Ages that are none, and several of which the last is none.
  ['a=1; Max-Age=+0', 'a=1', null, 'a=1'],
  ['a=1; Max-Age=+60; Expires=1 Jan 1999 10:00:00', null, 'a=1', null],
  ['a=1; Max-Age=-', 'a=1', 'a=1', null],
  ['a=1; Max-Age=-+5', 'a=1', 'a=1', null],
  ['a=1; Max-Age=+-5', 'a=1', 'a=1', 'a=1'],
  ['a=1; Max-Age=0; Max-Age=x', null, 'a=1', 'a=1'],
  ['a=1; Max-Age=0; Max-Age', null, 'a=1', 'a=1'],
  [`a=1; Max-Age=0; Max-Age=${'x'.repeat(1_025)}`, null, null, null],
  ['a=1; Max-Age=60; Max-Age=x; Expires=1 Jan 1999 10:00:00', 'a=1', null, null],
  ['a=1; Expires=1 Jan 1999 10:00:00; Expires=soon', null, 'a=1', 'a=1'],
  ['a=1; Max-Age=0; Expires=soon', null, null, null],
  // Domains that are none.
  ['a=1; Domain=.', 'a=1', null, null],
  ['a=1; Domain=.; Domain=cdn.app.example', 'a=1', 'a=1', 'a=1'],
  ['a=1; Domain=cdn.app.example; Domain=.', 'a=1', null, null],
  ['a=1; Domain=..', null, null, null],
  // Tabs, and bytes that are not ASCII.
  ['a=1\t2', 'a=1\t2', null, 'a=1\t2'],
  ['a\tb=1', 'a\tb=1', null, 'a\tb=1'],
  ['a=1; x=y\tz', 'a=1', null, 'a=1'],
  ['\ta\t=\t1\t;\tPath\t=\t/\t', 'a=1', 'a=1', 'a=1'],
  ['a=\xe9b', 'a=\xe9b', 'a=\xe9b', 'a=\xef\xbf\xbdb'],
  ['a=\xed\xa0\x80', 'a=\xed\xa0\x80', 'a=\xed\xa0\x80', 'a=\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd'],
  ['a=\xc3\xa9', 'a=\xc3\xa9', 'a=\xc3\xa9', 'a=\xc3\xa9'],
  ['\xe9=1', '\xe9=1', '\xe9=1', '\xe9=1'],
  // Names that are none.
  ['a', 'a', 'a', 'a='],
  ['=a', 'a', 'a', null],
  ['=a=b', 'a=b', null, null],
  ['__Host-a; Secure; Path=/', null, null, '__Host-a='],
];

test('dates and names that are none are taken as the standard says, or as each engine does', () => {
  for (const [line, standard, chromium, firefox] of apart) {
    expect.soft(cookieAfter([line]), line).toBe(standard);
    expect.soft(cookieAfter([line], {}, 'chromium'), `${line} in Chromium`).toBe(chromium);
    expect.soft(cookieAfter([line], {}, 'firefox'), `${line} in Firefox`).toBe(firefox);
  }
});

test('in Firefox a cookie of another site than the page is partitioned, whatever the scheme of the page', () => {
  const lines = ['a=1; SameSite=None; Secure', 'a=2; SameSite=None; Secure; Partitioned'];
  const inFirefox = (given: Given) => cookieAfter(lines, given, 'firefox');
  expect(inFirefox({})).toBe('a=1; a=2');
  expect(inFirefox({ page: { origin: 'http://app.example' } })).toBe('a=1; a=2');
  expect(inFirefox({ from: 'https://cdn.example/' })).toBe('a=2');
  expect(inFirefox({ page: { sandbox: true } })).toBe('a=2');
  expect(cookieAfter(lines, { from: 'https://cdn.example/' }, 'chromium')).toBe('a=1; a=2');
});

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
  const beside = (...lines: string[]) => {
    const set = [load(cdn, secure), ...lines.map((line) => load(plain.url_origin, line))];
    return predictAfter(load(plain.url_origin, ''), { before: set }).cookieHeader;
  };
  expect(beside('b=2; Path=/')).toBe('b=2');
  expect(beside('a=2; Path=/song')).toBeNull();
  const below = load(cdn, 'a=1; Secure; SameSite=None; Path=/song');
  const above = [below, load(plain.url_origin, 'a=2; Path=/')];
  expect(predictAfter(load(plain.url_origin, ''), { before: above }).cookieHeader).toBe('a=2');
});

test('a cookie that is set again keeps its place, but in Chromium where its value is another one', () => {
  for (const [lines, standard, chromium] of [
    [['a=1', 'b=2', 'a=1'], 'a=1; b=2', 'a=1; b=2'],
    [['a=1', 'b=2', 'a=3'], 'a=3; b=2', 'b=2; a=3'],
  ] as const) {
    expect.soft(cookieAfter(lines)).toBe(standard);
    expect.soft(cookieAfter(lines, {}, 'chromium')).toBe(chromium);
    expect.soft(cookieAfter(lines, {}, 'firefox')).toBe(standard);
  }
});

test('a cookie of the site of the page, over another scheme, goes with a request in Firefox alone', () => {
  const given = { from: 'https://cdn.app.example/', page: { origin: 'http://app.example' } };
  for (const line of ['a=1; SameSite=Lax', 'a=1; SameSite=Strict']) {
    expect.soft(cookieAfter([line], given), line).toBeNull();
    expect.soft(cookieAfter([line], given, 'chromium'), line).toBeNull();
    expect.soft(cookieAfter([line], given, 'firefox'), line).toBe('a=1');
  }
});

test('an answer with two lengths, which no engine takes, sets no cookie', () => {
  const request = { url_origin: cdn, mode: 'no-cors', credentials: 'include' } as const;
  const cookie = ['Set-Cookie', 'a=1; Secure; SameSite=None'] as const;
  const after = (...lengths: HeaderLine[]) =>
    predictAfter(exchange({ request }), {
      before: [exchange({ request, responses: [ok(cookie, ...lengths)] })],
    }).cookieHeader;
  expect(after(['Content-Length', '1'], ['Content-Length', '1'])).toBe('a=1');
  expect(after(['Content-Length', '1'], ['Content-Length', '2'])).toBeNull();
});
