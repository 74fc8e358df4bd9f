import { expect, test } from '@playwright/test';
import type { EngineName } from '../../model/evidence/engine';
import type { HeaderLine } from '../../model/http/headers';
import { predictAs } from '../../model/judge/predict-as';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { predict } from '../../model/standards/predict';
import { predictAfter } from '../../model/standards/predict-after';
import { parseStrictTransport } from '../../model/standards/strict-transport-security';
import { answer, exchange, ok, star } from './expect-cases';

const name = 'Strict-Transport-Security';
const says = (value: string): HeaderLine => [name, value];
const cdn = 'http://cdn.example';

/** A load by a page over http. */
const load = (
  url_origin: string,
  headers: readonly HeaderLine[] = [star],
  request: Partial<ExchangeCase['request']> = {},
  origin = 'http://app.example',
): ExchangeCase =>
  exchange({
    // Nobody minds that it asks this machine.
    page: { origin, addressSpace: 'loopback' },
    request: { url_origin, credentials: 'omit', ...request },
    responses: [ok(...headers)],
  });
const learns = (...lines: readonly HeaderLine[]) => load('https://cdn.example', [star, ...lines]);

/** The scheme by which a load asks its server, once those before it have ended. */
const schemeAfter = (before: readonly ExchangeCase[], each = load(cdn)): string | undefined =>
  predictAfter(each, { before }).wire.at(-1)?.url.scheme;

const second = (maxAge: number, includesSubDomains = false) => ({ maxAge, includesSubDomains });

/** Each value, and what is read of it; all were seen in Chromium. */
const values: readonly (readonly [value: string, read: ReturnType<typeof second> | null])[] = [
  ['max-age=600', second(600)],
  ['max-age=0', second(0)],
  ['MAX-AGE=600; INCLUDESUBDOMAINS', second(600, true)],
  ['includeSubDomains;max-age=600', second(600, true)],
  ['max-age="600"', second(600)],
  [' max-age = 600 ;', second(600)],
  ['; ;max-age=600;;', second(600)],
  ['max-age=0600', second(600)],
  ['max-age=600; preload', second(600)],
  ['max-age=600; x=1', second(600)],
  ['max-age=600; x="a;b"', second(600)],
  ['max-age=600; x="a\\"b"', second(600)],
  ['', null],
  ['max-age', null],
  ['max-age=', null],
  ['max-age=-1', null],
  ['max-age=+1', null],
  ['max-age=1.5', null],
  ['max-age=600s', null],
  ["max-age='600'", null],
  ['max-age="600', null],
  ['max-age="6 00"', null],
  ['max-age:600', null],
  ['max-age=600 includeSubDomains', null],
  ['max-age=600, max-age=700', null],
  ['max-age=600; max-age=600', null],
  ['max-age=600; includeSubDomains; includeSubDomains', null],
  ['max-age=600; includeSubDomains=1', null],
  ['max-age=600; x; X', null],
  ['max-age=600; x=', null],
  ['max-age=600; =x', null],
  ['max-age=600; x x', null],
  ['max-age=600; x=b@r', null],
  ['max-age=600; @', null],
  ['includeSubDomains', null],
];

test('a header that conforms to RFC 6797 is read, and no other', () => {
  for (const [value, read] of values) expect.soft(parseStrictTransport(value), value).toEqual(read);
});

/** Where a header came from, what it says, where is asked afterwards, and by which scheme. */
const hosts: readonly (readonly [from: string, value: string, to: string, scheme: string])[] = [
  ['https://cdn.example', 'max-age=600', cdn, 'https'],
  ['https://cdn.example:8443', 'max-age=600', `${cdn}:8080`, 'https'],
  [cdn, 'max-age=600', cdn, 'http'],
  ['https://cdn.example', 'max-age=600', 'http://sub.cdn.example', 'http'],
  ['https://cdn.example', 'max-age=600; includeSubDomains', 'http://a.sub.cdn.example', 'https'],
  ['https://cdn.example', 'max-age=600; includeSubDomains', 'http://othercdn.example', 'http'],
  ['https://sub.cdn.example', 'max-age=600; includeSubDomains', cdn, 'http'],
  ['https://cdn.example.', 'max-age=600', cdn, 'https'],
  ['https://cdn.example', 'max-age=600', `${cdn}.`, 'https'],
  ['https://127.0.0.1', 'max-age=600', 'http://127.0.0.1', 'http'],
  ['https://cdn.localhost', 'max-age=600', 'http://cdn.localhost', 'http'],
];

test('what is known of a host, and of a domain above it, leads to https on the same port', () => {
  for (const [from, value, to, scheme] of hosts) {
    expect.soft(schemeAfter([load(from, [star, says(value)])], load(to)), `${from}, then ${to}`).toBe(scheme);
  }
  const ported = predictAfter(load(`${cdn}:8080`), { before: [learns(says('max-age=600'))] });
  expect(ported.wire[0]!.url.origin).toBe('https://cdn.example:8080');
});

/** Loads, and the scheme of the one after them. */
const memories: readonly (readonly [title: string, before: readonly ExchangeCase[], scheme: string])[] = [
  ['max-age=0 forgets', [learns(says('max-age=600')), learns(says('max-age=0'))], 'http'],
  ['one that does not conform changes nothing', [learns(says('max-age=600')), learns(says('x'))], 'https'],
  ['no header changes nothing', [learns(says('max-age=600')), learns()], 'https'],
  ['of two lines the first', [learns(says('max-age=600'), says('max-age=0'))], 'https'],
  ['of two lines no other', [learns(says('x'), says('max-age=600'))], 'http'],
  ['an answer that CORS refuses', [load('https://cdn.example', [says('max-age=600')])], 'https'],
  [
    'an answer of an element',
    [learns(says('max-age=600'))].map((each) => ({
      ...each,
      request: { ...each.request, destination: 'audio', mode: 'no-cors' as const },
    })),
    'https',
  ],
];

test('what answers say is kept from load to load', () => {
  for (const [title, before, scheme] of memories) expect.soft(schemeAfter(before), title).toBe(scheme);
});

test('a preflight and a redirect tell it, too', () => {
  const asked = load('https://cdn.example', [star], { headers: [['X-Song', '1']] });
  const refused = { ...asked, responses: [answer('preflight', 204, says('max-age=600')), ok(star)] };
  expect(schemeAfter([refused])).toBe('https');
  const led = [answer('redirect-1', 302, star, says('max-age=600'), ['Location', `${cdn}/moved`]), ok(star)];
  expect(predict({ ...load('https://cdn.example'), responses: led }).wire.map(({ url }) => url.href)).toEqual(
    ['https://cdn.example/song', 'https://cdn.example/moved'],
  );
});

test('it comes after mixed content and the Referer, and before CORS', () => {
  const before = [learns(says('max-age=600'))];
  const byHttps = load(cdn, [star], {}, 'https://app.example');
  expect(predictAfter(byHttps, { before })).toMatchObject({
    outcome: 'blocked',
    reason: 'mixed-content',
    wire: [],
  });
  // The page's own host is another origin by then.
  const home = 'http://cdn.example';
  const own = load(home, [], {}, home);
  expect(predictAfter(own, { before: [] })).toMatchObject({ outcome: 'readable' });
  expect(predictAfter(own, { before })).toMatchObject({ reason: 'allow-origin-missing', originHeader: home });
  const same = load(home, [], { mode: 'same-origin' }, home);
  expect(predictAfter(same, { before })).toMatchObject({ reason: 'mode-same-origin', wire: [] });
});

/** What comes of a load of a host that is known, in an engine or by the standard. */
const known = (
  given: Partial<ExchangeCase['request']>,
  engine: EngineName | null,
  origin = 'http://app.example',
) => {
  const named: HeaderLine[] = [
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Allow-Headers', 'x-song'],
  ];
  const each = load(cdn, named, given, origin);
  const before = [{ ...learns(says('max-age=600')), page: { origin } }];
  return engine ? predictAs(engine, each, before) : predictAfter(each, { before });
};
const preflighted: Partial<ExchangeCase['request']> = { headers: [['X-Song', '1']] };

test('Chromium leads there by a redirect, which taints the Origin and fails a preflight', () => {
  expect(known({}, null)).toMatchObject({ outcome: 'readable', originHeader: 'http://app.example' });
  expect(known({}, 'chromium')).toMatchObject({ reason: 'redirect-null-origin', originHeader: 'null' });
  expect(known({}, 'chromium').wire.map(({ url }) => url.scheme)).toEqual(['https']);
  expect(known(preflighted, null)).toMatchObject({ outcome: 'readable', preflight: true });
  expect(known(preflighted, 'chromium')).toMatchObject({
    reason: 'preflight-status',
    preflight: false,
    wire: [],
  });
  expect(known({ redirect: 'error' }, null)).toMatchObject({ outcome: 'readable' });
  expect(known({ redirect: 'error' }, 'chromium')).toMatchObject({ reason: 'redirect-invalid', wire: [] });
});

test('Firefox knows hosts of the site of the page, and no others', () => {
  expect(known({}, 'firefox').wire.map(({ url }) => url.scheme)).toEqual(['http']);
  const home = known({}, 'firefox', 'http://www.cdn.example');
  expect(home.wire.map(({ url }) => url.scheme)).toEqual(['https']);
  expect(home).toMatchObject({ outcome: 'readable', originHeader: 'http://www.cdn.example' });
});
