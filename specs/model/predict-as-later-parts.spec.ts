import { expect, test } from '@playwright/test';
import { predictAs } from '../../model/judge/predict-as';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { answer, exchange, page, star } from './expect-cases';

const engines = ['chromium', 'firefox'] as const;
const outcomes = (each: ExchangeCase) => engines.map((engine) => predictAs(engine, each).outcome);
const audio = { destination: 'audio', crossorigin: 'anonymous' } as const;

test('a later part of a file is asked for where the first came from, whatever led there', () => {
  const led = exchange({
    request: audio,
    responses: [
      answer('redirect-1', 302, star, ['Location', `${page}/b`]),
      answer(
        'actual',
        206,
        ['Content-Range', 'bytes 0-16043/32044'],
        ['Access-Control-Allow-Origin', 'null'],
      ),
    ],
  });
  for (const engine of engines) {
    const { outcome, originHeader, secFetch, wire } = predictAs(engine, led);
    expect([outcome, originHeader, secFetch?.site]).toEqual(['readable', null, 'same-origin']);
    expect(wire.map(({ url }) => url.origin)).toEqual(['https://cdn.example', page, page]);
  }
});

test('a later part of a file that begins before what was asked for, or is invalid, is refused', () => {
  const came = (...ranges: string[]) =>
    outcomes(
      exchange({
        request: audio,
        responses: [
          {
            ...answer('actual', 206, star, ...ranges.map((range) => ['Content-Range', range] as const)),
            when: { range: 'later' },
          },
          answer('actual', 206, star, ['Content-Range', 'bytes 0-16043/32044']),
        ],
      }),
    );
  expect(came('bytes 16044-32043/32044')).toEqual(['readable', 'readable']);
  expect(came('bytes 16044-32043/*')).toEqual(['readable', 'readable']);
  expect(came('bytes 0-16043/32044')).toEqual(['blocked', 'blocked']);
  expect(came('bytes 16044-32044/32044')).toEqual(['blocked', 'blocked']);
  expect(came('bytes 16044-32042/32044')).toEqual(['blocked', 'blocked']);
  expect(came('x')).toEqual(['blocked', 'blocked']);
  expect(came('bytes 16045-32043/32044')).toEqual(['blocked', 'readable']);
  expect(came()).toEqual(['blocked', 'readable']);
});

test('a later part of a file without CORS is blocked by its type, which engines look at differently', () => {
  const came = (first: string, later: string) =>
    outcomes(
      exchange({
        request: { destination: 'audio', mode: 'no-cors' },
        responses: [
          {
            ...answer('actual', 206, ['Content-Type', later], ['Content-Range', 'bytes 16044-32043/32044']),
            when: { range: 'later' },
          },
          answer('actual', 206, ['Content-Type', first], ['Content-Range', 'bytes 0-16043/32044']),
        ],
      }),
    );
  expect(came('audio/wav', 'audio/wav')).toEqual(['opaque', 'opaque']);
  expect(came('audio/wav', 'application/zip')).toEqual(['blocked', 'blocked']);
  expect(came('audio/wav', 'text/plain')).toEqual(['blocked', 'opaque']);
  expect(came('text/plain', 'text/plain')).toEqual(['opaque', 'opaque']);
  expect(came('text/plain', 'text/html')).toEqual(['opaque', 'blocked']);
});
