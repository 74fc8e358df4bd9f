import { expect, test } from '@playwright/test';
import type { Exchange } from '../../model/evidence/exchange';
import { compareWire } from '../../model/judge/compare-wire';
import type { PredictedExchange } from '../../model/lab/predict/predicted-exchange';

const asked = (method: string, status: number | null): PredictedExchange => ({
  method,
  scheme: 'http',
  host: 'cdn.test',
  origin: 'http://player.test',
  session: false,
  status,
});

const saw = (method: string, status: number | null): Exchange => ({
  token: 'one',
  server: 'cdn',
  at: 0,
  scheme: 'http',
  method,
  host: 'cdn.test',
  path: '/p/none/tone.mp3',
  requestHeaders: { origin: 'http://player.test' },
  status,
  responseHeaders: [],
  complete: status !== null,
});

const twice = (status: number | null) => [asked('GET', status), asked('GET', status)];

test('how often a request without an answer is sent is no difference, wherever it stands', () => {
  const seen = [saw('OPTIONS', null), saw('GET', null), saw('GET', null), saw('GET', 200)];
  const predicted = [asked('OPTIONS', null), asked('OPTIONS', null), asked('GET', null), asked('GET', 200)];
  expect(compareWire(predicted, seen, 'library', false)).toEqual([]);
  expect(compareWire([asked('GET', 200)], seen, 'library', false)).toHaveLength(3);
  const mixed = [saw('GET', null), saw('HEAD', null), saw('GET', null)];
  expect(compareWire([asked('HEAD', null), ...twice(null)], mixed, 'library-at-once', false)).toEqual([]);
});

test('how often a library asks for what is answered is counted, also where the last gets no answer', () => {
  const seen = [saw('GET', 307), saw('GET', null), saw('GET', 307), saw('GET', null)];
  const round = [asked('GET', 307), asked('GET', null)];
  expect(compareWire([...round, ...round], seen, 'library', false)).toEqual([]);
  expect(compareWire(round, seen, 'library', false)).toHaveLength(2);
  expect(compareWire(round, seen, 'element', false)).toEqual([]);
});
