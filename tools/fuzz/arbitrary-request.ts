import fc from 'fast-check';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import type { HeaderLine } from '../../model/http/headers';
import { forbiddenNames } from '../../model/standards/request';
import { fetchOptions, xhrOptions } from './arbitrary-fetch-options';
import { targetOrigin } from './arbitrary-origins';

type RequestOfCase = ExchangeCase['request'];

const long = (length: number): string => 'a'.repeat(length);

/** Values at both sides of each rule of the safelist. */
const safelistValues: Readonly<Record<string, readonly string[]>> = {
  Accept: ['audio/*', '*/*;q=0.5', 'a"b', 'a(b', 'a:b', 'a\tb', 'a\u007fb', 'é', long(128), long(129), ''],
  'Accept-Language': ['en', 'en-GB, de;q=0.5', 'en*', 'en_GB', 'en\tde', 'é', long(128), long(129)],
  'Content-Language': ['en', 'en/GB', 'en.=;', long(129)],
  'Content-Type': [
    'text/plain',
    'TEXT/Plain; charset=utf-8',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
    'application/json',
    'text/plain, text/plain',
    'text/plain; a="b"',
    'text/ plain',
    'text /plain',
    'text/plain ;a',
    'text/plain;',
    'text/plain\u00a0',
    'text',
    '',
    `text/plain;${long(117)}`,
    `text/plain;${long(118)}`,
  ],
  Range: [
    'bytes=0-',
    'bytes=0-99',
    'bytes=99-0',
    'bytes=-99',
    'bytes=0-0',
    'bytes = 0-',
    'bytes=0-9,20-29',
    'Bytes=0-',
    'bytes=',
    'bytes=-',
    'bytes=5 - 9',
    'bytes=a-',
    '0-',
  ],
};
const safelistLine = fc
  .constantFrom(...Object.keys(safelistValues))
  .chain((name) =>
    fc.tuple(fc.constantFrom(name, name.toLowerCase()), fc.constantFrom(...safelistValues[name]!)),
  );
const otherLine: fc.Arbitrary<HeaderLine> = fc.constantFrom<HeaderLine>(
  ['X-Song', '1'],
  ['x-song', '2'],
  ['X-Other', ''],
  ['Authorization', 'Bearer x'],
  ['Authorization', ''],
  ['Cache-Control', 'no-cache'],
  ['If-None-Match', '"x"'],
  ['Pragma', 'no-cache'],
  ['Save-Data', 'on'],
  ['Content-Encoding', 'x'],
  ['Content-Location', '/x'],
  // Forbidden: they never leave.
  ['Cookie', 'a=b'],
  ['Origin', 'http://evil.test'],
  ['Sec-Song', '1'],
  ['Proxy-Song', '1'],
  ['DNT', '1'],
  ['X-HTTP-Method-Override', 'TRACE'],
  ['X-HTTP-Method-Override', 'GET, "TRACE"'],
  ['X-HTTP-Method-Override', 'PUT'],
  ['X-HTTP-Method', 'trace'],
  ['X-Method-Override', 'TRACK'],
  ...[...forbiddenNames].map((name): HeaderLine => [name, 'x']),
  // fetch() refuses these.
  ['Bad Name', 'x'],
  ['X-Bad', 'a\nb'],
);
const longLines = fc.constant(Array.from({ length: 9 }, (): HeaderLine => ['Accept', long(120)]).slice(0, 9));
const headers = fc.oneof(
  { weight: 25, arbitrary: fc.constant<HeaderLine[]>([]) },
  {
    weight: 30,
    arbitrary: fc.array(fc.oneof<fc.Arbitrary<HeaderLine>[]>(safelistLine, otherLine), {
      minLength: 1,
      maxLength: 3,
    }),
  },
  { weight: 1, arbitrary: longLines },
);

const method = fc.oneof(
  { weight: 32, arbitrary: fc.constant('GET') },
  { weight: 20, arbitrary: fc.constantFrom('HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH') },
  {
    weight: 8,
    arbitrary: fc.constantFrom('patch', 'get', 'pOsT', 'put', 'SONG', 'song', 'head', 'PROPFIND', '*'),
  },
  { weight: 1, arbitrary: fc.constantFrom('TRACE', 'connect', 'A B', '') },
);

const path = fc.constantFrom('/a', '/', '/a/b', '/a/', '/A', '/%61', '/a?x=1', '/a#f', 'a', 'b/a', 'a?b/c');
const userinfo = fc.oneof(
  { weight: 60, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom('user:word@', 'user@') },
);

const withUser = (origin: string, user: string): string => origin.replace('://', `://${user}`);
const urlParts = (page: string) =>
  fc.tuple(targetOrigin(page), userinfo, path).map(([origin, user, where]) => ({
    url_origin: withUser(origin, user),
    path: where,
  }));

const credentials = fc.constantFrom('same-origin' as const, 'omit' as const, 'include' as const);

const fetchRequest = (page: string): fc.Arbitrary<RequestOfCase> =>
  fc
    .record({
      parts: urlParts(page),
      mode: fc.oneof(
        { weight: 9, arbitrary: fc.constant('cors' as const) },
        { weight: 3, arbitrary: fc.constant('no-cors' as const) },
        { weight: 1, arbitrary: fc.constant('same-origin' as const) },
      ),
      credentials,
      method,
      headers,
      options: fetchOptions,
    })
    .map(({ parts, options, ...rest }) => ({ ...parts, ...rest, ...options, destination: '' }));

/** An XMLHttpRequest is in mode cors, and sends credentials to the own origin always. */
const xhrRequest = (page: string): fc.Arbitrary<RequestOfCase> =>
  fc
    .record({
      parts: urlParts(page),
      mode: fc.constant('cors' as const),
      credentials: fc.constantFrom('same-origin' as const, 'include' as const),
      method,
      headers,
      options: xhrOptions,
    })
    .map(({ parts, options, ...rest }) => ({ ...parts, ...rest, ...options, destination: '' }));

/** How loud an element is: mostly as it comes. */
const sound = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { muted: true },
      { volume: 0 },
      { muted: false, volume: 0.5 },
      { muted: true, volume: 0.5 },
    ),
  },
);

const elementRequest = (page: string): fc.Arbitrary<RequestOfCase> =>
  fc
    .record({
      parts: urlParts(page),
      crossorigin: fc.constantFrom(null, 'anonymous' as const, 'use-credentials' as const),
      credentials,
      destination: fc.constantFrom('audio', 'audio', 'video'),
      sound,
    })
    .map(({ parts, sound: loudness, ...rest }) => ({
      ...parts,
      ...rest,
      ...loudness,
      mode: 'cors',
      method: 'GET',
      headers: [],
    }));

/** A request that a page makes: mostly of `fetch()`, now and then of an XMLHttpRequest, sometimes (`audio` of 100) of a tapped element, which takes longer. */
export const requestFrom = (page: string, audio: number): fc.Arbitrary<RequestOfCase> =>
  fc.oneof(
    { weight: (100 - audio) * 9, arbitrary: fetchRequest(page) },
    { weight: 100 - audio, arbitrary: xhrRequest(page) },
    { weight: audio * 10, arbitrary: elementRequest(page) },
  );
