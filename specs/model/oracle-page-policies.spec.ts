import { expect, test } from '@playwright/test';
import { allowsInlineScript, parsePolicies } from '../../model/standards/content-security-policy';
import { expectRows, ok, own, page, star, type Row } from './expect-cases';
import type { HeaderLine } from '../../model/http/headers';

const csp = (policy: string, allowed: boolean, request = {}): Row => [
  `${policy} ${JSON.stringify(request)}`,
  { page: { csp: policy }, request },
  allowed ? { outcome: 'readable' } : { outcome: 'blocked', reason: 'csp', originHeader: null },
];

test('a source without a scheme is of that of the page, or of http where its place is not known', () => {
  const plain = { url_origin: 'http://cdn.example' };
  const row = (origin: string, request: object, allowed: boolean): Row => [
    `${origin} ${JSON.stringify(request)}`,
    { page: { origin, csp: 'connect-src cdn.example' }, request },
    allowed ? { outcome: 'readable' } : { outcome: 'blocked', reason: 'csp' },
  ];
  expectRows([
    row('http://app.example', plain, true),
    row('http://app.example', {}, true),
    row('null', plain, true),
    row('null', {}, true),
    row('ftp://app.example', plain, false),
  ]);
});

test('connect-src, or else default-src, says where fetch() may go', () => {
  const port = { url_origin: 'https://cdn.example:8443' };
  expectRows([
    csp("connect-src 'none'", false),
    csp('connect-src', false),
    csp("connect-src 'none' cdn.example", true),
    csp('connect-src *', true),
    csp('Connect-SRC *', true),
    csp('default-src x.example', false),
    csp('default-src cdn.example', true),
    csp("default-src 'none'; connect-src cdn.example", true),
    csp("default-src cdn.example; connect-src 'none'", false),
    csp('connect-src cdn.example; connect-src x.example', true),
    csp('connect-src x.example; connect-src cdn.example', false),
    csp("media-src 'none'; img-src 'none'", true),
    csp('connect-src *, connect-src x.example', false),
    csp('connect-src *,connect-src https:', true),
    csp(',;', true),
    csp("connect-src \u00e9 'none'", true),
    csp("default-src 'none'; connect-src https://cdn.example \u00e9", false),
    csp("connect-src 'none'; img-src \u00e9", false),
    csp("img-src \u00e9, connect-src 'none'", false),
    csp('connect-src https:', true),
    csp('connect-src HTTPS:', true),
    csp('connect-src http:', true),
    csp('connect-src ftp:', false),
    csp('connect-src http://cdn.example', true),
    csp('connect-src https://CDN.Example', true),
    csp('connect-src *.example', true),
    csp('connect-src *.cdn.example', false),
    csp('connect-src https://*', true),
    csp('connect-src cdn.example:443', true),
    csp('connect-src cdn.example:80', false),
    csp('connect-src https://cdn.example:80', false),
    csp('connect-src http://cdn.example:80', true),
    csp('connect-src cdn.example:8443', false),
    csp('connect-src cdn.example:*', true),
    csp('connect-src cdn.example', false, port),
    csp('connect-src cdn.example:8443', true, port),
    csp('connect-src cdn.example:*', true, port),
    csp('connect-src *:8443', true, port),
    csp('connect-src cdn.example:80', false, port),
    csp('connect-src cdn.example/song', true),
    csp('connect-src cdn.example/%73ong', true),
    csp('connect-src cdn.example/Song', false),
    csp('connect-src cdn.example/', true),
    csp('connect-src cdn.example/so', false),
    csp('connect-src cdn.example/a/', true, { path: '/a/b' }),
    csp('connect-src cdn.example/a', false, { path: '/a/b' }),
    csp('connect-src cdn.example/a/', false, { path: '/a' }),
    csp('connect-src cdn.example/song', true, { path: '/song?x' }),
    csp('connect-src cdn.example/song?x=1', true),
    csp('connect-src cdn.example/#x', true),
    csp('connect-src cdn.example/x?/song', false),
    csp('connect-src cdn.example?x', false),
    csp('connect-src cdn.example#x', false),
    csp("connect-src 'self'", false),
    csp("connect-src 'SELF'", true, { url_origin: page }),
    csp("connect-src 'self'", false, { url_origin: 'https://app.example:8443' }),
    csp('connect-src  \t cdn.example ', true),
    csp('connect-src cdn.example/song', true, { path: '/song?x=1' }),
    ...[
      '!cdn.example',
      'cdn.example!',
      'cdn.example:',
      'cdn.example:443x',
      'https:/cdn.example',
      '!https:',
    ].map((source) => csp(`connect-src ${source}`, false)),
    // What is neither http nor https, a source must name.
    ...['*', 'http:', 'https:', 'cdn.example', "'self'"].map((source) =>
      csp(`connect-src ${source}`, false, { url_origin: 'data:text/plain,x', path: '' }),
    ),
    csp('connect-src data:', true, { url_origin: 'data:text/plain,x', path: '' }),
    csp('connect-src ftp://cdn.example:80', false, { url_origin: 'ftp://cdn.example' }),
  ]);
});

test("'self' and sources without a scheme are upgraded with the page, never downgraded", () => {
  const http = (policy: string, url_origin: string, allowed: boolean): Row => [
    `${policy} ${url_origin}`,
    { page: { origin: 'http://app.example', csp: policy }, request: { url_origin } },
    allowed ? { outcome: 'readable' } : { outcome: 'blocked', reason: 'csp' },
  ];
  expectRows([
    http("connect-src 'self'", 'https://app.example', true),
    http("connect-src 'self'", 'https://app.example:8443', false),
    http('connect-src cdn.example', 'https://cdn.example', true),
    http('connect-src cdn.example', 'http://cdn.example', true),
    http('connect-src https://cdn.example', 'http://cdn.example', false),
    http('connect-src https:', 'http://cdn.example', false),
    http('connect-src *', 'http://cdn.example', true),
    http("connect-src 'self'", 'http://app.example', true),
    csp('connect-src cdn.localhost', false, { url_origin: 'http://cdn.localhost' }),
    // Port 80 is upgraded with its scheme, and not without it.
    http('connect-src cdn.example:80', 'http://cdn.example:443', false),
    http('connect-src cdn.example:80', 'https://cdn.example', true),
    http('connect-src cdn.example:80', 'http://cdn.example', true),
    http('connect-src cdn.example:443', 'http://cdn.example', false),
  ]);
});

test('after a redirect the path of a source is not looked at, its host is', () => {
  const responses = (location: string) => [
    { for: 'redirect-1', status: 302, headers: [star, ['Location', location] as const] },
    ok(star),
  ];
  expectRows([
    [
      'path',
      { page: { csp: 'connect-src cdn.example/song' }, responses: responses('/other') },
      { outcome: 'readable' },
    ],
    [
      'host',
      { page: { csp: 'connect-src cdn.example' }, responses: responses('https://mirror.example/') },
      { outcome: 'blocked', reason: 'csp', originHeader: page },
    ],
  ]);
});

test('media-src, or else default-src, says where elements may load from', () => {
  const request = { destination: 'audio', crossorigin: 'anonymous' } as const;
  expectRows([
    csp("media-src 'none'", false, request),
    csp("connect-src 'none'", true, request),
    csp("default-src 'none'", false, request),
  ]);
});

const element = { destination: 'audio' } as const;
const onLoopback = { addressSpace: 'loopback' } as const;

test('mixed content is blocked, of media upgraded, and localhost is none', () => {
  const at = (url_origin: string, request = {}) => ({ request: { url_origin, ...request } });
  expectRows([
    [
      'fetch()',
      at('http://cdn.example'),
      { outcome: 'blocked', reason: 'mixed-content', originHeader: null },
    ],
    [
      'no-cors',
      at('http://cdn.example', { mode: 'no-cors' }),
      { outcome: 'blocked', reason: 'mixed-content' },
    ],
    [
      'media',
      at('http://cdn.example:3000', { ...element, crossorigin: 'anonymous' }),
      { outcome: 'readable', originHeader: page },
    ],
    [
      'media at an address',
      at('http://203.0.113.1', element),
      { outcome: 'blocked', reason: 'mixed-content' },
    ],
    ...[
      'http://localhost',
      'http://a.localhost:3000',
      'http://127.0.0.1',
      'http://127.8.8.8:80',
      'http://[::1]',
    ].map((origin): Row => [origin, { page: onLoopback, ...at(origin) }, { outcome: 'readable' }]),
    ['http://mylocalhost', at('http://mylocalhost'), { outcome: 'blocked', reason: 'mixed-content' }],
    ['http://127.0.0.1.example', at('http://127.0.0.1.example'), { outcome: 'blocked' }],
    ['http://[::2]', at('http://[::2]'), { outcome: 'blocked' }],
    ['http://a.localhost.', { page: onLoopback, ...at('http://a.localhost.') }, { outcome: 'readable' }],
    ...['http://128.20.30.40', 'http://[2001:4860::1]'].map((origin): Row => [
      `media at ${origin}`,
      at(origin, element),
      { outcome: 'blocked', reason: 'mixed-content' },
    ]),
    ['media at a name with numbers', at('http://10.1a.example', element), { outcome: 'opaque' }],
    ['http://localhost.example', at('http://localhost.example'), { outcome: 'blocked' }],
    ['http://128.0.0.1', at('http://128.0.0.1'), { outcome: 'blocked' }],
    [
      'from a page over http',
      { page: { origin: 'http://app.example' }, request: { url_origin: 'http://cdn.example' } },
      { outcome: 'readable' },
    ],
    [
      'upgraded by a policy',
      { page: { csp: 'upgrade-insecure-requests' }, request: { url_origin: 'http://cdn.example' } },
      { outcome: 'readable' },
    ],
    [
      'ftp is not upgraded',
      { page: { csp: 'upgrade-insecure-requests' }, request: { url_origin: 'ftp://cdn.example' } },
      { outcome: 'blocked', reason: 'scheme' },
    ],
    [
      'the upgraded URL is what policies see',
      {
        page: { csp: 'upgrade-insecure-requests; connect-src https:' },
        request: { url_origin: 'http://cdn.example' },
      },
      { outcome: 'readable' },
    ],
    [
      'upgraded to the own origin',
      {
        page: { csp: 'upgrade-insecure-requests' },
        request: { url_origin: 'http://app.example' },
        responses: [ok()],
      },
      { outcome: 'readable', originHeader: null },
    ],
  ]);
});

const corp = (value: string): HeaderLine => ['Cross-Origin-Resource-Policy', value];
const opaque = { mode: 'no-cors' } as const;

test('Cross-Origin-Resource-Policy guards what is loaded without CORS', () => {
  const row = (
    title: string,
    value: string,
    url_origin: string,
    outcome: 'opaque' | 'blocked' | 'readable',
    from: object = {},
  ): Row => [
    title,
    { page: from, request: { ...opaque, url_origin }, responses: [ok(corp(value))] },
    { outcome, reason: outcome === 'blocked' ? 'corp' : outcome === 'opaque' ? 'no-cors-mode' : null },
  ];
  expectRows([
    row('same-origin', 'same-origin', 'https://cdn.example', 'blocked'),
    row('at home', 'same-origin', page, 'readable'),
    row('cross-origin', 'cross-origin', 'https://cdn.example', 'opaque'),
    row('a value with the wrong case', 'Same-Origin', 'https://cdn.example', 'opaque'),
    row('two values', 'same-origin, same-origin', 'https://cdn.example', 'opaque'),
    row('another site', 'same-site', 'https://cdn.example', 'blocked'),
    row('the same site', 'same-site', 'https://cdn.app.example', 'opaque'),
    row('the same site on another port', 'same-site', 'https://app.example:8443', 'opaque'),
    row('sites under a public suffix', 'same-site', 'https://b.co.uk', 'blocked', {
      origin: 'https://a.co.uk',
    }),
    row('one site under a public suffix', 'same-site', 'https://x.a.co.uk', 'opaque', {
      origin: 'https://a.co.uk',
    }),
    row('one host without a site', 'same-site', 'http://localhost:8080', 'opaque', {
      origin: 'http://localhost',
    }),
    row('two addresses', 'same-site', 'http://127.0.0.2', 'blocked', { origin: 'http://127.0.0.1' }),
    row('hosts of a service', 'same-site', 'https://b.github.io', 'blocked', {
      origin: 'https://a.github.io',
    }),
    row('a page over http may not see https of its site', 'same-site', 'https://cdn.app.example', 'blocked', {
      origin: 'http://app.example',
    }),
    row('but http', 'same-site', 'http://cdn.app.example', 'opaque', { origin: 'http://app.example' }),
    row('a page without origin', 'same-site', page, 'blocked', { sandbox: true }),
    ['CORS does not care', { responses: [ok(star, corp('same-origin'))] }, { outcome: 'readable' }],
  ]);
});

test('Cross-Origin-Embedder-Policy asks for it, where the page is trustworthy and the header well-formed', () => {
  const bare = (
    coep: string,
    origin = page,
    credentials: 'include' | 'omit' = 'omit',
    blocked = true,
  ): Row => [
    `${coep} ${origin} ${credentials}`,
    {
      page: { coep, origin },
      request: { ...opaque, credentials, url_origin: origin.replace('app', 'cdn') },
      responses: [ok()],
    },
    blocked ? { outcome: 'blocked', reason: 'corp' } : { outcome: 'opaque' },
  ];
  expectRows([
    ...[
      'require-corp',
      ' require-corp ',
      'require-corp; report-to="a"',
      'require-corp;a;b=?1;c=1.5;d=x/y;e=:YQ==:',
      '\trequire-corp\t',
      'require-corp;a=@1659578233;b=@-1;c=%"f%c3%bc"',
    ].map((coep) => bare(coep)),
    ...[
      'unsafe-none',
      'Require-Corp',
      'require-corp, require-corp',
      '"require-corp"',
      'require-corp;',
      'require-corp; A',
      'require-corp x',
      'require-corp; a="',
      'require-corp;\ta',
      'require-corp;a=:Y:',
      'require-corp;a=%"%C3"',
    ].map((coep) => bare(coep, page, 'omit', false)),
    bare('require-corp', 'http://app.example', 'omit', false),
    bare('require-corp', 'http://app.localhost'),
    // Without credentials there is nothing to hide.
    bare('credentialless', page, 'omit', false),
    bare('credentialless', page, 'include', false),
    [
      'with the header',
      { page: { coep: 'require-corp' }, request: opaque, responses: [ok(corp('cross-origin'))] },
      { outcome: 'opaque' },
    ],
    ['CORS is enough', { page: { coep: 'require-corp' }, responses: [ok(star)] }, { outcome: 'readable' }],
    [
      'elements too',
      { page: { coep: 'require-corp' }, request: element, responses: [ok()] },
      { outcome: 'blocked', reason: 'corp' },
    ],
    [
      'no credentials for elements under credentialless',
      { page: { coep: 'credentialless' }, request: element, responses: [ok()] },
      { outcome: 'opaque' },
    ],
  ]);
});

test('a sandbox takes the origin away, unless it allows it', () => {
  const home = { url_origin: page };
  const sandboxed = { outcome: 'blocked', reason: 'allow-origin-mismatch', originHeader: 'null' } as const;
  expectRows([
    ...[true, '', 'allow-scripts', 'allow-same-originx'].map((sandbox): Row => [
      String(sandbox),
      { page: { sandbox }, request: home, responses: [ok(own)] },
      sandboxed,
    ]),
    ...[false, null, 'allow-same-origin', 'allow-scripts ALLOW-SAME-ORIGIN'].map((sandbox): Row => [
      String(sandbox),
      { page: { sandbox }, request: home, responses: [ok()] },
      { outcome: 'readable', originHeader: null },
    ]),
    [
      'by a policy',
      { page: { csp: 'sandbox allow-scripts' }, request: home, responses: [ok(own)] },
      sandboxed,
    ],
    [
      'by one of two policies',
      { page: { csp: 'sandbox allow-same-origin, sandbox' }, request: home, responses: [ok(own)] },
      sandboxed,
    ],
    [
      'not by one that allows it',
      { page: { csp: 'sandbox Allow-Same-Origin' }, request: home, responses: [ok()] },
      { outcome: 'readable' },
    ],
    [
      "'self' is still where the page came from",
      { page: { sandbox: true, csp: "connect-src 'self'" }, request: home, responses: [ok(star)] },
      { outcome: 'readable' },
    ],
    [
      'a page of no origin at all',
      { page: { origin: 'null' }, responses: [ok(['Access-Control-Allow-Origin', 'null'])] },
      { outcome: 'readable', originHeader: 'null' },
    ],
  ]);
});

test('an inline script runs where script-src, or else default-src, allows inline scripts', () => {
  const allowed = (policy: string) => allowsInlineScript(parsePolicies(policy));
  expect(allowed("connect-src 'none'")).toBe(true);
  expect(allowed("script-src 'self' 'unsafe-inline'")).toBe(true);
  expect(allowed("script-src 'self'")).toBe(false);
  expect(allowed("default-src 'self'")).toBe(false);
  expect(allowed("default-src 'unsafe-inline'")).toBe(true);
  expect(allowed("script-src 'unsafe-inline'; default-src 'none'")).toBe(true);
  expect(allowed("script-src 'unsafe-inline', script-src 'none'")).toBe(false);
});
