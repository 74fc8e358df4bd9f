import { expect, test } from '@playwright/test';
import { predictAs } from '../../model/judge/predict-as';
import { predictAfter } from '../../model/standards/predict-after';
import type { HeaderLine } from '../../model/http/headers';
import { answer, exchange, expectRows, ok, star } from './expect-cases';

const element = { destination: 'audio', crossorigin: 'anonymous' } as const;
const plain = { destination: 'audio', mode: 'no-cors' } as const;
const noCors = { mode: 'no-cors' } as const;
const typed = (type: string): HeaderLine => ['Content-Type', type];
const live = (...headers: HeaderLine[]) => [{ ...ok(...headers), body: 'live' as const }];

test('a stream that does not end is played and read as it comes', () => {
  const responses = live(star, typed('audio/mpeg'));
  expectRows([
    ['with CORS', { request: element, responses }, { outcome: 'readable', reason: null }],
    ['without', { request: plain, responses }, { outcome: 'opaque', reason: 'no-crossorigin' }],
    ['not let in', { request: element, responses: live() }, { reason: 'allow-origin-missing' }],
    ['by script', { responses }, { outcome: 'readable', visibleHeaders: ['content-type'] }],
    ['opaque', { request: noCors, responses }, { outcome: 'opaque', reason: 'no-cors-mode' }],
    [
      'of a status',
      { request: element, responses: [{ ...answer('actual', 404, star), body: 'live' }] },
      { reason: 'http-status' },
    ],
  ]);
});

test('a stream that is left is not kept', () => {
  const kept = ['Cache-Control', 'max-age=600'] as const;
  const first = (body: 'live' | 'audio/mpeg') =>
    exchange({ responses: [{ ...ok(star, typed('audio/mpeg'), kept), body }] });
  const wire = (body: 'live' | 'audio/mpeg') =>
    predictAfter(exchange(), { before: [first(body)] }).wire.length;
  expect([wire('live'), wire('audio/mpeg')]).toEqual([1, 0]);
});

const inFirefox = (request: object, type: string | null, ...more: HeaderLine[]) => {
  const headers = [star, ...(type === null ? [] : [typed(type)]), ...more];
  return predictAs('firefox', exchange({ request, responses: live(...headers) })).reason;
};

test('Firefox knows MP3 that begins in the midst of a frame by its type alone', () => {
  for (const type of ['audio/mpeg', 'AUDIO/MPEG; charset=utf-8'])
    expect.soft([inFirefox(element, type), inFirefox(plain, type)], type).toEqual([null, 'no-crossorigin']);
  expect([inFirefox(element, 'audio/mp3'), inFirefox(plain, 'audio/mp3')]).toEqual([null, 'orb']);
  for (const type of [null, 'audio/aac', 'application/octet-stream', 'audio/mpeg, text/plain'])
    expect.soft([inFirefox(element, type), inFirefox(plain, type)], String(type)).toEqual(['decode', 'orb']);
  expect(inFirefox({ ...plain, url_origin: 'https://app.example' }, 'audio/mp3')).toBe(null);
});

test('Firefox reads an opaque stream for ever to know what it is', () => {
  const nosniff = ['X-Content-Type-Options', 'nosniff'] as const;
  for (const type of [
    'application/octet-stream',
    'application/ogg',
    'text/plain',
    'text/html',
    'image/svg+xml',
  ])
    expect.soft(inFirefox(noCors, type), type).toBe('orb');
  for (const type of [null, 'audio/mpeg', 'text/css', 'audio/ogg'])
    expect.soft(inFirefox(noCors, type), String(type)).toBe('no-cors-mode');
  expect(inFirefox(noCors, 'application/octet-stream', nosniff)).toBe('no-cors-mode');
  expect(inFirefox({}, 'application/octet-stream')).toBe(null);
});
