import { expect, test } from '@playwright/test';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { compareExchange } from '../../runner/exchange/compare-exchange';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import type { PlayedExchange } from '../../runner/exchange/played-exchange';

const star = ['Access-Control-Allow-Origin', '*'];
const origin = 'https://app.test';
const request = { url_origin: 'https://cdn.test:8443', path: '/a', credentials: 'omit' };
const staleFor = (seconds: number): ExchangeCase[] =>
  parseExchangeFile(
    JSON.stringify([
      {
        id: 'a',
        page: { origin },
        request,
        responses: [
          {
            for: 'actual',
            status: 200,
            headers: [
              star,
              ['Cache-Control', `max-age=600, stale-while-revalidate=${seconds}`],
              ['Age', '700'],
            ],
          },
        ],
        then: [{ request, responses: [{ for: 'actual', status: 200, headers: [star] }] }],
      },
    ]),
    'it',
  );

const secFetch = { site: 'cross-site', mode: 'cors', dest: 'empty' };
const sent = { originHeader: origin, refererHeader: `${origin}/`, secFetch };
const unsent = { originHeader: null, refererHeader: null, secFetch: null };

/** What a browser does that takes the kept answer for the later load. */
const playedWith = (later: typeof sent | typeof unsent): PlayedExchange => {
  const load = {
    id: 'a',
    engine: 'chromium' as const,
    browserVersion: '1',
    outcome: 'readable' as const,
    preflight: false,
    cookieHeader: null,
    visibleHeaders: ['cache-control'],
    wire: { servers: [], page: null },
  };
  return { ...load, ...sent, then: [{ ...load, ...later }] };
};

test('what is validated on the side may be sent before a load ends, or after it', () => {
  const [each] = staleFor(200);
  for (const later of [sent, unsent])
    expect(compareExchange(each!, playedWith(later))).toEqual({ kind: 'as predicted' });
});

test('nothing is sent on the side of an answer that is too stale', () => {
  const [each] = staleFor(50);
  const verdict = compareExchange(each!, playedWith(unsent));
  expect(verdict.kind).toBe('surprise');
});
