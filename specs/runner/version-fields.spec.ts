import { expect, test } from '@playwright/test';
import { parseExchangeFile, whyNotPlayable } from '../../runner/exchange/exchange-file';

const fileOf = (response: object, more: object = {}): string =>
  JSON.stringify([
    {
      id: 1,
      page: { origin: 'https://app.test:8444' },
      request: { url_origin: 'https://cdn.test:8443', path: '/song' },
      responses: [{ for: 'actual', status: 200, headers: {}, ...response }],
      ...more,
    },
  ]);

test('what no server can send before or after an answer is refused, with its place', () => {
  const trailers = { 'X-Sum': '1' };
  const rows = [
    [
      { informational: [{ status: 200 }] },
      {},
      /\[0\]\.responses\[0\]\.informational\[0\]\.status, 200: want 100 to 199/,
    ],
    [{ informational: [{ status: 103, headers: { 'X-A': 'a\0' } }] }, {}, /holds a control character/],
    [{ informational: [{ status: 103, headers: { 'a b': '1' } }] }, {}, /is no header name/],
    [{ trailers }, {}, /\[0\]\.responses\[0\]\.trailers.*add Transfer-Encoding: chunked/s],
    [{ trailers }, { http: '1.1' }, /add Transfer-Encoding: chunked/],
    [{ trailers, status: 204 }, { http: '2' }, /a 204 has not/],
    [{ trailers, status: 0 }, { http: '2' }, /what hangs up has not/],
    [{ trailers, body: 'reset' }, { http: '2' }, /reset is not/],
    [{ trailers: { Connection: 'close' } }, { http: '2' }, /Connection says how an answer comes/],
    [{}, { http: '3' }, /\[0\]\.http, "3": want/],
  ] as const;
  for (const [response, more, message] of rows)
    expect.soft(() => parseExchangeFile(fileOf(response, more), 'a file')).toThrow(message);
});

test('what a server can send is taken', () => {
  const chunked = { 'Transfer-Encoding': 'chunked' };
  for (const [response, more] of [
    [{ informational: [{ status: 103 }, { status: 101, headers: { Upgrade: 'x' } }] }, {}],
    [{ trailers: [['X-Sum', '1']], headers: chunked }, {}],
    [{ trailers: { 'X-Sum': '1' } }, { http: '2' }],
    [{ trailers: {} }, {}],
    [{ informational: null, trailers: null }, { http: null }],
  ] as const)
    expect.soft(parseExchangeFile(fileOf(response, more), 'a file')).toHaveLength(1);
});

test('WebKit is played no case over HTTP/2', () => {
  const [each] = parseExchangeFile(fileOf({}, { http: '2' }), 'a file');
  expect(whyNotPlayable(each!, 'webkit')).toContain('HTTP/2');
  expect(whyNotPlayable(each!, 'chromium')).toBeUndefined();
});
