import { expect, test } from '@playwright/test';
import type { EngineName } from '../../model/evidence/engine';
import type { HeaderLine } from '../../model/http/headers';
import { parseNsprDate } from '../../model/judge/exchange-quirks/nspr-date';
import { predictAs } from '../../model/judge/predict-as';
import { loadsOf, type Answer, type ExchangeCase } from '../../model/standards/exchange-case';
import { predictAfter } from '../../model/standards/predict-after';
import { exchange, star } from './expect-cases';

type Load = readonly [Partial<ExchangeCase['request']>, Answer];

const forAWhile: HeaderLine = ['Cache-Control', 'max-age=600'];
const exposed: HeaderLine = ['Access-Control-Expose-Headers', '*'];
const ok = (...headers: readonly HeaderLine[]): Answer => ({ status: 200, headers: [star, ...headers] });
const same = (...headers: readonly HeaderLine[]): Answer => ({ status: 304, headers: [star, ...headers] });
const kept = ok(forAWhile);
const element = { destination: 'audio', crossorigin: 'anonymous' } as const;

/** The last of some loads of one URL. */
function last(engine: EngineName | 'standard', [first, ...then]: readonly Load[]) {
  const allowing = {
    for: 'preflight',
    status: 204,
    headers: [
      star,
      ['Access-Control-Allow-Methods', 'PUT, DELETE, SONG'],
      ['Access-Control-Allow-Headers', 'cache-control, if-none-match, pragma'],
    ],
  } as const;
  const [head, ...later] = [first!, ...then].map(([request, answer]) => ({
    request: { ...exchange().request, credentials: 'omit' as const, ...request },
    responses: [allowing, { for: 'actual', ...answer }],
  }));
  const loads = loadsOf({ ...exchange(), ...head!, then: later });
  const each = loads.at(-1)!;
  const before = loads.slice(0, -1);
  return engine === 'standard' ? predictAfter(each, { before }) : predictAs(engine, each, before);
}

/** Whether a server is asked for the last of them, by the standards, Chromium and Firefox. */
const asked = (...loads: readonly Load[]): boolean[] =>
  (['standard', 'chromium', 'firefox'] as const).map((who) =>
    last(who, loads).wire.some(({ kind }) => kind === 'request'),
  );

const again: Load = [{}, ok(exposed)];

test('a method that changes something makes each engine forget what it kept, or not', () => {
  const after = (request: Partial<ExchangeCase['request']>, status = 200) =>
    asked([{}, kept], [request, { status, headers: [star] }], again);
  expect(after({ method: 'POST' })).toEqual([true, true, false]);
  expect(after({ method: 'POST' }, 404)).toEqual([false, false, false]);
  expect(after({ method: 'POST', cache: 'no-store' })).toEqual([true, false, false]);
  expect(after({ method: 'PUT' })).toEqual([true, false, false]);
  expect(after({ method: 'PUT', body: 'string' })).toEqual([true, true, false]);
  expect(after({ method: 'DELETE' })).toEqual([true, true, false]);
  expect(after({ method: 'SONG' })).toEqual([true, false, false]);
});

test('HEAD is answered by what is kept of GET in Chromium, and of HEAD in Firefox', () => {
  const head = { method: 'HEAD' } as const;
  expect(asked([{}, kept], [head, ok()])).toEqual([true, false, true]);
  expect(asked([head, kept], [head, ok()])).toEqual([true, true, false]);
  expect(asked([head, kept], again)).toEqual([true, true, true]);
});

test('Firefox keeps apart what elements, scripts, and loads with credentials got', () => {
  expect(asked([{}, kept], [element, ok()])).toEqual([false, false, true]);
  expect(asked([element, kept], again)).toEqual([false, false, true]);
  expect(asked([element, kept], [{ ...element, destination: 'video' }, ok()])).toEqual([false, false, false]);
  expect(asked([{}, kept], [{ credentials: 'include' }, ok()])).toEqual([false, false, true]);
});

test('an answer that was refused answers the next load in Firefox', () => {
  const refused: Answer = { status: 200, headers: [forAWhile] };
  expect(asked([{}, refused], again)).toEqual([true, true, false]);
  expect(last('firefox', [[{}, refused], again]).outcome).toBe('blocked');
});

test('a part is kept by its validator, its range, or who asks', () => {
  const part = (...headers: readonly HeaderLine[]): Answer => ({
    status: 206,
    headers: [star, ['Content-Range', 'bytes 0-32043/32044'], ...headers],
  });
  const twice = (request: Partial<ExchangeCase['request']>, answer: Answer) =>
    asked([request, answer], [request, answer]);
  expect(twice(element, part())).toEqual([true, false, true]);
  expect(twice(element, part(forAWhile))).toEqual([true, false, false]);
  expect(twice(element, part(forAWhile, ['ETag', '"a"']))).toEqual([false, false, false]);
  expect(asked([element, part()], [{ destination: 'audio' }, part()])).toEqual([true, true, true]);
  const someBytes = { headers: [['Range', 'bytes=0-99']] } as const;
  expect(twice(someBytes, part(forAWhile, ['ETag', '"a"']))).toEqual([false, true, true]);
  const allBytes = { headers: [['Range', 'bytes=0-']] } as const;
  expect(twice(allBytes, part(forAWhile, ['ETag', '"a"']))).toEqual([false, false, false]);
  // What nobody asked for is no part of anything in Chromium.
  expect(twice({}, part(forAWhile, ['ETag', '"a"']))).toEqual([false, true, false]);
  const beginning: Answer = {
    ...ok(forAWhile, ['ETag', '"a"'], ['Content-Range', 'bytes 0-6/99']),
    status: 206,
  };
  expect(asked([allBytes, beginning], again)).toEqual([false, true, false]);
  const large: Answer = { ...beginning, headers: [star, forAWhile, ['Content-Range', 'bytes 0-6/52428801']] };
  expect(asked([{}, large], again)).toEqual([true, true, true]);
});

/** What script sees of a kept answer that a 304 came for. */
const shown = (...loads: readonly Load[]) =>
  (['standard', 'chromium', 'firefox'] as const).map((who) => last(who, loads).visibleHeaders.join(' '));

test('a 304 changes what is kept, but for what is of its content', () => {
  const old = (...headers: readonly HeaderLine[]): Load => [
    {},
    ok(exposed, ['Cache-Control', 'max-age=0'], ['X-Song', '1'], ...headers),
  ];
  const [cors, all] = [
    'access-control-allow-origin',
    'access-control-allow-origin access-control-expose-headers cache-control',
  ];
  const length: HeaderLine = ['Content-Length', '7'];
  const etag: HeaderLine = ['ETag', '"a"'];
  const merged = `${all} content-length etag x-new x-song`;
  expect(shown(old(etag, length), [{}, same(['X-New', '2'])])).toEqual([merged, merged, merged]);
  const typed = [{}, same(['Content-Type', 'audio/wav'])] as const;
  const plain = `${all} content-length etag x-song`;
  expect(shown(old(etag, length), typed)).toEqual([plain.replace('etag', 'content-type etag'), plain, plain]);
  // Whose connection ends it, Firefox has asked for as if it were not there: what comes is the 304 itself.
  expect(shown(old(etag), [{}, same()])).toEqual([`${all} etag x-song`, `${all} etag x-song`, '']);
  const chunked: HeaderLine = ['Transfer-Encoding', 'chunked'];
  expect(new Set(shown(old(etag, chunked), [{}, same()]))).toEqual(new Set([`${all} etag x-song`]));
  // Without a validator there is nothing to stand for, but in Firefox.
  const bare = `${cors} access-control-expose-headers`;
  expect(shown(old(length), [{}, same(exposed)])).toEqual([bare, bare, `${all} content-length x-song`]);
});

test('what is kept has no field of its connection, nor one that an engine does not store', () => {
  const visible = (...headers: readonly HeaderLine[]) =>
    shown([{}, ok(exposed, forAWhile, ['X-Song', '1'], ...headers)], again).map((names) =>
      names.replace('access-control-allow-origin access-control-expose-headers cache-control', 'all'),
    );
  expect(visible(['Upgrade', 'h2c'])).toEqual(['all x-song', 'all x-song', 'all x-song']);
  expect(visible(['WWW-Authenticate', 'Basic'])).toEqual([
    'all www-authenticate x-song',
    'all x-song',
    'all x-song',
  ]);
  expect(visible(['TE', 'trailers'])).toEqual(['all x-song', 'all te x-song', 'all te x-song']);
  const hsts = 'strict-transport-security';
  expect(visible([hsts, 'max-age=0'])).toEqual([`all ${hsts} x-song`, 'all x-song', `all ${hsts} x-song`]);
});

test('a redirect to an answer that is refused is kept all the same', () => {
  const { request } = exchange();
  const moved: HeaderLine[] = [star, forAWhile, ['Location', 'https://mirror.example/b']];
  const load = {
    request,
    responses: [
      { for: 'redirect-1', status: 307, headers: moved },
      { for: 'actual', status: 200, headers: [] },
    ],
  };
  const then = { request, responses: [{ for: 'actual', status: 200, headers: [star] }] };
  const [first, second] = loadsOf({ ...exchange(), ...load, then: [then] });
  const { outcome, wire } = predictAfter(second!, { before: [first!] });
  expect([outcome, ...wire.map(({ url }) => url.host)]).toEqual(['readable', 'mirror.example']);
});

test('an XMLHttpRequest takes a user name in its URL, and fetch() does not', () => {
  const request = { ...exchange().request, url_origin: 'https://user@cdn.example' };
  const outcome = (api: 'fetch' | 'xhr') =>
    predictAfter({ ...exchange(), request: { ...request, api } }, { before: [] }).outcome;
  expect([outcome('fetch'), outcome('xhr')]).toEqual(['blocked', 'readable']);
});

test('a 304 stands for what each engine validates', () => {
  const etag: HeaderLine = ['ETag', '"a"'];
  const old = (status: number): Load => [
    {},
    { status, headers: [star, exposed, etag, ['Cache-Control', 'no-cache'], ['Content-Length', '7']] },
  ];
  const [whole, bare] = [
    'access-control-allow-origin access-control-expose-headers cache-control content-length etag',
    '',
  ];
  expect(shown(old(203), [{}, same()])).toEqual([whole, bare, whole]);
  expect(shown(old(404), [{}, same()])).toEqual([whole, bare, bare]);
  const part: Load = [
    {},
    { status: 206, headers: [star, exposed, etag, ['Cache-Control', 'no-cache'], ['Content-Length', '7']] },
  ];
  expect(shown(part, [{}, same()])).toEqual([whole, bare, whole]);
  expect(shown(part, [{ headers: [['Range', 'bytes=0-']] }, same()])).toEqual([whole, bare, whole]);
  // One that says no-store leaves nothing behind it.
  const noStore = same(['Cache-Control', 'no-store']);
  expect(shown(old(200), [{}, noStore], [{}, same()])).toEqual([bare, bare, bare]);
});

test('a 304 stands for a kept answer without content in Firefox, and is kept for itself in Chromium', () => {
  const empty: Load = [
    {},
    { status: 204, headers: [star, exposed, ['ETag', '"a"'], ['Cache-Control', 'no-cache']] },
  ];
  const loads = [empty, [{}, same(forAWhile)], [{}, ok(['X-Late', '1'])]] as const;
  const kept = 'access-control-allow-origin access-control-expose-headers cache-control etag';
  expect(shown(...loads)).toEqual([kept, 'cache-control', kept]);
});

test('force-cache takes an answer of any status, and none that has no content where it says a length', () => {
  const bare = (status: number, ...headers: readonly HeaderLine[]): Answer => ({
    status,
    headers: [star, ...headers],
  });
  const forced: Load = [{ cache: 'force-cache' }, ok()];
  expect(asked([{}, bare(500)], forced)).toEqual([true, false, false]);
  expect(asked([{}, bare(416)], forced)).toEqual([true, true, false]);
  expect(asked([{}, bare(302, forAWhile)], forced)).toEqual([false, false, true]);
  expect(asked([{}, bare(204)], forced)).toEqual([false, false, false]);
  expect(asked([{}, bare(204, forAWhile, ['Content-Length', '4'])], forced)).toEqual([false, true, true]);
  expect(asked([{}, bare(500, ['Cache-Control', 'no-store'])], forced)).toEqual([true, true, true]);
});

test('a script asks for a new answer by its headers', () => {
  const by = (name: string, value: string) => asked([{}, kept], [{ headers: [[name, value]] }, ok()]);
  expect(by('Cache-Control', 'no-cache')).toEqual([true, true, true]);
  expect(by('Cache-Control', 'foo, max-age=0')).toEqual([true, true, true]);
  expect(by('Pragma', 'no-cache')).toEqual([false, true, false]);
  expect(by('Cache-Control', 'no-store')).toEqual([false, false, true]);
  expect(by('Cache-Control', 'max-age=10')).toEqual([false, false, false]);
});

test('what comes of a condition that a script sets is taken in by Chromium, if it names what is kept', () => {
  const tagged = ok(forAWhile, ['ETag', '"a"']);
  const by = (value: string, came: Answer) =>
    asked([{}, tagged], [{ headers: [['If-None-Match', value]] }, came], again);
  expect(by('"a"', ok())).toEqual([false, true, false]);
  expect(by('"b"', ok())).toEqual([false, false, false]);
  expect(by('"a"', same(['Cache-Control', 'max-age=0']))).toEqual([false, true, false]);
});

test('what is kept is given in Chromium as the part that is asked for, in Firefox without empty fields', () => {
  const old: Load = [{}, ok(exposed, forAWhile, ['Age', ''])];
  const base = 'access-control-allow-origin access-control-expose-headers';
  expect(shown(old, [{}, ok()])).toEqual([
    `${base} age cache-control`,
    `${base} age cache-control`,
    `${base} cache-control`,
  ]);
  const cut = shown(old, [{ headers: [['Range', 'bytes=0-1']] }, ok()]);
  expect(cut[1]).toBe(`${base} age cache-control content-length content-range`);
});

test('HEAD that validates a kept GET forgets it in Chromium, where no 304 comes', () => {
  expect(asked([{}, kept], [{ method: 'HEAD', cache: 'no-cache' }, ok()], again)).toEqual([
    false,
    true,
    false,
  ]);
});

test('an element cannot play the text that script left in the cache', () => {
  const [text, song] = [kept, { ...kept, body: 'audio/wav' as const }];
  expect(
    last('chromium', [
      [{}, text],
      [element, ok()],
    ]),
  ).toMatchObject({ outcome: 'blocked', reason: 'decode' });
  expect(
    last('chromium', [
      [{}, song],
      [element, ok()],
    ]).outcome,
  ).toBe('readable');
  expect(
    last('chromium', [
      [element, kept],
      [{}, ok()],
    ]).outcome,
  ).toBe('readable');
});

test('what takes the place of a kept answer, and may not be kept, leaves none', () => {
  const noStore = ok(['Cache-Control', 'no-store']);
  const mode = { cache: 'force-cache' } as const;
  expect(asked([{}, ok(['ETag', '"a"'])], [{ cache: 'no-cache' }, noStore], [mode, ok()])).toEqual([
    true,
    true,
    true,
  ]);
  expect(asked([{}, ok(['ETag', '"a"'])], [{ cache: 'no-store' }, noStore], [mode, ok()])).toEqual([
    false,
    false,
    false,
  ]);
});

test('an Expires that is no date is over by the standards, and read word by word by engines', () => {
  const until = (date: string) => asked([{}, ok(['Expires', date])], again);
  expect(until('Fri, 31 Dec 2099 23:59:59 GMT')).toEqual([false, false, false]);
  for (const date of ['12/31/2099', '31/12/2099', '31 Dec 2099', 'fri, 31 dec 2099 23:59:59 gmt'])
    expect.soft(until(date), date).toEqual([true, false, false]);
  for (const date of ['2099-12-31', '2099-12-31T23:59:59Z'])
    expect.soft(until(date), date).toEqual([true, false, true]);
  for (const date of ['01/02/1999', '0', '-1', 'never', '31.12.2099', '2099-365', 'Dec 2099', ''])
    expect.soft(until(date), date).toEqual([true, true, true]);
});

test('a date of NSPR has its day, its time and its zone', () => {
  const rows: readonly [string, string | null][] = [
    ['12/31/2099 11:59:59 PM', '2099-12-31T23:59:59.000Z'],
    ['12/31/2099 12:00 AM', '2099-12-31T00:00:00.000Z'],
    ['01/02/1999', '1999-01-02T00:00:00.000Z'],
    ['13/02/1999', '1999-02-13T00:00:00.000Z'],
    ['99/02/13', '1999-02-13T00:00:00.000Z'],
    ['31-Dec-69 01:00', '2069-12-31T01:00:00.000Z'],
    ['31 Dec 2099 23:00 EST', '2100-01-01T04:00:00.000Z'],
    ['31 Dec 2099 23:00 GMT-0130', '2100-01-01T00:30:00.000Z'],
    ['30 Feb 2099', '2099-03-02T00:00:00.000Z'],
    ['31 Dec 99999', null],
    ['13/13/2099', null],
    ['20991231', null],
  ];
  for (const [text, date] of rows) {
    const parsed = parseNsprDate(text, false);
    expect.soft(Number.isNaN(parsed) ? null : new Date(parsed).toISOString(), text).toBe(date);
  }
  expect(parseNsprDate('2099-12-31', false)).toBeNaN();
  expect(new Date(parseNsprDate('2099-12-31T23:59:59.123+01:00', true)).toISOString()).toBe(
    '2099-12-31T22:59:59.000Z',
  );
});

test('an XMLHttpRequest sends credentials to the own origin, whatever is said of them', () => {
  const own = {
    ...exchange().request,
    url_origin: 'https://app.example',
    api: 'xhr',
    credentials: 'omit',
  } as const;
  const predicted = (request: ExchangeCase['request']) =>
    predictAfter({ ...exchange(), request }, { before: [] }).wire.map(
      ({ withCredentials }) => withCredentials,
    );
  expect(predicted(own)).toEqual([true]);
  expect(predicted({ ...own, api: 'fetch' })).toEqual([false]);
});

test('of several lines of a date the first counts', () => {
  const [past, future] = ['Fri, 31 Dec 1999 23:59:59 GMT', 'Fri, 31 Dec 2099 23:59:59 GMT'];
  const twice = (...headers: readonly HeaderLine[]) => asked([{}, ok(...headers)], again);
  expect(twice(['Expires', future], ['Expires', past])).toEqual([false, false, false]);
  expect(twice(['Expires', past], ['Expires', future])).toEqual([true, true, true]);
  expect(twice(['Date', past], ['Date', new Date().toUTCString()], forAWhile)).toEqual([true, true, true]);
  expect(twice(['Last-Modified', past], ['Last-Modified', future])).toEqual([false, false, false]);
});

/** Cache-Control, and whether a server is asked again by the standards, Chromium and Firefox. */
const controls: readonly (readonly [
  value: string,
  standard: boolean,
  chromium: boolean,
  firefox: boolean,
])[] = [
  ['max-age=600, ,', false, false, false],
  [',max-age=600', false, false, true],
  ['a,,max-age=600', false, false, true],
  ['max-age=600,,no-cache', true, true, false],
  ['max-age=600;a, no-cache', true, true, false],
  ['max-age=600 , no-cache', true, true, true],
  ['private="a", max-age=600', false, false, true],
  ['private ,max-age=600', false, false, false],
  ['a="b,no-cache", max-age=600', false, false, false],
  ['a="max-age=0, max-age=600', false, true, true],
  ['max-age=4294967295', false, false, false],
  ['max-age=4294967296', false, false, true],
  ['max-age, max-age=600', true, false, false],
  ['public max-age=600', false, true, true],
  ['a max-age=0, max-age=600', true, false, false],
  ['max-age= 600', false, false, false],
  ['max-age=600, no-cache=""', true, false, true],
];

test('a Cache-Control is read as the standard says, or as each engine does', () => {
  for (const [value, ...wanted] of controls)
    expect.soft(asked([{}, ok(['Cache-Control', value])], again), value).toEqual(wanted);
});

test('an Age is read as the standard says, or by its digits', () => {
  const after = (age: string) => asked([{}, ok(forAWhile, ['Age', age])], again);
  expect(after('700')).toEqual([true, true, true]);
  for (const age of ['+700', '700x', '700.5']) expect.soft(after(age), age).toEqual([false, false, true]);
  expect(after('"700"')).toEqual([false, false, false]);
});

test('Firefox keeps few statuses, and answers no range but that of all', () => {
  const twice = (status: number) => asked([{}, { ...kept, status }], again);
  expect(twice(203)).toEqual([false, false, false]);
  for (const status of [201, 226, 299]) expect.soft(twice(status), `${status}`).toEqual([false, false, true]);
  const ranged = (range: string) => asked([{}, kept], [{ headers: [['Range', range]] }, ok()]);
  expect(ranged('bytes=0-')).toEqual([false, false, false]);
  for (const range of ['bytes=0-9', 'bytes=5-']) expect.soft(ranged(range)).toEqual([false, false, true]);
});

test('a cache mode makes an engine ask for a preflight again', () => {
  const put = { method: 'PUT', credentials: 'omit' } as const;
  const preflights = (first: object, second: object) =>
    (['standard', 'chromium', 'firefox'] as const).map(
      (who) =>
        last(who, [
          [{ ...put, ...first }, ok()],
          [{ ...put, ...second }, ok()],
        ]).preflight,
    );
  expect(preflights({}, {})).toEqual([false, false, false]);
  expect(preflights({}, { cache: 'force-cache' })).toEqual([false, false, false]);
  expect(preflights({}, { cache: 'no-cache' })).toEqual([false, true, false]);
  for (const cache of ['reload', 'no-store'])
    expect.soft(preflights({}, { cache })).toEqual([false, true, true]);
  expect(preflights({ cache: 'no-store' }, {})).toEqual([false, true, false]);
  expect(preflights({ cache: 'reload' }, {})).toEqual([false, false, false]);
});
