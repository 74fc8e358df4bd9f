import { expect, test } from '@playwright/test';
import { predict } from '../../model/standards/predict';
import type { HeaderLine } from '../../model/http/headers';
import { answer, credentials, exchange, expectRows, ok, own, page, star, type Row } from './expect-cases';

const to = (location: string, ...headers: readonly HeaderLine[]) =>
  answer('redirect-1', 302, star, ['Location', location], ...headers);
const away = 'https://mirror.example/song';
const nullOrigin: HeaderLine = ['Access-Control-Allow-Origin', 'null'];

test('a redirect from one foreign origin to another taints the origin', () => {
  const second = (location: string) => answer('redirect-2', 302, star, ['Location', location]);
  expectRows([
    [
      'same to foreign',
      { request: { url_origin: page }, responses: [to(away), ok(own)] },
      { outcome: 'readable', originHeader: page },
    ],
    [
      'foreign to itself',
      { responses: [to('/other'), ok(own)] },
      { outcome: 'readable', originHeader: page },
    ],
    [
      'foreign to foreign',
      { responses: [to(away), ok(own)] },
      { outcome: 'blocked', reason: 'redirect-null-origin', originHeader: 'null' },
    ],
    [
      'which null may pass',
      { responses: [to(away), ok(nullOrigin)] },
      { outcome: 'readable', originHeader: 'null' },
    ],
    ['and *', { responses: [to(away), ok(star)] }, { outcome: 'readable' }],
    [
      'foreign to the own origin',
      { responses: [to(`${page}/song`), ok(nullOrigin)] },
      { outcome: 'readable', originHeader: 'null' },
    ],
    [
      'same to foreign and home',
      { request: { url_origin: page }, responses: [to(away), second(`${page}/x`), ok(nullOrigin)] },
      { outcome: 'readable', originHeader: 'null' },
    ],
    [
      'home again without CORS',
      { request: { url_origin: page }, responses: [to(away), second(`${page}/x`), ok()] },
      { outcome: 'blocked', reason: 'allow-origin-missing' },
    ],
    [
      'another origin than expected',
      { responses: [to(away), ok(['Access-Control-Allow-Origin', 'https://x.example'])] },
      { outcome: 'blocked', reason: 'allow-origin-mismatch' },
    ],
    [
      'the redirect itself is checked',
      { responses: [answer('redirect-1', 302, ['Location', '/x']), ok(star)] },
      { outcome: 'blocked', reason: 'allow-origin-missing' },
    ],
    [
      'a Location of bytes above 0x7F, which are escaped as they are',
      { responses: [to('https://cdn.example/\xe9'), ok(own)] },
      { outcome: 'readable', originHeader: page },
    ],
    [
      'a host of one such byte, which is no UTF-8',
      { responses: [to('https://\xe9.example/'), ok(star)] },
      { outcome: 'blocked', reason: 'redirect-invalid' },
    ],
    ['a relative Location', { responses: [to('?x'), ok(own)] }, { outcome: 'readable', originHeader: page }],
  ]);
});

test('only five statuses with a Location that can be followed are redirects', () => {
  const at = (status: number) => ({
    responses: [answer('redirect-1', status, star, ['Location', away]), ok()],
  });
  expectRows([
    ...[301, 302, 303, 307, 308].map((status): Row => [
      String(status),
      at(status),
      { outcome: 'blocked', reason: 'allow-origin-missing', originHeader: 'null' },
    ]),
    ...[200, 300, 304, 305, 306].map((status): Row => [
      String(status),
      at(status),
      { outcome: 'readable', originHeader: page },
    ]),
    ['without Location', { responses: [answer('redirect-1', 302, star), ok()] }, { outcome: 'readable' }],
    ...[
      'http://',
      'data:text/plain,x',
      'ftp://cdn.example/',
      'blob:https://app.example/x',
      'about:blank',
      'https://u@mirror.example/',
      'https://:p@mirror.example/',
      'https://u@cdn.example/',
      'https://u@app.example/',
    ].map((location): Row => [
      location,
      { responses: [to(location), ok(star)] },
      { outcome: 'blocked', reason: 'redirect-invalid' },
    ]),
    [
      'a user name without CORS',
      { request: { mode: 'no-cors' }, responses: [to('https://u@mirror.example/'), ok()] },
      { outcome: 'opaque' },
    ],
    [
      'a user name at home',
      { request: { url_origin: page }, responses: [to('https://u@app.example/'), ok()] },
      { outcome: 'readable' },
    ],
    [
      'a user name away from home',
      { request: { url_origin: page }, responses: [to('https://u@cdn.example/'), ok(star)] },
      { outcome: 'blocked', reason: 'redirect-invalid' },
    ],
    [
      'two that differ',
      { responses: [to('/a', ['Location', '/b']), ok(star)] },
      { outcome: 'blocked', reason: 'network' },
    ],
    [
      'a bad port',
      { responses: [to('https://cdn.example:6667/'), ok(star)] },
      { outcome: 'blocked', reason: 'bad-port' },
    ],
    [
      'plain http',
      { responses: [to('http://cdn.example/'), ok(star)] },
      { outcome: 'blocked', reason: 'mixed-content', originHeader: page },
    ],
    [
      'mode same-origin',
      { request: { url_origin: page, mode: 'same-origin' }, responses: [to(away), ok(star)] },
      { outcome: 'blocked', reason: 'mode-same-origin', originHeader: null },
    ],
  ]);
});

test('twenty redirects are followed, and not one more', () => {
  const chain = (count: number) => [
    ...Array.from({ length: count }, (_, i) => answer(`redirect-${i + 1}`, 302, star, ['Location', `/${i}`])),
    ok(star),
  ];
  expect(predict(exchange({ responses: chain(20) }))).toMatchObject({ outcome: 'readable' });
  expect(predict(exchange({ responses: chain(21) }))).toMatchObject({
    outcome: 'blocked',
    reason: 'redirect-invalid',
  });
  expect(predict(exchange({ responses: chain(21) })).wire).toHaveLength(21);
});

const bodyHeaders = ['content-encoding', 'content-language', 'content-location', 'content-type'];

test('the method becomes GET where the status says so, and body headers go with it', () => {
  const methods = [
    answer(
      'preflight',
      204,
      star,
      ['Access-Control-Allow-Methods', '*'],
      ['Access-Control-Allow-Headers', '*'],
    ),
  ];
  const wire = (status: number, method: string) =>
    predict(
      exchange({
        request: {
          method,
          headers: [
            ['Content-Encoding', 'x'],
            ['Content-Language', 'en'],
            ['Content-Location', '/x'],
            ['Content-Type', 'application/json'],
            ['X-Song', '1'],
          ],
        },
        responses: [
          ...methods,
          answer('redirect-1', status, star, ['Location', '/x']),
          answer(
            'preflight-2',
            204,
            star,
            ['Access-Control-Allow-Methods', '*'],
            ['Access-Control-Allow-Headers', '*'],
          ),
          ok(star),
        ],
      }),
    ).wire.at(-1);
  for (const [status, method, becomes] of [
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [303, 'GET', 'GET'],
    [301, 'PUT', 'PUT'],
    [302, 'DELETE', 'DELETE'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
  ] as const) {
    const last = wire(status, method);
    expect.soft(last?.method, `${status} ${method}`).toBe(becomes);
    const kept = becomes === method ? [...bodyHeaders, 'x-song'] : ['x-song'];
    expect
      .soft(
        last?.headers.map(([name]) => name),
        `${status} ${method}`,
      )
      .toEqual(kept);
  }
});

test('Authorization stays behind where the origin changes', () => {
  const allowed: HeaderLine = ['Access-Control-Allow-Headers', 'authorization, x-song'];
  const names = (location: string) =>
    predict(
      exchange({
        request: {
          headers: [
            ['Authorization', 'x'],
            ['X-Song', '1'],
          ],
        },
        responses: [
          answer('preflight', 200, star, allowed),
          to(location),
          answer('preflight-2', 200, star, allowed),
          ok(star),
        ],
      }),
    ).wire.map(({ kind, headers }) => `${kind} ${headers.map(([name]) => name).join()}`);
  expect(names('/x').at(-1)).toBe('request authorization,x-song');
  expect(names(away).at(-2)).toBe('preflight x-song');
  expect(names('https://cdn.example:8443/').at(-1)).toBe('request x-song');
});

test('each foreign hop of an unsafe request has a preflight of its own', () => {
  const headers: HeaderLine[] = [['X-Song', '1']];
  const allowed: HeaderLine = ['Access-Control-Allow-Headers', 'x-song'];
  expectRows([
    [
      'from home',
      {
        request: { url_origin: page, headers },
        responses: [to(away), answer('preflight-2', 200, star, allowed), ok(star)],
      },
      { outcome: 'readable', preflight: true },
    ],
    [
      'refused there',
      {
        request: { url_origin: page, headers },
        responses: [to(away), answer('preflight-2', 200, star), ok(star)],
      },
      { outcome: 'blocked', reason: 'preflight-header-not-allowed' },
    ],
    [
      'preflights see the taint',
      {
        request: { headers },
        responses: [
          answer('preflight', 200, star, allowed),
          to(away),
          answer('preflight-2', 200, own, allowed),
          ok(star),
        ],
      },
      { outcome: 'blocked', reason: 'redirect-null-origin', originHeader: 'null' },
    ],
    [
      'with credentials, the taint asks for null',
      {
        request: { credentials: 'include' },
        responses: [
          answer('redirect-1', 302, own, credentials, ['Location', away]),
          ok(nullOrigin, credentials),
        ],
      },
      { outcome: 'readable', originHeader: 'null' },
    ],
  ]);
});

test('without CORS a POST says where it comes from, unless a referrer policy hides it', () => {
  const post = { url_origin: page, mode: 'same-origin', method: 'POST' } as const;
  const policy = (value: string) => [
    answer('redirect-1', 307, ['Location', '/x'], ['Referrer-Policy', value]),
    ok(),
  ];
  expectRows([
    ['POST', { request: post, responses: [ok()] }, { originHeader: page }],
    ['GET', { request: { ...post, method: 'GET' }, responses: [ok()] }, { originHeader: null }],
    ['HEAD', { request: { ...post, method: 'HEAD' }, responses: [ok()] }, { originHeader: null }],
    [
      'no-cors POST',
      { request: { mode: 'no-cors', method: 'POST' } },
      { outcome: 'opaque', originHeader: page },
    ],
    [
      'to a place less trusted',
      {
        page: { addressSpace: 'loopback' },
        request: { url_origin: 'http://cdn.localhost', mode: 'no-cors', method: 'POST' },
      },
      { originHeader: 'null' },
    ],
    ['no-referrer', { request: post, responses: policy('no-referrer') }, { originHeader: 'null' }],
    [
      'the last known word counts',
      { request: post, responses: policy('no-referrer, Origin, nonsense') },
      { originHeader: page },
    ],
    ['same-origin', { request: post, responses: policy('same-origin') }, { originHeader: page }],
    [
      'none of it in mode cors',
      { request: { ...post, mode: 'cors' }, responses: policy('no-referrer') },
      { originHeader: page },
    ],
    [
      'a sandboxed page',
      { page: { sandbox: true }, request: { mode: 'no-cors', method: 'POST' } },
      { originHeader: 'null' },
    ],
  ]);
});

test('a referrer policy hides the origin always, from less trusted places, from foreign ones, or never', () => {
  const post = { url_origin: page, mode: 'no-cors', method: 'POST' } as const;
  const row = (policy: string, location: string, originHeader: string): Row => [
    `${policy} ${location}`,
    {
      page: { addressSpace: 'loopback' },
      request: post,
      responses: [
        answer('redirect-1', 307, ['Location', location], ['Referrer-Policy', `no-referrer, ${policy}`]),
        ok(),
      ],
    },
    { originHeader },
  ];
  const foreign = 'https://cdn.example/';
  // Trustworthy, so that it is no mixed content.
  const insecure = 'http://cdn.localhost/';
  expectRows([
    row('nonsense', foreign, 'null'),
    ...['no-referrer-when-downgrade', 'strict-origin', 'strict-origin-when-cross-origin'].flatMap(
      (policy) => [row(policy, foreign, page), row(policy, insecure, 'null')],
    ),
    ...['origin', 'origin-when-cross-origin', 'unsafe-url'].flatMap((policy) => [
      row(policy, foreign, page),
      row(policy, insecure, page),
    ]),
    row('same-origin', foreign, 'null'),
    row('same-origin', '/x', page),
  ]);
});
