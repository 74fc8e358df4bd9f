import { expect, test } from '@playwright/test';
import { isBadPort } from '../../model/standards/port-blocking';
import { requestUrl, type ExchangeCase } from '../../model/standards/exchange-case';
import { predict } from '../../model/standards/predict';
import { parseUrl } from '../../model/http/url';
import type { HeaderLine } from '../../model/http/headers';
import { answer, credentials, exchange, expectRows, ok, own, page, star, type Row } from './expect-cases';

const expose = (value: string): HeaderLine => ['Access-Control-Expose-Headers', value];
const shown: HeaderLine[] = [
  ['X-Song', '1'],
  ['x-song', '2'],
  ['Set-Cookie', 'a'],
  ['Content-Type', 'audio/wav'],
];
const always = [
  'Cache-Control',
  'Content-Language',
  'Content-Length',
  'Content-Type',
  'Expires',
  'Last-Modified',
  'Pragma',
];

test('script sees the safelisted headers and those that are exposed', () => {
  const sees = (headers: readonly HeaderLine[], visibleHeaders: readonly string[], request = {}): Row => [
    JSON.stringify(headers),
    { request, responses: [ok(...headers)] },
    { outcome: 'readable', visibleHeaders },
  ];
  const include = { credentials: 'include' };
  expectRows([
    sees(
      [star, ...always.map((name): HeaderLine => [name, '0'])],
      always.map((name) => name.toLowerCase()),
    ),
    sees([star, ...shown], ['content-type']),
    sees([star, ...shown, expose('x-SONG')], ['content-type', 'x-song']),
    sees([star, ...shown, expose('a,,'), expose('X-Song')], ['content-type', 'x-song']),
    sees(
      [star, ...shown, expose('*')],
      ['access-control-allow-origin', 'access-control-expose-headers', 'content-type', 'x-song'],
    ),
    sees([star, ...shown, expose('Set-Cookie, Set-Cookie2')], ['content-type']),
    sees([star, ...shown, expose('x-song, (')], ['content-type']),
    sees([star, ...shown, expose('x-song'), expose('"')], ['content-type']),
    sees([own, credentials, ...shown, expose('*')], ['content-type'], include),
    sees([own, credentials, ['*', ''], expose('*')], ['*'], include),
    sees([own, credentials, ...shown, expose('X-Song')], ['content-type', 'x-song'], include),
    sees(shown, ['content-type', 'x-song'], { url_origin: page }),
    sees(
      [
        ['Set-Cookie2', 'a'],
        ['B', ''],
        ['A', ''],
      ],
      ['a', 'b'],
      { url_origin: page, ...include },
    ),
  ]);
});

test('a foreign answer is opaque to mode no-cors and forbidden to mode same-origin', () => {
  expectRows([
    [
      'no-cors',
      { request: { mode: 'no-cors' }, responses: [ok()] },
      { outcome: 'opaque', reason: 'no-cors-mode', visibleHeaders: [], originHeader: null },
    ],
    [
      'no-cors at home',
      { request: { mode: 'no-cors', url_origin: page }, responses: [ok(['A', ''])] },
      { outcome: 'readable', visibleHeaders: ['a'] },
    ],
    [
      'no-cors with headers',
      { request: { mode: 'no-cors', headers: [['X-Song', '']] }, responses: [ok()] },
      { outcome: 'opaque', preflight: false },
    ],
    [
      'no-cors PUT',
      { request: { mode: 'no-cors', method: 'PUT' } },
      { outcome: 'blocked', reason: 'request-invalid' },
    ],
    [
      'no-cors post',
      { request: { mode: 'no-cors', method: 'post' }, responses: [ok()] },
      { outcome: 'opaque' },
    ],
    [
      'same-origin',
      { request: { mode: 'same-origin' } },
      { outcome: 'blocked', reason: 'mode-same-origin', originHeader: null },
    ],
    [
      'same-origin at home',
      { request: { mode: 'same-origin', url_origin: page, method: 'PUT' }, responses: [ok()] },
      { outcome: 'readable', preflight: false },
    ],
    ['an error status is an answer', { responses: [answer('actual', 500, star)] }, { outcome: 'readable' }],
    ['HEAD', { request: { method: 'HEAD' } }, { outcome: 'readable', originHeader: page }],
    [
      'another port',
      { request: { url_origin: 'https://app.example:8443' }, responses: [ok()] },
      { outcome: 'blocked', reason: 'allow-origin-missing' },
    ],
    [
      'the default port',
      { request: { url_origin: 'https://APP.example:443' }, responses: [ok()] },
      { outcome: 'readable', originHeader: null },
    ],
    ['no answer', { responses: [] }, { outcome: 'blocked', reason: 'network', originHeader: page }],
    [
      'two lengths',
      { responses: [ok(star, ['Content-Length', '1'], ['content-length', '2'])] },
      { outcome: 'blocked', reason: 'network' },
    ],
    [
      'one length twice',
      { responses: [ok(star, ['Content-Length', '1'], ['content-length', ' 1'])] },
      { outcome: 'readable' },
    ],
  ]);
});

test('fetch() refuses what can be no request', () => {
  const refused = { outcome: 'blocked', reason: 'request-invalid', originHeader: null } as const;
  const headers = (...lines: HeaderLine[]) => ({ request: { headers: lines } });
  expectRows([
    ['a user name', { request: { url_origin: 'https://u@cdn.example' } }, refused],
    ['a password', { request: { url_origin: 'https://:p@cdn.example' } }, refused],
    ['no URL', { request: { url_origin: 'http://a b' } }, refused],
    ['a name that is no token', headers(['A B', '']), refused],
    ['an empty name', headers(['', '']), refused],
    ['a line break', headers(['A', 'a\nb']), refused],
    ['a character that is no byte', headers(['A', 'ą']), refused],
    [
      'line breaks around a value are stripped',
      headers(['Accept', '\r\naudio/*\n']),
      { outcome: 'readable' },
    ],
    [
      'a bad port',
      { request: { url_origin: 'https://cdn.example:6000' } },
      { outcome: 'blocked', reason: 'bad-port', originHeader: null },
    ],
    [
      'another',
      { request: { url_origin: 'https://cdn.example:10080' } },
      { outcome: 'blocked', reason: 'bad-port' },
    ],
    [
      'a path without a slash, below another',
      { request: { path: 'songs/1' } },
      { outcome: 'readable', originHeader: page },
    ],
    ['a path without a slash', { request: { path: 'song' } }, { outcome: 'readable', originHeader: page }],
  ]);
});

test('what fetch() refuses is never sent, and without CORS only safelisted headers are', () => {
  const wire = (request: Partial<ExchangeCase['request']>) => predict(exchange({ request })).wire;
  expect(wire({ method: 'TRACE' })).toEqual([]);
  expect(wire({ url_origin: 'https://u@cdn.example' })).toEqual([]);
  const sent = (mode: 'cors' | 'no-cors' | 'same-origin', ...headers: HeaderLine[]) =>
    wire({ mode, headers, url_origin: mode === 'no-cors' ? 'https://cdn.example' : page })[0]?.headers;
  const some: HeaderLine[] = [
    ['Accept', ' a \n'],
    ['Range', 'bytes=0-'],
    ['X-Song', '1'],
    ['content-type', 'text/plain'],
    ['Accept-Language', 'a(b'],
  ];
  expect(sent('no-cors', ...some)).toEqual([
    ['accept', 'a'],
    ['content-type', 'text/plain'],
  ]);
  expect(sent('same-origin', ...some)).toHaveLength(5);
  // Lines of one name are judged as one value: this one would be too long.
  const long: HeaderLine = ['Accept', 'a'.repeat(100)];
  expect(sent('no-cors', long, long)).toHaveLength(1);
  expect(sent('cors', long, long)).toHaveLength(2);
});

test('a URL is its origin and its path, between which an origin without a path gets a slash', () => {
  const urlOf = (url_origin: string, path: string) => requestUrl({ ...exchange().request, url_origin, path });
  expect(urlOf('https://cdn.example', '/song')).toBe('https://cdn.example/song');
  expect(urlOf('HTTP://cdn.example:8080', 'songs/1')).toBe('HTTP://cdn.example:8080/songs/1');
  expect(urlOf('https://cdn.example', '?a')).toBe('https://cdn.example?a');
  expect(urlOf('https://cdn.example', '')).toBe('https://cdn.example/');
  expect(urlOf('https://cdn.example/so', 'ng')).toBe('https://cdn.example/song');
  expect(urlOf('blob:https://cdn.example', 'x')).toBe('blob:https://cdn.examplex');
});

/** https://fetch.spec.whatwg.org/#bad-port, as ranges. */
const isListed = (port: number): boolean =>
  [
    [0, 1],
    [7],
    [9],
    [11],
    [13],
    [15],
    [17],
    [19, 23],
    [25],
    [37],
    [42, 43],
    [53],
    [69],
    [77],
    [79],
    [87],
    [95],
  ]
    .concat([[101, 104], [109, 111], [113], [115], [117], [119], [123], [135], [137], [139], [143], [161]])
    .concat([[179], [389], [427], [465], [512, 515], [526], [530, 532], [540], [548], [554], [556], [563]])
    .concat([[587], [601], [636], [989, 990], [993], [995], [1719, 1720], [1723], [2049], [3659], [4045]])
    .concat([[4190], [5060, 5061], [6000], [6566], [6665, 6669], [6679], [6697], [10_080]])
    .some(([first, last = first]) => port >= first! && port <= last!);

test('http and https go to no port of the list, and to all others', () => {
  const wrong = Array.from({ length: 65_536 }, (_, port) => port).filter((port) =>
    ['http', 'https'].some((scheme) => {
      const url = { ...parseUrl(`${scheme}://cdn.example:8443`)!, port };
      return isBadPort(url) !== isListed(port);
    }),
  );
  expect(wrong).toEqual([]);
  expect(isBadPort(parseUrl('https://cdn.example')!)).toBe(false);
  expect(isBadPort(parseUrl('ftp://cdn.example:6000')!)).toBe(false);
});

test('URLs of other schemes are answered by the browser or not at all', () => {
  const at = (url_origin: string, request = {}) => ({ request: { url_origin, path: '', ...request } });
  const scheme = { outcome: 'blocked', reason: 'scheme', originHeader: null } as const;
  expectRows([
    [
      'data',
      at('data:text/plain,x'),
      { outcome: 'readable', originHeader: null, visibleHeaders: ['content-type'] },
    ],
    ['data without a comma', at('data:text/plain'), scheme],
    ['data in mode same-origin', at('data:,', { mode: 'same-origin' }), { outcome: 'readable' }],
    [
      'data in an element',
      at('data:audio/wav,x', { destination: 'audio' }),
      { outcome: 'readable', reason: null },
    ],
    [
      'an own blob',
      at('blob:https://app.example/x'),
      { outcome: 'readable', visibleHeaders: ['content-length', 'content-type'] },
    ],
    ['a foreign blob without CORS', at('blob:https://cdn.example/x', { mode: 'no-cors' }), scheme],
    ['HEAD of a blob', at('blob:https://app.example/x', { method: 'HEAD' }), scheme],
    ['a foreign blob', at('blob:https://cdn.example/x'), scheme],
    ['ftp', at('ftp://cdn.example/'), scheme],
    ['ftp without CORS', at('ftp://cdn.example/', { mode: 'no-cors' }), scheme],
    ['about:blank without CORS', at('about:blank', { mode: 'no-cors' }), { outcome: 'opaque' }],
    ['another about', at('about:srcdoc', { mode: 'no-cors' }), scheme],
    ['about:blank with CORS', at('about:blank'), scheme],
    ['about:blank of a page without origin', { page: { sandbox: true }, ...at('about:blank') }, scheme],
    ['an unknown scheme', at('song:blank', { mode: 'no-cors' }), scheme],
  ]);
});

const element = (crossorigin: 'anonymous' | 'use-credentials' | null, ...headers: HeaderLine[]) => ({
  request: { destination: 'audio', crossorigin },
  responses: [ok(...headers)],
});

test('a tapped element is readable with CORS, else it plays and gives zeros', () => {
  expectRows([
    [
      'no attribute',
      element(null, star),
      { outcome: 'opaque', reason: 'no-crossorigin', originHeader: null, visibleHeaders: [] },
    ],
    [
      'anonymous',
      element('anonymous', star),
      { outcome: 'readable', originHeader: page, visibleHeaders: [], preflight: false },
    ],
    ['anonymous without CORS', element('anonymous'), { outcome: 'blocked', reason: 'allow-origin-missing' }],
    ['use-credentials', element('use-credentials', own, credentials), { outcome: 'readable' }],
    [
      'use-credentials and *',
      element('use-credentials', star, credentials),
      { outcome: 'blocked', reason: 'wildcard-with-credentials' },
    ],
    [
      'at home',
      { request: { destination: 'audio', url_origin: page }, responses: [ok()] },
      { outcome: 'readable', reason: null },
    ],
    [
      'a user name',
      { request: { destination: 'audio', url_origin: 'https://u@cdn.example' }, responses: [ok()] },
      { outcome: 'opaque' },
    ],
  ]);
});

test('an element wants 200, or 206 with the range that came', () => {
  const range: HeaderLine = ['Content-Range', 'bytes 0-99/100'];
  const at = (status: number, ...headers: HeaderLine[]) => ({
    request: { destination: 'audio', crossorigin: 'anonymous' } as const,
    responses: [answer('actual', status, star, ...headers)],
  });
  const refused = (reason: 'http-status' | 'auth') => ({ outcome: 'blocked', reason }) as const;
  expectRows([
    ['200', at(200), { outcome: 'readable' }],
    ['206', at(206, range), { outcome: 'readable' }],
    ['206 of a longer file', at(206, ['Content-Range', 'bytes 0-9/100']), { outcome: 'readable' }],
    ...['bytes  0-99/100', 'bytes 0 - 99 / 100', 'BYTES 0-99/100', 'bytes 0-99/100, 20'].map((value): Row => [
      `206 with ${value}`,
      at(206, ['Content-Range', value]),
      { outcome: 'readable' },
    ]),
    ['206 with two lines', at(206, range, ['Content-Range', 'x']), { outcome: 'readable' }],
    ...[
      ...['bytes 10-19/100', 'bytes 0-10/10', 'bytes 9-0/10', 'bytes 0-9/5', 'bytes=0-9/10', 'bytes 0-9'],
      ...['bytes 0-9/99999999999999999999', 'bytes\t0-9/10', '0-9/10', 'x, bytes 0-9/10', ''],
    ].map((value): Row => [`206 with ${value}`, at(206, ['Content-Range', value]), refused('http-status')]),
    ['206 with another unit', at(206, ['Content-Range', 'kilobytes 0-9/10']), refused('http-status')],
    ['206 of unknown length', at(206, ['Content-Range', 'bytes 0-9/*']), { outcome: 'readable' }],
    ['206 without a range', at(206), refused('http-status')],
    ['206 with no range', at(206, ['Content-Range', 'bytes */10']), refused('http-status')],
    ['200 with a range', at(200, range), { outcome: 'readable' }],
    ['200 without a byte', at(200, ['Content-Length', '0']), { outcome: 'blocked', reason: 'decode' }],
    ['401', at(401), refused('auth')],
    ...[201, 204, 304, 404, 416, 500].map((status): Row => [
      String(status),
      at(status, range),
      refused('http-status'),
    ]),
  ]);
});

/** https://github.com/annevk/orb, what is never sniffed; without playlists and captions. */
const neverMedia = [
  ...['gzip', 'msexcel', 'mspowerpoint', 'msword', 'msword-template', 'pdf', 'x-gzip', 'x-protobuf'],
  ...['x-protobuffer', 'zip', 'vnd.ms-excel', 'vnd.ms-powerpoint', 'vnd.ms-word', 'vnd.msword'],
]
  .map((name) => `application/${name}`)
  .concat('multipart/byteranges', 'multipart/signed', 'text/csv', 'text/event-stream');

test('an opaque answer that cannot be media is kept out', () => {
  const type = (...values: string[]) => values.map((value): HeaderLine => ['Content-Type', value]);
  const nosniff: HeaderLine = ['X-Content-Type-Options', 'NoSniff'];
  const kept = (headers: HeaderLine[]): Row => [
    JSON.stringify(headers),
    element(null, ...headers),
    { outcome: 'blocked', reason: 'orb' },
  ];
  const played = (headers: HeaderLine[]): Row => [
    JSON.stringify(headers),
    element(null, ...headers),
    { outcome: 'opaque' },
  ];
  expectRows([
    ...neverMedia.map((each) => kept(type(each))),
    kept(type('TEXT/CSV; a=b')),
    kept(type('audio/wav', 'text/csv')),
    kept(type('text/csv', 'nonsense')),
    kept(type('text/csv', '*/*')),
    kept([...type('text/html'), nosniff]),
    kept([...type('application/json'), nosniff]),
    kept([...type('text/xml'), nosniff]),
    kept([...type('image/x+json'), nosniff]),
    kept([...type('application/rss+xml'), nosniff]),
    kept([...type('text/plain'), nosniff]),
    kept([...type('text/plain'), ['X-Content-Type-Options', 'nosniff, x']]),
    played([]),
    played(type('audio/wav')),
    played(type('text/html')),
    played(type('application/json')),
    played(type('text/plain')),
    played(type('text/csv', 'audio/wav')),
    played(type('text/csv', 'nonsense', 'audio/wav', '*/*')),
    played([...type('audio/wav'), nosniff]),
    played([...type('image/svg+xml'), nosniff]),
    played([...type('text/javascript'), nosniff]),
    played([...type('application/x-ecmascript'), nosniff]),
    played([...type('text/css'), nosniff]),
    played([...type('text/plain'), ['X-Content-Type-Options', 'x, nosniff']]),
    played([...type('text/plain'), ['X-Content-Type-Options', ', nosniff']]),
    played([...type('xapplication/json'), nosniff]),
    played([...type('text/jsonp'), nosniff]),
    played([...type('image/x+jsonp'), nosniff]),
    // No types at all, or one in whose parameters there is a comma.
    played([...type('a b/x+json'), nosniff]),
    played([...type('x/y z+json'), nosniff]),
    played(type('audio/wav; a="b, text/csv"')),
    played(type('audio/wav; a="\\", text/csv"')),
    played(type('audio/wav; a="b, text/csv')),
    kept(type('audio/wav; a="b", \t text/csv \t ;c')),
    [
      'fetch() gets it all the same',
      { request: { mode: 'no-cors' }, responses: [ok(...type('text/csv'))] },
      { outcome: 'opaque' },
    ],
    ['CORS does not care', element('anonymous', star, ...type('text/csv')), { outcome: 'readable' }],
    [
      'a part of a page',
      {
        request: { destination: 'audio' },
        responses: [answer('actual', 206, ...type('text/html'), ['Content-Range', 'bytes 0-9/10'])],
      },
      { outcome: 'blocked', reason: 'orb' },
    ],
  ]);
});
