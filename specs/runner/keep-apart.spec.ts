import { expect, test } from '@playwright/test';
import { keepApart } from '../../runner/exchange/keep-apart';
import type { ExchangeCase } from '../../model/standards/exchange-case';

const home = 'https://app.test';

/** A `fetch()` of the page's own server, with cookies if it has any, but for what is given. */
const asks = (
  page: Partial<ExchangeCase['page']>,
  request: Partial<ExchangeCase['request']> = {},
  ...headers: readonly (readonly [string, string])[]
): ExchangeCase => ({
  id: 'case',
  page: { origin: home, ...page },
  request: {
    url_origin: home,
    path: '/',
    mode: 'no-cors',
    credentials: 'include',
    method: 'GET',
    headers: [],
    destination: '',
    ...request,
  },
  responses: [{ for: 'actual', status: 200, headers }],
});

test('a page is on top of its window where cookies may come, or where it is asked by a document that has lost its origin', () => {
  const boxed = { sandbox: true };
  const cases = [
    [asks({}), false],
    [asks(boxed), true],
    [asks({ documents: ['data'] }), true],
    [asks(boxed, { credentials: 'omit' }), false],
    [asks(boxed, { mode: 'cors' }), false],
    [asks(boxed, { destination: 'audio' }), true],
    [asks(boxed, { destination: 'audio', crossorigin: 'anonymous' }), false],
    [asks(boxed, { url_origin: 'https://elsewhere.test' }), false],
    [asks({ csp: 'sandbox' }), false],
    [asks({}, {}, ['Set-Cookie', 'a=1']), true],
  ] as const;
  const placed = keepApart(cases.map(([each]) => each));
  expect(placed.map(({ onTop }) => onTop)).toEqual(cases.map(([, onTop]) => onTop));
  const frames = new Set(placed.flatMap(({ onTop, profile }) => (onTop ? [] : [profile])));
  expect(placed.filter(({ onTop, profile }) => onTop && frames.has(profile))).toEqual([]);
});
