import { expect, test } from '@playwright/test';
import { askThroughCache, forgetRefused, receive, type HttpCache } from '../../model/standards/http-cache';
import type { SentRequest } from '../../model/standards/fetch-state';
import { parseUrl } from '../../model/http/url';
import type { HeaderLine } from '../../model/http/headers';

const url = parseUrl('http://cdn.test:8110/tone.mp3')!;
const from = (origin: string | null): SentRequest => ({
  kind: 'request',
  method: 'GET',
  url,
  origin,
  referer: null,
  secFetch: null,
  withCredentials: false,
  headers: [],
  destination: '',
});
const forAYear: HeaderLine = ['Cache-Control', 'public, max-age=31536000'];
const etag: HeaderLine = ['ETag', '"one"'];
const allowed: HeaderLine = ['Access-Control-Allow-Origin', 'http://player.test:8100'];

/** Two requests through one cache, to a server that answers with these headers. @returns what went over the wire, and the second answer */
function askTwice(first: SentRequest, second: SentRequest, headers: readonly HeaderLine[]) {
  const cache: HttpCache = new Map();
  const wire: string[] = [];
  const ask = (sent: SentRequest, _hop: number, validates: boolean) => {
    wire.push(`${String(sent.origin)}${validates ? ', validated' : ''}`);
    const cors = sent.origin === null ? [] : [allowed];
    return { status: validates ? 304 : 200, headers: [...headers, ...cors] };
  };
  askThroughCache(cache, first, 1, ask);
  return { wire, answer: askThroughCache(cache, second, 1, ask), cache };
}

test('a fresh answer without Vary is given to a request of another origin, CORS headers and all', () => {
  const { wire, answer } = askTwice(from(null), from('http://player.test:8100'), [forAYear, etag]);
  expect(wire).toEqual(['null']);
  expect(answer?.headers).not.toContainEqual(allowed);
});

test('Vary: Origin keeps a stored answer from another origin, and what the server says last counts', () => {
  const lines: HeaderLine[] = [forAYear, etag, ['Vary', 'Origin']];
  const { wire, answer } = askTwice(from(null), from('http://player.test:8100'), lines);
  expect(wire).toEqual(['null', 'http://player.test:8100, validated']);
  expect(answer).toMatchObject({ status: 200 });
  expect(answer?.headers).toContainEqual(allowed);
});

test('an answer under no-cache is validated, and one without a validator is asked for again', () => {
  const noCache: HeaderLine = ['Cache-Control', 'no-cache'];
  expect(askTwice(from(null), from(null), [noCache, etag]).wire).toEqual(['null', 'null, validated']);
  expect(askTwice(from(null), from(null), [noCache]).wire).toEqual(['null', 'null']);
});

test('no-store stores nothing, and a refused load leaves nothing behind', () => {
  expect(askTwice(from(null), from(null), [['Cache-Control', 'no-store'], etag]).wire).toEqual([
    'null',
    'null',
  ]);
  const request = from(null);
  const { cache } = askTwice(request, request, [forAYear]);
  forgetRefused(cache, [request]);
  expect(cache.size).toBe(0);
});

test('Cache-Control is a list of directives, and an answer is fresh by a max-age above 0 without no-cache', () => {
  const asked = (value: string) => askTwice(from(null), from(null), [['Cache-Control', value]]).wire.length;
  for (const value of ['max-age=60', 'public,max-age=60', 'Public, MAX-AGE=1', 'max-age=60, x-no-cache'])
    expect(asked(value), value).toBe(1);
  for (const value of [
    '',
    'max-age=0',
    'x-max-age=60',
    'no-cache',
    'max-age=60, no-cache',
    'no-cache,max-age=60',
  ])
    expect(asked(value), value).toBe(2);
  for (const value of ['no-store', 'max-age=60, no-store', 'No-Store, max-age=60'])
    expect(asked(value), value).toBe(2);
  expect(asked('max-age=60, x-no-store')).toBe(1);
});

test('Vary names headers that must be alike, and * that none can be', () => {
  const asked = (vary: string, first: SentRequest, second: SentRequest) =>
    askTwice(first, second, [forAYear, ['Vary', vary]]).wire.length;
  const accepting = (value: string): SentRequest => ({ ...from(null), headers: [['accept', value]] });
  expect(asked('*', from(null), from(null))).toBe(2);
  expect(asked('Accept', accepting('a'), accepting('a'))).toBe(1);
  expect(asked('Accept', accepting('a'), accepting('b'))).toBe(2);
  expect(asked('Accept', accepting('a'), from(null))).toBe(2);
  expect(asked('Origin', accepting('a'), accepting('b'))).toBe(1);
  expect(asked('Origin,  Accept', accepting('a'), accepting('b'))).toBe(2);
  expect(asked('Accept', from(null), from('http://player.test:8100'))).toBe(1);
  const element: SentRequest = { ...from(null), destination: 'audio' };
  const part: SentRequest = { ...from(null), headers: [['range', 'bytes=0-9']] };
  expect(asked('Accept-Encoding', from(null), from(null))).toBe(1);
  expect(asked('Accept-Encoding', element, part)).toBe(1);
  expect(asked('Accept-Encoding', element, from(null))).toBe(2);
  expect(asked('Accept-Encoding', from(null), part)).toBe(2);
});

test('Vary counts what the browser itself puts into a request', () => {
  const asked = (vary: string, first: Partial<SentRequest>, second: Partial<SentRequest>) =>
    askTwice({ ...from(null), ...first }, { ...from(null), ...second }, [forAYear, ['Vary', vary]]).wire
      .length;
  expect(asked('Accept', {}, { headers: [['accept', '*/*']] })).toBe(1);
  expect(asked('Accept', {}, { headers: [['accept', 'audio/*']] })).toBe(2);
  expect(asked('Cookie', { cookie: 'a=1' }, { cookie: 'a=1' })).toBe(1);
  expect(asked('Cookie', {}, { cookie: 'a=1' })).toBe(2);
  expect(asked('Range', {}, { destination: 'audio' })).toBe(2);
  expect(asked('Range', { headers: [['range', 'bytes=0-']] }, { destination: 'audio' })).toBe(1);
  const secFetch = { site: 'cross-site', mode: 'cors', dest: 'empty' } as const;
  for (const [name, other] of [
    ['Sec-Fetch-Site', { site: 'same-site' }],
    ['Sec-Fetch-Mode', { mode: 'no-cors' }],
    ['Sec-Fetch-Dest', { dest: 'audio' }],
  ] as const) {
    expect(asked(name, { secFetch }, { secFetch }), name).toBe(1);
    expect(asked(name, { secFetch }, { secFetch: { ...secFetch, ...other } }), name).toBe(2);
  }
  expect(asked('Sec-Fetch-Site', { secFetch }, { secFetch: { ...secFetch, mode: 'no-cors' } })).toBe(1);
});

test('reload goes past what is stored, and its answer takes the place of that', () => {
  const cache: HttpCache = new Map();
  const song = (value: string): HeaderLine => ['X-Song', value];
  const ask = (sent: SentRequest, value: string) =>
    askThroughCache(cache, sent, 1, (_, _hop, validates) => ({
      status: validates ? 304 : 200,
      headers: [forAYear, etag, song(value)],
    }));
  ask(from(null), 'old');
  expect(ask({ ...from(null), cache: 'reload' }, 'new')).toMatchObject({ status: 200 });
  expect(ask(from(null), 'unasked')?.headers).toContainEqual(song('new'));
});

test('preflights and requests of another method than GET pass the cache by', () => {
  const asked = (given: Partial<SentRequest>) => {
    const sent = { ...from(null), ...given };
    return askTwice(sent, sent, [forAYear, etag]);
  };
  for (const given of [{ method: 'POST' }, { method: 'HEAD' }, { kind: 'preflight' } as const]) {
    expect(asked(given).wire).toEqual(['null', 'null']);
    expect(asked(given).cache.size).toBe(0);
  }
});

test('an answer takes the place of what is stored, 304 alone brings it up to date', () => {
  const cache: HttpCache = new Map();
  const song: HeaderLine = ['X-Song', '1'];
  receive(cache, from(null), { status: 304, headers: [forAYear] });
  expect(cache.size).toBe(0);
  receive(cache, from(null), { status: 200, headers: [etag, song] });
  expect(receive(cache, from(null), { status: 304, headers: [forAYear] })).toEqual({
    status: 200,
    headers: [etag, song, forAYear],
  });
  expect(receive(cache, from(null), { status: 200, headers: [etag] })).toEqual({
    status: 200,
    headers: [etag],
  });
  // Of a refused load only its own answer is forgotten.
  forgetRefused(cache, [from(null)]);
  expect(cache.size).toBe(1);
});

test('a part of a file is kept where its validator is strong, and not where it is weak', () => {
  for (const [value, kept] of [
    ['"one"', 1],
    ['W/"one"', 0],
  ] as const) {
    const cache: HttpCache = new Map();
    receive(cache, from(null), { status: 206, headers: [forAYear, ['ETag', value]] });
    expect(cache.size, value).toBe(kept);
  }
});
