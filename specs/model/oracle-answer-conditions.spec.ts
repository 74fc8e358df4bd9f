import { expect, test } from '@playwright/test';
import { predictAs } from '../../model/judge/predict-as';
import { predict } from '../../model/standards/predict';
import type { ExchangeCase, NamedAnswer } from '../../model/standards/exchange-case';
import { answer, exchange, expectRows, ok, page, star } from './expect-cases';

const type: [string, string] = ['Content-Type', 'audio/wav'];
const only = (when: NamedAnswer['when'], given: NamedAnswer): NamedAnswer => ({ ...given, when });
const plain = { destination: 'audio', mode: 'no-cors' } as const;
const withCors = { destination: 'audio', crossorigin: 'anonymous' } as const;

test('a server may answer by Origin, by Referer and by the range that is asked for', () => {
  const byOrigin = [only({ origin: true }, ok(star, type)), ok(type)];
  const byReferer = [only({ referer: `${page}/` }, ok(star)), answer('actual', 403, star)];
  const byRange = [only({ range: 'first' }, answer('actual', 403, star)), ok(star)];
  expectRows([
    ['Origin with CORS', { request: withCors, responses: byOrigin }, { outcome: 'readable' }],
    ['none without', { request: plain, responses: byOrigin }, { outcome: 'opaque' }],
    [
      'the Origin of another',
      { responses: [only({ origin: 'https://other.example' }, ok(star)), ok()] },
      { reason: 'allow-origin-missing' },
    ],
    ['a Referer', { request: withCors, responses: byReferer }, { outcome: 'readable' }],
    [
      'a page that sends none',
      { page: { referrerPolicy: 'no-referrer' }, request: withCors, responses: byReferer },
      { reason: 'http-status' },
    ],
    ['an element asks for a range', { request: withCors, responses: byRange }, { reason: 'http-status' }],
    ['fetch() does not', { responses: [only({ range: 'first' }, ok()), ok(star)] }, { outcome: 'readable' }],
    [
      'unless it says so',
      {
        request: { headers: [['Range', 'bytes=0-9']] },
        responses: [only({ range: 'first' }, ok()), ok(star)],
      },
      { reason: 'allow-origin-missing' },
    ],
    [
      'a preflight has no Range',
      {
        request: {
          headers: [
            ['Range', 'bytes=5-'],
            ['X-A', '1'],
          ],
        },
        responses: [only({ range: 'none' }, answer('preflight', 403, star)), ok(star)],
      },
      { reason: 'preflight-status' },
    ],
  ]);
});

test('a server may answer by the name of the engine, of which Chromium has that of Safari, too', () => {
  const each = exchange({ responses: [only({ userAgent: 'Safari' }, ok()), ok(star)] });
  expect(predict(each).outcome).toBe('readable');
  const came = (['chromium', 'firefox', 'webkit'] as const).map((engine) => predictAs(engine, each).outcome);
  expect(came).toEqual(['blocked', 'readable', 'blocked']);
});

const start = answer('actual', 206, star, type, ['Content-Range', 'bytes 0-16043/32044']);
const rest = answer('actual', 206, star, type, ['Content-Range', 'bytes 16044-32043/32044']);
const goesOn = (request: Partial<ExchangeCase['request']>, ...later: NamedAnswer[]) =>
  exchange({
    page: { origin: 'http://app.test' },
    request: { url_origin: 'http://cdn.test', ...request },
    responses: [...later.map((each) => only({ range: 'later' }, each)), start],
  });

test('an element that is refused a later part of a file is blocked', () => {
  const came = (request: Partial<ExchangeCase['request']>, ...later: NamedAnswer[]) => {
    const { outcome, reason } = predict(goesOn(request, ...later));
    return [outcome, reason];
  };
  const moved = (to: string) => answer('redirect-1', 302, star, ['Location', to]);
  expect(came(withCors, rest)).toEqual(['readable', null]);
  expect(came(withCors, answer('actual', 200, star))).toEqual(['readable', null]);
  expect(came(withCors, answer('actual', 403, star))).toEqual(['blocked', 'http-status']);
  expect(came(withCors, answer('actual', 401, star))).toEqual(['blocked', 'auth']);
  expect(came(withCors, answer('actual', 0))).toEqual(['blocked', 'network']);
  expect(came(withCors, { ...rest, headers: rest.headers.slice(1) })).toEqual([
    'blocked',
    'allow-origin-missing',
  ]);
  expect(came(plain, rest)).toEqual(['opaque', 'no-crossorigin']);
  expect(came(plain, moved('http://mirror.test/'))).toEqual(['blocked', 'mixed-origins']);
  expect(came(plain, moved('/there'))).toEqual(['opaque', 'no-crossorigin']);
  expect(came(withCors, moved('http://mirror.test/'))).toEqual(['readable', null]);
  expect(predict(goesOn(withCors, rest)).wire.map(({ range }) => range)).toEqual([undefined, 'bytes=16044-']);
});

test('of a whole file no later part is asked for', () => {
  const whole = answer('actual', 206, star, type, ['Content-Range', 'bytes 0-32043/32044']);
  const later = only({ range: 'later' }, answer('actual', 403, star));
  const each = exchange({ request: withCors, responses: [later, whole] });
  expect(predict(each)).toMatchObject({ outcome: 'readable' });
  expect(predict(each).wire).toHaveLength(1);
});

test('engines take some later parts each in its way', () => {
  const inEach = (later: NamedAnswer) =>
    (['chromium', 'firefox'] as const).map((engine) => predictAs(engine, goesOn(withCors, later)).outcome);
  const unnamed = { ...rest, headers: rest.headers.slice(1) };
  expect(inEach(unnamed)).toEqual(['blocked', 'blocked']);
  const later = only({ range: 'later' }, unnamed);
  const marked = { ...start, headers: [...start.headers, ['ETag', '"song"'] as const] };
  expect(predictAs('chromium', { ...goesOn(withCors), responses: [later, marked] }).outcome).toBe('readable');
  const longer = answer('actual', 206, star, ['Content-Range', 'bytes 16044-32043/99999']);
  expect(inEach(longer)).toEqual(['readable', 'blocked']);
  expect(inEach(answer('actual', 416, star))[1]).toBe('readable');
});
