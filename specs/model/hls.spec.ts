import { expect, test } from '@playwright/test';
import { planCell } from '../../model/lab/plan/cells';
import { decisiveLoads } from '../../model/judge/decisive-load';
import { diagnose } from '../../model/judge/diagnosis/diagnose';
import { findFix } from '../../model/advice/fix/find-fix';
import { isSafe } from '../../model/advice/fix/is-safe';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import type { Exchange } from '../../model/evidence/exchange';
import { clientOf } from '../../model/standards/client';
import type { PolicyName } from '../../model/lab/policies';
import type { HeaderLine } from '../../model/http/headers';
import { predictCell } from '../../model/lab/predict/predict-cell';
import { streamFiles, type StreamPart } from '../../model/lab/topology/stream';
import { portsFrom } from '../../model/lab/topology/topology';

const ports = portsFrom(8100);
const cellOf = (policy: PolicyName, loader: LoaderName = 'hls') =>
  planCell({ id: 'spec', page: 'http', loader, relation: 'other-site', policy }, ports, 'spec');

test('the oracle names the part that keeps a stream from being readable', () => {
  const partOf = (policy: PolicyName, loader?: LoaderName) => predictCell(cellOf(policy, loader), ports).part;
  expect(partOf('none')).toBe('playlist');
  expect(partOf('hls-key-without-cors')).toBe('key');
  expect(partOf('hls-segment-redirected-by-name')).toBe('segment');
  expect(partOf('hls-key-wildcard', 'hls-credentials')).toBe('key');
  expect(partOf('wildcard')).toBe(null);
  expect(partOf('none', 'xhr')).toBe(null);
});

test('what a redirected playlist names without a host is asked of where it was redirected to, with the own origin', () => {
  const wire = predictCell(cellOf('redirect-to-mirror'), ports).wire;
  const mirror = 'cdn-mirror.test:8125';
  const page = 'http://player.test:8100';
  expect(wire.map(({ host, origin }) => [host, origin])).toEqual([
    ['cdn.test:8110', page],
    [mirror, 'null'],
    [mirror, page],
    [mirror, page],
  ]);
});

test('the tone that is to be heard is that of the server that has the segment', () => {
  expect(cellOf('hls-elsewhere').tone).toBe(1319);
  expect(cellOf('hls-key-elsewhere-without-cors').tone).toBe(659);
});

const star: HeaderLine = ['Access-Control-Allow-Origin', '*'];
const exchange = (part: StreamPart, status: number, ...responseHeaders: HeaderLine[]): Exchange => ({
  token: 'spec',
  server: 'cdn',
  at: 0,
  scheme: 'http',
  method: 'GET',
  host: 'cdn.test:8110',
  path: `/p/none/${streamFiles[part]}?t=spec`,
  requestHeaders: { origin: 'http://player.test:8100' },
  status,
  responseHeaders,
  complete: true,
});
const playlist = exchange('playlist', 200, star);
const key = exchange('key', 200, star);

const failures = [
  ['a playlist without CORS', [exchange('playlist', 200)], 'allow-origin-missing', 'playlist'],
  ['a key without CORS', [playlist, exchange('key', 200)], 'allow-origin-missing', 'key'],
  ['a forbidden key', [playlist, exchange('key', 403, star)], 'http-status', 'key'],
  ['a segment without CORS', [playlist, key, exchange('segment', 200)], 'allow-origin-missing', 'segment'],
  ['a segment that is none', [playlist, key, exchange('segment', 200, star)], 'decode', 'segment'],
  ['a playlist that is none', [playlist], 'decode', 'playlist'],
  [
    'a key whose redirect leads nowhere',
    [playlist, exchange('key', 302, star, ['Location', 'http://x.test/'])],
    'network',
    'key',
  ],
  ['silence', [], 'network', null],
] as const;

for (const [title, wire, reason, part] of failures) {
  test(`the diagnosis of ${title} is ${reason}`, () => {
    const client = clientOf({ origin: 'http://player.test:8100' });
    const [load] = decisiveLoads({ client, loader: 'hls', url: cellOf('none').url, wire });
    expect([diagnose({ ...load, outcome: 'blocked' }), load.part]).toEqual([reason, part]);
  });
}

const fixOf = (policy: PolicyName, loader: LoaderName = 'hls') =>
  findFix({ page: 'http', loader, relation: 'other-site', policy }, ports);

test('a fix reaches the answer of the part that fails', () => {
  for (const policy of ['hls-key-without-cors', 'hls-segment-elsewhere-without-cors'] as const) {
    const { fix } = fixOf(policy);
    expect(fix?.headers).toEqual([star]);
    expect(fix?.edits[0]?.says).toContain('playlist, key and segments');
  }
  expect(fixOf('hls-key-wildcard', 'hls-credentials').fix?.load.loader).toBe('hls');
  expect(fixOf('hls-segment-redirected-by-name').fix?.edits).toHaveLength(1);
});

test('what a playlist names must be safe, too', () => {
  const nulls = { to: 'same-server', policy: { title: 'null', headers: [[star[0], 'null']] } } as const;
  expect(isSafe({ title: 'a stream', hls: { key: nulls } })).toBe(false);
  expect(isSafe({ title: 'a stream', hls: { segment: { to: 'cdn', policy: 'null' } } })).toBe(false);
  expect(isSafe({ title: 'a stream', hls: { segment: { to: 'cdn', policy: 'wildcard' } } })).toBe(true);
});
