import { expect, test } from '@playwright/test';
import { planCell } from '../../model/lab/plan/cells';
import { clientOf } from '../../model/standards/client';
import { predict } from '../../model/standards/predict';
import {
  clearCacheEntries,
  createCacheEntries,
  hasCacheEntryMatches,
  createPreflightCache,
} from '../../model/standards/preflight-cache';
import { parseUrl } from '../../model/http/url';
import { predictCell } from '../../model/lab/predict/predict-cell';
import { allScenarios } from '../../model/scenarios';
import { portsFrom } from '../../model/lab/topology/topology';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import type { HeaderLine } from '../../model/http/headers';
import { answer, credentials, exchange, own } from './expect-cases';

const names: HeaderLine = ['Access-Control-Allow-Headers', 'x-song'];
const methods: HeaderLine = ['Access-Control-Allow-Methods', 'PUT'];

interface Circle {
  readonly request?: Partial<ExchangeCase['request']>;
  readonly allowed?: readonly HeaderLine[];
  /** Where the second redirect leads; the first led to /circle. */
  readonly location?: string;
  /** Of the first request; where it is not the CDN, the first redirect leads there. */
  readonly from?: string;
}

/** The kinds of requests of a fetch that is redirected twice, the last preflight of which would fail: p and r. */
function requestsOf({ request, allowed = [names], location = '/circle', from }: Circle): string {
  const { wire } = predict(
    exchange({
      request: { headers: [['X-Song', '1']], ...request, ...(from !== undefined && { url_origin: from }) },
      responses: [
        answer('preflight', 204, own, credentials, ...allowed),
        answer('redirect-1', 307, own, credentials, ['Location', 'https://cdn.example/circle']),
        answer('preflight-2', 204, own, credentials, ...allowed),
        answer('redirect-2', 307, own, credentials, ['Location', location]),
        answer('preflight-3', 500),
        answer('actual', 200, own, credentials),
      ],
    }),
  );
  return wire.map(({ kind }) => kind[0]).join('');
}

const remembered = 'prprr';
const forgotten = 'prprp';
const maxAge = (value: string): HeaderLine => ['Access-Control-Max-Age', value];

const rows: readonly (readonly [title: string, circle: Circle, wanted: string])[] = [
  ['the same URL is asked once', {}, remembered],
  ['another is asked again', { location: '/other' }, forgotten],
  ['so is one with another query', { location: '/circle?x' }, forgotten],
  ['and one with another fragment', { location: '/circle#x' }, forgotten],
  ['a fragment that is inherited is the same', { request: { path: '/song#x' } }, remembered],
  ['5 s are the default', { allowed: [names, maxAge('x')] }, remembered],
  ['as for what is negative', { allowed: [names, maxAge('-1')] }, remembered],
  ['or twice there', { allowed: [names, maxAge('0'), maxAge('0')] }, remembered],
  ['0 s are none', { allowed: [names, maxAge('0')] }, forgotten],
  ['a wildcard is remembered', { allowed: [['Access-Control-Allow-Headers', '*']] }, remembered],
  ['methods are', { request: { method: 'PUT', headers: [] }, allowed: [methods] }, remembered],
  [
    'and so are all of them',
    { request: { method: 'PUT', headers: [] }, allowed: [['Access-Control-Allow-Methods', '*']] },
    remembered,
  ],
  [
    'method and header may be allowed together',
    { request: { method: 'PUT' }, allowed: [names, methods] },
    remembered,
  ],
  ['with credentials, too', { request: { credentials: 'include' } }, remembered],
  ['a same-origin start needs no first one', { from: 'https://app.example' }, 'rprr'],
];

test('a preflight is remembered by origin, URL and credentials for as long as it says', () => {
  for (const [title, circle, wanted] of rows) expect.soft(requestsOf(circle), title).toBe(wanted);
});

test('what a preflight allowed is forgotten when the request itself fails', () => {
  const ports = portsFrom(8100);
  const methodsOf = (policy: string) => {
    const id = `http/fetch-custom-header-then-fetch-custom-header/other-site/${policy}`;
    const scenario = allScenarios().find((each) => each.id === id)!;
    return predictCell(planCell(scenario, ports, 'spec'), ports).wire.map(({ method }) => method);
  };
  expect(methodsOf('preflight-kept')).toEqual(['OPTIONS', 'GET', 'GET']);
  expect(methodsOf('preflight-only')).toEqual(['OPTIONS', 'GET', 'OPTIONS', 'GET']);
});

test('only what is of that origin and that URL is forgotten, its fragment included', () => {
  const request = { mode: 'cors', credentials: 'omit', method: 'PUT', headers: [], destination: '' } as const;
  const preflights = createPreflightCache();
  const asking = (origin: string, href: string) => {
    return { client: clientOf({ origin }), request, urls: [parseUrl(href)!], preflights };
  };
  const failed = asking('https://app.example', 'https://cdn.example/song');
  const others = [
    asking('https://other.example', 'https://cdn.example/song'),
    asking('https://app.example', 'https://cdn.example/other'),
    asking('https://app.example', 'https://cdn.example/song#x'),
  ];
  for (const each of [failed, ...others]) createCacheEntries(each, { status: 204, headers: [methods] });
  clearCacheEntries(failed, 'network');
  expect(hasCacheEntryMatches(failed)).toBe(false);
  expect(others.map(hasCacheEntryMatches)).toEqual([true, true, true]);
});
