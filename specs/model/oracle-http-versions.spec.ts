import { expect, test } from '@playwright/test';
import type { HeaderLine } from '../../model/http/headers';
import { predictAs } from '../../model/judge/predict-as';
import type { ExchangeCase, NamedAnswer } from '../../model/standards/exchange-case';
import { predict } from '../../model/standards/predict';
import { predictAfter } from '../../model/standards/predict-after';
import { answer, credentials, exchange, expectRows, ok, own, star } from './expect-cases';

const element = { destination: 'audio', crossorigin: 'anonymous' } as const;
const noCors = { mode: 'no-cors' } as const;

const overHttp2 = (each: ExchangeCase): ExchangeCase => ({ ...each, http: '2' });
const before = (status: number, ...headers: HeaderLine[]) => ({ informational: [{ status, headers }] });

/** The outcome of a load over HTTP/2 by the standard, in Chromium and in Firefox. */
const inEach = (request: object, ...responses: NamedAnswer[]): string[] => {
  const each = overHttp2(exchange({ request, responses }));
  return [predict(each), predictAs('chromium', each), predictAs('firefox', each)].map(
    ({ outcome }) => outcome,
  );
};

test('what comes before an answer, and after it, counts for nothing', () => {
  const loud = [own, credentials];
  expectRows([
    [
      'Early Hints that let in',
      { request: element, responses: [{ ...ok(), ...before(103, ...loud) }] },
      { reason: 'allow-origin-missing' },
    ],
    [
      'Early Hints of another origin',
      {
        responses: [{ ...ok(own), ...before(103, ['Access-Control-Allow-Origin', 'https://evil.example']) }],
      },
      { outcome: 'readable' },
    ],
    [
      'trailers that let in',
      { responses: [{ ...ok(), trailers: loud }] },
      { reason: 'allow-origin-missing' },
    ],
    [
      'trailers that say the range',
      {
        request: element,
        responses: [{ ...answer('actual', 206, star), trailers: [['Content-Range', 'bytes 0-3/4']] }],
      },
      { reason: 'http-status' },
    ],
    [
      'before a preflight',
      {
        request: { headers: [['X-Song', '1']] },
        responses: [
          { ...answer('preflight', 204), ...before(103, star, ['Access-Control-Allow-Headers', '*']) },
          ok(star),
        ],
      },
      { reason: 'allow-origin-missing', preflight: true },
    ],
  ]);
});

test('a 101 that nobody asked for is passed over by the standard, and is the answer itself to Firefox', () => {
  const responses = [{ ...ok(star), ...before(101) }];
  expect(predict(exchange({ responses })).outcome).toBe('readable');
  expect(predictAs('chromium', exchange({ responses })).outcome).toBe('readable');
  expect(predictAs('firefox', exchange({ responses })).reason).toBe('allow-origin-missing');
  const letIn = [{ ...ok(), ...before(101, star) }];
  expect(predict(exchange({ responses: letIn })).reason).toBe('allow-origin-missing');
  expect(predictAs('firefox', exchange({ responses: letIn })).outcome).toBe('readable');
  const preflight = { ...answer('preflight', 204, star), ...before(101, star) };
  const asked = exchange({ request: { method: 'PUT' }, responses: [preflight, ok(star)] });
  expect(predictAs('firefox', asked).reason).toBe('preflight-status');
});

test('HTTP/2 has no 101, which Chromium and Firefox take for the answer', () => {
  expect(inEach(noCors, { ...ok(), ...before(101) })).toEqual(['blocked', 'opaque', 'opaque']);
  expect(inEach({}, { ...ok(star), ...before(101, star) })).toEqual(['blocked', 'blocked', 'readable']);
});

test('lines about a connection make a message of HTTP/2 malformed, but not to engines', () => {
  for (const name of ['Connection', 'Keep-Alive', 'Proxy-Connection', 'upgrade'])
    expect.soft(inEach({}, ok(star, [name, 'x'])), name).toEqual(['blocked', 'readable', 'readable']);
  const chunked = ['Transfer-Encoding', 'chunked'] as const;
  expect(inEach({}, ok(star, chunked))).toEqual(['blocked', 'blocked', 'readable']);
  expect(inEach({}, { ...ok(star), ...before(103, chunked) })).toEqual(['blocked', 'blocked', 'readable']);
  expect(inEach({}, ok(star, ['TE', 'trailers']))).toEqual(['readable', 'readable', 'readable']);
  expect(predict(exchange({ responses: [ok(star, chunked)] })).outcome).toBe('readable');
});

test('over http HTTP/1.1 is spoken all the same', () => {
  const each = exchange({
    page: { origin: 'http://app.example' },
    request: { url_origin: 'http://cdn.example' },
    responses: [ok(star, ['Connection', 'close'])],
  });
  expect(predict(overHttp2(each)).outcome).toBe('readable');
  const exposed = { ...each, responses: [ok(star, ['Access-Control-Expose-Headers', 'X-Firefox-Spdy'])] };
  expect(predictAs('firefox', overHttp2(exposed)).visibleHeaders).toEqual([]);
});

test('a control character in a value is refused by Chromium over HTTP/2, NUL by all', () => {
  expect(inEach({}, ok(star, ['X-Song', 'a\x01b']))).toEqual(['readable', 'blocked', 'readable']);
  expect(inEach({}, ok(star, ['X-Song', 'a\tb']))).toEqual(['readable', 'readable', 'readable']);
  expect(inEach({}, ok(star, ['X-Song', 'a\0b']))).toEqual(['blocked', 'blocked', 'blocked']);
});

test('a length that is not that of the body', () => {
  const long = ['Content-Length', '40000'] as const;
  const short = (...headers: HeaderLine[]): NamedAnswer => ({ ...ok(star, ...headers), body: 'truncated' });
  expect(inEach({}, short(long))).toEqual(['blocked', 'readable', 'readable']);
  expect(inEach(element, short(long))).toEqual(['blocked', 'blocked', 'readable']);
  expect(inEach({}, short())).toEqual(['readable', 'readable', 'readable']);
  const two = ok(star, long, ['Content-Length', '7']);
  expect(inEach({}, two)).toEqual(['blocked', 'readable', 'blocked']);
  const reset: NamedAnswer = { ...ok(star), body: 'reset' };
  expect(inEach({}, reset)).toEqual(['blocked', 'blocked', 'blocked']);
});

test('Firefox tells script of HTTP/2, where it may see all lines', () => {
  const seen = (http: '1.1' | '2', ...headers: HeaderLine[]) =>
    predictAs('firefox', { ...exchange({ responses: [ok(star, ...headers)] }), http }).visibleHeaders;
  const all = ['Access-Control-Expose-Headers', '*'] as const;
  expect(seen('2', all)).toContain('x-firefox-spdy');
  expect(seen('1.1', all)).not.toContain('x-firefox-spdy');
  expect(seen('2')).toEqual([]);
});

test('a stream is sent by HTTP/2 alone', () => {
  const each = exchange({
    request: { method: 'POST', body: 'ReadableStream', duplex: 'half' },
    responses: [answer('preflight', 204, star), ok(star)],
  });
  expect(predict(each).reason).toBe('network');
  expect(predict(overHttp2(each)).outcome).toBe('readable');
});

test('a malformed answer is not kept', () => {
  const first = (...headers: HeaderLine[]) =>
    overHttp2(exchange({ responses: [ok(star, ['Cache-Control', 'max-age=600'], ...headers)] }));
  const isAsked = (before: ExchangeCase) =>
    predictAfter(overHttp2(exchange()), { before: [before] }).wire.length === 1;
  expect([isAsked(first()), isAsked(first(['Connection', 'close']))]).toEqual([false, true]);
});

test('Firefox takes lines about a connection in the preflight after a redirect, too', () => {
  const allowed = [star, ['Access-Control-Allow-Headers', '*']] as const;
  const responses = [
    answer('preflight', 204, ...allowed),
    answer('redirect-1', 307, star, ['Location', 'https://mirror.example/song']),
    answer('preflight-2', 204, ...allowed, ['Connection', 'keep-alive']),
    ok(star),
  ];
  const each = overHttp2(exchange({ request: { headers: [['X-Song', '1']] }, responses }));
  expect(predict(each).reason).toBe('preflight-unanswered');
  expect(predictAs('firefox', each)).toMatchObject({ outcome: 'readable', originHeader: 'null' });
});
