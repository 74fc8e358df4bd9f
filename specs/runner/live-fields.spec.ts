import { expect, test } from '@playwright/test';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';

/** A case of a file whose answer is a live stream, and more. */
const fileOf = (given: { page?: object; request?: object; response?: object }): string =>
  JSON.stringify([
    {
      id: 1,
      page: { origin: 'https://app.test:8444', ...given.page },
      request: { url_origin: 'https://cdn.test:8443', path: '/live', ...given.request },
      responses: [{ for: 'actual', status: 200, headers: {}, body: 'live', ...given.response }],
    },
  ]);

test('a live stream that no server sends, or of which nothing is said, is refused', () => {
  expect(parseExchangeFile(fileOf({}), 'a file')).toHaveLength(1);
  const rows = [
    [{ response: { headers: { 'content-length': '9' } } }, /no end and no Content-Length/],
    [{ response: { headers: { 'Content-Encoding': 'gzip' } } }, /no end and no Content-Encoding/],
    [{ response: { status: 206 } }, /no part of a file/],
    [{ response: { for: 'preflight' } }, /name it actual/],
    [{ page: { serviceWorker: {} } }, /under a service worker/],
    [{ request: { integrity: 'sha256-{body}' } }, /no digest/],
  ] as const;
  for (const [given, message] of rows)
    expect.soft(() => parseExchangeFile(fileOf(given), 'a file')).toThrow(message);
});
