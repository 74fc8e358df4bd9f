import { test } from '@playwright/test';
import type { HeaderLine } from '../../model/http/headers';
import { answer, credentials, expectRows, ok, own, star, type Row } from './expect-cases';

const allow = (what: 'Methods' | 'Headers', value: string): HeaderLine => [
  `Access-Control-Allow-${what}`,
  value,
];
const readable = { outcome: 'readable', reason: null, preflight: true } as const;
const blocked = (
  reason:
    | 'preflight-status'
    | 'preflight-malformed'
    | 'preflight-method-not-allowed'
    | 'preflight-header-not-allowed',
) => ({ outcome: 'blocked', reason, preflight: true }) as const;
const put = { method: 'PUT' };

/** https://fetch.spec.whatwg.org/#forbidden-request-header, by name. */
const forbidden = [
  ...['Accept-Charset', 'Accept-Encoding', 'Access-Control-Request-Headers', 'Connection', 'Content-Length'],
  ...['Cookie2', 'Date', 'DNT', 'Expect', 'Host', 'Keep-Alive', 'Origin', 'Referer', 'Set-Cookie', 'TE'],
  ...['Trailer', 'Transfer-Encoding', 'Upgrade', 'Via'],
];

/** One request header and whether it is safelisted. */
const safelist: readonly (readonly [name: string, value: string, safe: boolean])[] = [
  ['Accept', 'audio/*;q=0.9, */*', true],
  ['ACCEPT', 'a\tb', true],
  ['Accept', 'é', true],
  ...Array.from('"():<>?@[\\]{}\u007f\u0001\u001f').map((byte) => ['Accept', `a${byte}b`, false] as const),
  ['Accept', 'a'.repeat(128), true],
  ['Accept', 'a'.repeat(129), false],
  ['Accept', ` ${'a'.repeat(128)}\t`, true],
  ['Accept-Language', 'en-GB, de;q=0.5, *=.', true],
  ['Accept-Language', 'AZaz09', true],
  ['Accept-Language', 'en_GB', false],
  ['Accept-Language', 'en\tde', false],
  ['Content-Language', 'en', true],
  ['Content-Language', 'en/GB', false],
  ['Content-Type', 'text/plain', true],
  ['Content-Type', 'TEXT/PLAIN;charset=utf-8', true],
  ['Content-Type', 'multipart/form-data; boundary=x', true],
  ['Content-Type', 'application/x-www-form-urlencoded', true],
  ['Content-Type', 'text/plain ;x', true],
  ['Content-Type', 'text/plain;', true],
  ['Content-Type', 'text/ plain', false],
  ['Content-Type', 'text /plain', false],
  ['Content-Type', 'text/plain\u00a0', false],
  ['Content-Type', 'text/plain, text/plain', false],
  ['Content-Type', 'text/plain; a="b"', false],
  ['Content-Type', 'text/plain; a=(', false],
  ['Content-Type', 'application/json', false],
  ['Content-Type', 'audio/wav', false],
  ['Content-Type', 'text', false],
  ['Content-Type', '', false],
  ['Range', 'bytes=0-', true],
  ['Range', 'bytes=5-', true],
  ['Range', 'bytes=5-5', true],
  ['Range', 'bytes=10-20', true],
  ['Range', 'bytes=9-10', true],
  ['Range', 'bytes=10-9', false],
  ['Range', 'bytes=-500', false],
  ['Range', 'bytes=-', false],
  ['Range', 'bytes=0-1,3-4', false],
  ['Range', 'bytes= 0-', false],
  ['Range', 'bytes=0 -', false],
  ['Range', 'Bytes=0-', false],
  ['Range', 'xbytes=0-', false],
  ['Range', 'bytes=0-9x', false],
  ['Authorization', 'x', false],
  ['X-Song', '', false],
  ['Cache-Control', 'no-cache', false],
  // Forbidden ones never leave.
  ['Cookie', 'x', true],
  ...forbidden.map((name) => [name, 'x', true] as const),
  ['Sec-Song', 'x', true],
  ['Proxy-Song', 'x', true],
  ['Access-Control-Request-Method', 'x', true],
  ['X-HTTP-Method-Override', 'get, TRACE', true],
  ['X-HTTP-Method', 'track', true],
  ['X-Method-Override', 'put, connect', true],
  ['X-HTTP-Method-Override', 'get, "TRACE"', false],
  ['X-HTTP-Method-Override', 'PUT', false],
  ['User-Agent', 'x', false],
];

test('a header is safelisted by its name and its value', () => {
  expectRows(
    safelist.map(([name, value, safe]): Row => {
      const responses = [ok(star, allow('Headers', '*, authorization'))];
      return [
        `${name}: ${value}`,
        { request: { headers: [[name, value]] }, responses },
        { outcome: 'readable', preflight: !safe },
      ];
    }),
  );
});

test('safelisted values are 1024 bytes long together, at most', () => {
  const lines = (last: number): HeaderLine[] => [
    ...Array.from({ length: 8 }, (): HeaderLine => ['Accept', 'a'.repeat(120)]),
    ['Accept', 'a'.repeat(last)],
  ];
  expectRows([
    ['1024', { request: { headers: lines(64) } }, { preflight: false, outcome: 'readable' }],
    ['1025', { request: { headers: lines(65) } }, blocked('preflight-header-not-allowed')],
    [
      '1025, allowed',
      { request: { headers: lines(65) }, responses: [ok(star, allow('Headers', 'accept'))] },
      readable,
    ],
  ]);
});

test('methods are safelisted, normalized or as they are', () => {
  const any = [ok(star, allow('Methods', '*'))];
  const row = (method: string, preflight: boolean): Row => [
    method,
    { request: { method }, responses: any },
    { outcome: 'readable', preflight },
  ];
  expectRows([
    ...['GET', 'HEAD', 'POST', 'get', 'head', 'pOsT'].map((method) => row(method, false)),
    ...['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'patch', 'Song'].map((method) => row(method, true)),
    ...['put', 'delete', 'options'].map((method): Row => [
      method,
      { request: { method }, responses: [ok(star, allow('Methods', method.toUpperCase()))] },
      readable,
    ]),
    [
      'patch is not PATCH',
      { request: { method: 'patch' }, responses: [ok(star, allow('Methods', 'PATCH'))] },
      blocked('preflight-method-not-allowed'),
    ],
    [
      'PATCH is not patch',
      { request: { method: 'PATCH' }, responses: [ok(star, allow('Methods', 'patch'))] },
      blocked('preflight-method-not-allowed'),
    ],
    ...['TRACE', 'track', 'Connect', '', 'A B'].map((method): Row => [
      method,
      { request: { method }, responses: any },
      { outcome: 'blocked', reason: 'request-invalid', preflight: false, originHeader: null },
    ]),
  ]);
});

test('the answer allows methods and headers in lists', () => {
  const song: HeaderLine[] = [['X-Song', '1']];
  const both = [own, credentials];
  const include = { credentials: 'include' } as const;
  expectRows([
    ['one of several', { request: put, responses: [ok(star, allow('Methods', 'GET , PUT,,'))] }, readable],
    [
      'in a second line',
      { request: put, responses: [ok(star, allow('Methods', 'GET'), allow('Methods', 'PUT'))] },
      readable,
    ],
    ['none', { request: put }, blocked('preflight-method-not-allowed')],
    [
      'malformed',
      { request: put, responses: [ok(star, allow('Methods', 'PUT, ('))] },
      blocked('preflight-malformed'),
    ],
    [
      'the other list malformed',
      { request: put, responses: [ok(star, allow('Methods', 'PUT'), allow('Headers', 'a b'))] },
      blocked('preflight-malformed'),
    ],
    [
      'a safelisted method need not be named',
      { request: { headers: song }, responses: [ok(star, allow('Headers', 'x-song'))] },
      readable,
    ],
    [
      'names have no case',
      { request: { headers: song }, responses: [ok(star, allow('Headers', 'X-SONG'))] },
      readable,
    ],
    [
      '* is all headers',
      { request: { headers: song }, responses: [ok(star, allow('Headers', '*'))] },
      readable,
    ],
    [
      'but Authorization',
      { request: { headers: [['Authorization', 'x']] }, responses: [ok(star, allow('Headers', '*'))] },
      blocked('preflight-header-not-allowed'),
    ],
    [
      'which must be named',
      {
        request: { headers: [['authorization', 'x']] },
        responses: [ok(star, allow('Headers', 'Authorization'))],
      },
      readable,
    ],
    [
      '* is a name with credentials',
      { request: { ...include, headers: song }, responses: [ok(...both, allow('Headers', '*'))] },
      blocked('preflight-header-not-allowed'),
    ],
    [
      'and a method',
      { request: { ...include, ...put }, responses: [ok(...both, allow('Methods', '*'))] },
      blocked('preflight-method-not-allowed'),
    ],
    [
      'named ones are allowed with credentials',
      { request: { ...include, ...put }, responses: [ok(...both, allow('Methods', 'PUT'))] },
      readable,
    ],
    [
      'two headers, one of them not named',
      { request: { headers: [...song, ['X-B', '']] }, responses: [ok(star, allow('Headers', 'x-song'))] },
      blocked('preflight-header-not-allowed'),
    ],
    [
      'lines of one name stay apart',
      {
        request: {
          headers: [
            ['Content-Type', 'text/plain'],
            ['Content-Type', 'text/plain'],
          ],
        },
      },
      { outcome: 'readable', preflight: false },
    ],
  ]);
});

test('the answer has an ok status, and passes the CORS check', () => {
  const allowed = [star, allow('Methods', '*')];
  const at = (status: number) => ({
    request: put,
    responses: [answer('preflight', status, ...allowed), ok(star)],
  });
  expectRows([
    ...[200, 204, 299].map((status): Row => [String(status), at(status), readable]),
    ...[300, 301, 304, 400, 404, 500].map((status): Row => [
      String(status),
      at(status),
      blocked('preflight-status'),
    ]),
    [
      'no CORS header',
      { request: put, responses: [answer('preflight', 200, allow('Methods', '*')), ok(star)] },
      { outcome: 'blocked', reason: 'allow-origin-missing' },
    ],
    [
      'the actual answer is checked too',
      { request: put, responses: [answer('preflight', 200, ...allowed), ok()] },
      { outcome: 'blocked', reason: 'allow-origin-missing', preflight: true },
    ],
    [
      'the own origin asks for nothing',
      { request: { ...put, url_origin: 'https://app.example' }, responses: [ok()] },
      { outcome: 'readable', preflight: false, originHeader: 'https://app.example' },
    ],
    [
      'nothing comes of a preflight that nobody answers',
      { request: put, responses: [] },
      { outcome: 'blocked', reason: 'preflight-unanswered', preflight: true },
    ],
  ]);
});
