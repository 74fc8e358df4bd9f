import fc from 'fast-check';
import type { ExchangeCase, NamedAnswer } from '../../model/oracle/exchange-case';
import type { HeaderLine } from '../../model/policies/policy';
import { neverSniffed } from '../../model/oracle/opaque-response-blocking';
import { targetOrigin } from './arbitrary-origins';

/** Names with one spelling or another: header names have no case. */
const named = (name: string, values: readonly string[]): fc.Arbitrary<HeaderLine> =>
  fc.tuple(fc.constantFrom(name, name.toLowerCase()), fc.constantFrom(...values));

const swapScheme = (origin: string): string =>
  origin.startsWith('https') ? origin.replace('https', 'http') : origin.replace('http', 'https');

/** `Access-Control-Allow-Origin` lines: right twice in three times, else off by a byte. */
function allowOrigin(page: string): fc.Arbitrary<HeaderLine[]> {
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
    { weight: 10, arbitrary: named(name, right.slice(0, 2)).map((line) => [line]) },
    { weight: 4, arbitrary: named(name, right).map((line) => [line]) },
    { weight: 4, arbitrary: named(name, near).map((line) => [line]) },
    { weight: 1, arbitrary: fc.tuple(named(name, right), named(name, [...right, ''])) },
    { weight: 1, arbitrary: fc.constant<HeaderLine[]>([]) },
  );
}

const allowCredentials: fc.Arbitrary<HeaderLine[]> = fc.oneof(
  {
    weight: 8,
    arbitrary: named('Access-Control-Allow-Credentials', ['true', ' true ']).map((line) => [line]),
  },
  {
    weight: 1,
    arbitrary: named('Access-Control-Allow-Credentials', ['True', 'false', '', 'true,', '1']).map((line) => [
      line,
    ]),
  },
  {
    weight: 1,
    arbitrary: fc.constant<HeaderLine[]>([
      ['Access-Control-Allow-Credentials', 'true'],
      ['Access-Control-Allow-Credentials', 'true'],
    ]),
  },
  { weight: 5, arbitrary: fc.constant<HeaderLine[]>([]) },
);

/** Lists of tokens, some of them malformed. */
const listOf = (name: string, items: readonly string[]): fc.Arbitrary<HeaderLine[]> => {
  const list = fc
    .tuple(fc.array(fc.constantFrom(...items), { maxLength: 4 }), fc.constantFrom(', ', ',', ' ,\t', ',,'))
    .map(([some, comma]): HeaderLine => [name, some.join(comma)]);
  const whole = named(name, ['*', items.join(', '), items.join(',').toLowerCase()]);
  return fc.oneof(
    { weight: 4, arbitrary: whole.map((line) => [line]) },
    { weight: 4, arbitrary: fc.array(list, { minLength: 1, maxLength: 2 }) },
    {
      weight: 1,
      arbitrary: named(name, ['a b', '(', 'x-song;', '"x-song"', ', ,', '*, x']).map((line) => [line]),
    },
    { weight: 2, arbitrary: fc.constant<HeaderLine[]>([]) },
  );
};

const requestNames = [
  'X-Song',
  'x-other',
  'Authorization',
  'Content-Type',
  'Range',
  'Accept',
  'Cache-Control',
  '*',
];
const methodNames = ['PUT', 'PATCH', 'patch', 'DELETE', 'SONG', 'put', 'OPTIONS', '*'];
const responseNames = ['X-Song', 'X-Hidden', 'Set-Cookie', 'Content-Encoding', 'ETag', '*', 'Pragma'];

const shown: fc.Arbitrary<HeaderLine> = fc.constantFrom<HeaderLine>(
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
);

const resourcePolicy: fc.Arbitrary<HeaderLine[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<HeaderLine[]>([]) },
  {
    weight: 2,
    arbitrary: named('Cross-Origin-Resource-Policy', [
      'same-origin',
      'same-site',
      'cross-origin',
      'Same-Origin',
      ' same-site ',
      'cross-origin, cross-origin',
      'none',
    ]).map((line) => [line]),
  },
);

const lines = (...parts: readonly fc.Arbitrary<HeaderLine[]>[]): fc.Arbitrary<HeaderLine[]> =>
  fc.tuple(...parts).map((some) => some.flat());

const corsLines = (page: string) => lines(allowOrigin(page), allowCredentials);

const preflightAnswer = (page: string, name: string): fc.Arbitrary<NamedAnswer> =>
  fc.record({
    for: fc.constant(name),
    status: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(200, 204) },
      { weight: 2, arbitrary: fc.constantFrom(299, 300, 301, 304, 400, 401, 403, 404, 405, 500, 206) },
    ),
    headers: lines(
      corsLines(page),
      listOf('Access-Control-Allow-Methods', methodNames),
      listOf('Access-Control-Allow-Headers', requestNames),
    ),
  });

const location = (page: string): fc.Arbitrary<HeaderLine[]> => {
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
    { weight: 20, arbitrary: line.map((one) => [one]) },
    { weight: 1, arbitrary: fc.tuple(line, line) },
    { weight: 1, arbitrary: fc.constant<HeaderLine[]>([]) },
  );
};

/** The last word that is known counts, or else the default. */
const referrerPolicies = [
  'no-referrer',
  'no-referrer, no-referrer-when-downgrade',
  'same-origin',
  'no-referrer, origin',
  'no-referrer, strict-origin',
  'no-referrer, Origin-When-Cross-Origin',
  'no-referrer, strict-origin-when-cross-origin, x',
  'no-referrer, unsafe-url',
];

const redirectAnswer = (page: string, hop: number): fc.Arbitrary<NamedAnswer> =>
  fc.record({
    for: fc.constant(`redirect-${hop}`),
    status: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(302, 301, 303, 307, 308) },
      { weight: 1, arbitrary: fc.constantFrom(300, 304, 305, 200) },
    ),
    headers: lines(
      corsLines(page),
      location(page),
      fc.oneof(
        { weight: 8, arbitrary: fc.constant<HeaderLine[]>([]) },
        {
          weight: 1,
          arbitrary: named('Referrer-Policy', referrerPolicies).map((line) => [line]),
        },
      ),
    ),
  });

const neverMedia = fc.constantFrom(...neverSniffed).map((type): HeaderLine[] => [['Content-Type', type]]);
const audioLines = fc.oneof(
  { weight: 1, arbitrary: neverMedia },
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

/** What a server wants that is asked without a login. */
const challenge = fc.oneof(
  { weight: 10, arbitrary: fc.constant<HeaderLine[]>([]) },
  {
    weight: 1,
    arbitrary: named('WWW-Authenticate', ['Basic realm="songs"', 'Bearer', 'Digest', '']).map((line) => [
      line,
    ]),
  },
);

const actualAnswer = (page: string, audio: boolean): fc.Arbitrary<NamedAnswer> =>
  fc.record({
    for: fc.constant('actual'),
    status: audio
      ? fc.oneof(
          { weight: 9, arbitrary: fc.constant(200) },
          { weight: 1, arbitrary: fc.constantFrom(404, 401, 403, 500, 416, 206, 201) },
        )
      : fc.oneof(
          { weight: 9, arbitrary: fc.constant(200) },
          {
            weight: 2,
            arbitrary: fc.constantFrom(201, 204, 206, 300, 304, 400, 401, 403, 404, 407, 416, 500, 503, 599),
          },
        ),
    headers: audio
      ? lines(corsLines(page), resourcePolicy, challenge, audioLines)
      : lines(
          corsLines(page),
          resourcePolicy,
          challenge,
          listOf('Access-Control-Expose-Headers', responseNames),
          // Two lengths are no CORS question.
          fc.uniqueArray(shown, { maxLength: 4, selector: ([name]) => name.replace(/^x-song$/, name + '2') }),
        ),
  });

/** What servers answer to a request of this page: with up to three redirects, and with or without preflights of their own. */
export function answersTo(page: string, audio: boolean): fc.Arbitrary<ExchangeCase['responses']> {
  const hops = fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.constant(1) },
    { weight: 2, arbitrary: fc.integer({ min: 2, max: 3 }) },
  );
  const sometimes = (arbitrary: fc.Arbitrary<NamedAnswer>) =>
    fc.option(arbitrary, { freq: 5 }).map((found) => (found ? [found] : []));
  return hops.chain((count) =>
    fc
      .tuple(
        sometimes(preflightAnswer(page, 'preflight')),
        ...Array.from({ length: count }, (_, i) =>
          fc
            .tuple(redirectAnswer(page, i + 1), sometimes(preflightAnswer(page, `preflight-${i + 2}`)))
            .map(([redirect, preflight]) => [redirect, ...preflight]),
        ),
        actualAnswer(page, audio).map((answer) => [answer]),
      )
      .map((parts) => parts.flat()),
  );
}
