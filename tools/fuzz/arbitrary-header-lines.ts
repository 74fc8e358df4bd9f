import fc from 'fast-check';
import type { HeaderLine } from '../../model/http/headers';
import { neverSniffed } from '../../model/standards/opaque-response-blocking';
import { targetOrigin } from './arbitrary-origins';

/** Lines that answers have of one kind: none, one, or several. */
type Lines = fc.Arbitrary<HeaderLine[]>;

const none: Lines = fc.constant<HeaderLine[]>([]);

/** A line of one of these values, whose name has one spelling or another: header names have no case. */
const named = (name: string, values: readonly string[]): fc.Arbitrary<HeaderLine> =>
  fc.tuple(fc.constantFrom(name, name.toLowerCase()), fc.constantFrom(...values));

const one = (line: fc.Arbitrary<HeaderLine>): Lines => line.map((only) => [only]);

/** All of them, one after the other. */
export const lines = (...parts: readonly Lines[]): Lines => fc.tuple(...parts).map((some) => some.flat());

const swapScheme = (origin: string): string =>
  origin.startsWith('https') ? origin.replace('https', 'http') : origin.replace('http', 'https');

/** `Access-Control-Allow-Origin` lines: right twice in three times, else off by a byte. */
function allowOrigin(page: string): Lines {
  const name = 'Access-Control-Allow-Origin';
  const near = [
    `${page}/`,
    page.toUpperCase(),
    `${page}:80`,
    swapScheme(page),
    `${page}.`,
    page.replace('app.', ''),
    `${page}, ${page}`,
    `*, *`,
    '',
    '**',
    'Null',
    '"*"',
    `${page}\u00a0`,
    `${page}\u000b`,
    'http://other.test',
    '*.test',
  ];
  const right = [page, '*', 'null', ` \t${page} \t`, ' * '];
  return fc.oneof(
    { weight: 10, arbitrary: one(named(name, right.slice(0, 2))) },
    { weight: 4, arbitrary: one(named(name, right)) },
    { weight: 4, arbitrary: one(named(name, near)) },
    { weight: 1, arbitrary: fc.tuple(named(name, right), named(name, [...right, ''])) },
    { weight: 1, arbitrary: none },
  );
}

const allowCredentials: Lines = fc.oneof(
  { weight: 8, arbitrary: one(named('Access-Control-Allow-Credentials', ['true', ' true '])) },
  {
    weight: 1,
    arbitrary: one(named('Access-Control-Allow-Credentials', ['True', 'false', '', 'true,', '1'])),
  },
  {
    weight: 1,
    arbitrary: fc.constant<HeaderLine[]>([
      ['Access-Control-Allow-Credentials', 'true'],
      ['Access-Control-Allow-Credentials', 'true'],
    ]),
  },
  { weight: 5, arbitrary: none },
);

/** What the CORS check reads. */
export const corsLines = (page: string): Lines => lines(allowOrigin(page), allowCredentials);

/** Lists of tokens, some of them malformed. */
function listOf(name: string, items: readonly string[]): Lines {
  const list = fc
    .tuple(fc.array(fc.constantFrom(...items), { maxLength: 4 }), fc.constantFrom(', ', ',', ' ,\t', ',,'))
    .map(([some, comma]): HeaderLine => [name, some.join(comma)]);
  return fc.oneof(
    { weight: 4, arbitrary: one(named(name, ['*', items.join(', '), items.join(',').toLowerCase()])) },
    { weight: 4, arbitrary: fc.array(list, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: one(named(name, ['a b', '(', 'x-song;', '"x-song"', ', ,', '*, x'])) },
    { weight: 2, arbitrary: none },
  );
}

export const allowMethods: Lines = listOf('Access-Control-Allow-Methods', [
  'PUT',
  'PATCH',
  'patch',
  'DELETE',
  'SONG',
  'put',
  'OPTIONS',
  '*',
]);

export const allowHeaders: Lines = listOf('Access-Control-Allow-Headers', [
  'X-Song',
  'x-other',
  'Authorization',
  'Content-Type',
  'Range',
  'Accept',
  'Cache-Control',
  '*',
]);

export const exposeHeaders: Lines = listOf('Access-Control-Expose-Headers', [
  'X-Song',
  'X-Hidden',
  'Set-Cookie',
  'Content-Encoding',
  'ETag',
  '*',
  'Pragma',
]);

/** Lines that a script may be shown, or not. */
export const shownLines: Lines = fc.uniqueArray(
  fc.constantFrom<HeaderLine>(
    ['X-Song', '1'],
    ['x-song', '2'],
    ['X-Hidden', ''],
    ['Set-Cookie', 'a=b'],
    ['Set-Cookie2', 'a=b'],
    ['ETag', '"x"'],
    ['Cache-Control', 'no-store'],
    ['Content-Language', 'en'],
    ['Content-Length', '3'],
    ['Content-Type', 'audio/wav'],
    ['Content-Type', 'application/json'],
    ['Content-Encoding', 'gzip'],
    ['Expires', '0'],
    ['Last-Modified', 'Thu, 01 Jan 1970 00:00:00 GMT'],
    ['Pragma', 'no-cache'],
    ['*', 'star'],
    ['Access-Control-Max-Age', '60'],
    ['Timing-Allow-Origin', '*'],
    ['Vary', '*'],
  ),
  // Two lengths are no CORS question.
  { maxLength: 4, selector: ([name]) => name.replace(/^x-song$/, name + '2') },
);

export const resourcePolicy: Lines = fc.oneof(
  { weight: 3, arbitrary: none },
  {
    weight: 2,
    arbitrary: one(
      named('Cross-Origin-Resource-Policy', [
        'same-origin',
        'same-site',
        'cross-origin',
        'Same-Origin',
        ' same-site ',
        'cross-origin, cross-origin',
        'none',
      ]),
    ),
  },
);

/** Where a redirect leads: mostly to another origin of the network. */
export function location(page: string): Lines {
  const absolute = fc
    .tuple(targetOrigin(page), fc.constantFrom('/hop', '/hop', '/hop/b', '/hop?q=1', '/hop#f'))
    .map(([origin, path]) => origin + path);
  const withUser = targetOrigin(page).map((origin) => `${origin.replace('://', '://user:word@')}/hop`);
  const odd = fc.constantFrom(
    '/hop',
    'hop',
    '//cdn.test/hop',
    'http:///cdn.test/hop',
    'HTTPS://CDN.TEST/hop',
    'data:text/plain,hop',
    'ftp://cdn.test/hop',
    'about:blank',
    'http://',
    'http://cdn.test:99999/hop',
    'https://cdn.test:6667/hop',
    'http://cdn.test:80/hop',
    'https://cdn.test:443/hop',
    ' http://cdn.test/hop ',
    '?hop',
    '#hop',
    '',
  );
  const value = fc.oneof(
    { weight: 14, arbitrary: absolute },
    { weight: 1, arbitrary: withUser },
    { weight: 3, arbitrary: odd },
  );
  const line = fc.tuple(fc.constantFrom('Location', 'location'), value);
  return fc.oneof(
    { weight: 20, arbitrary: one(line) },
    { weight: 1, arbitrary: fc.tuple(line, line) },
    { weight: 1, arbitrary: none },
  );
}

/** The last word that is known counts, or else the default. */
export const referrerPolicy: Lines = fc.oneof(
  { weight: 8, arbitrary: none },
  {
    weight: 1,
    arbitrary: one(
      named('Referrer-Policy', [
        'no-referrer',
        'no-referrer, no-referrer-when-downgrade',
        'same-origin',
        'no-referrer, origin',
        'no-referrer, strict-origin',
        'no-referrer, Origin-When-Cross-Origin',
        'no-referrer, strict-origin-when-cross-origin, x',
        'no-referrer, unsafe-url',
      ]),
    ),
  },
);

/** What a server wants that is asked without a login. */
export const challenge: Lines = fc.oneof(
  { weight: 10, arbitrary: none },
  { weight: 1, arbitrary: one(named('WWW-Authenticate', ['Basic realm="songs"', 'Bearer', 'Digest', ''])) },
);

/** What the bytes of a song are said to be. */
export const audioType: Lines = fc.oneof(
  { weight: 1, arbitrary: one(fc.constantFrom(...neverSniffed).map((type) => ['Content-Type', type])) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<HeaderLine[]>(
      [['Content-Type', 'audio/wav']],
      [['Content-Type', 'audio/wav']],
      [['Content-Type', 'audio/wav']],
      [],
      [['Content-Type', 'text/html']],
      [['Content-Type', 'application/octet-stream']],
      [
        ['Content-Type', 'text/plain'],
        ['X-Content-Type-Options', 'nosniff'],
      ],
      [
        ['Content-Type', 'text/html'],
        ['X-Content-Type-Options', 'NoSniff, x'],
      ],
      [['Content-Type', 'application/json']],
    ),
  },
);
