import { test } from '@playwright/test';
import { bodies } from '../../model/standards/body';
import type { HeaderLine } from '../../model/http/headers';
import { answer, expectRows, ok, star, type Row } from './expect-cases';

const element = { destination: 'audio' };
const withCors = { ...element, crossorigin: 'anonymous' } as const;

/** What an element makes of each body that comes with status 200: with CORS, and without. */
const played: Readonly<Record<(typeof bodies)[number], readonly [string | null, string]>> = {
  'audio/wav': [null, 'no-crossorigin'],
  'audio/mpeg': [null, 'no-crossorigin'],
  'audio/ogg': [null, 'no-crossorigin'],
  'audio/flac': [null, 'no-crossorigin'],
  'video/mp4': [null, 'no-crossorigin'],
  truncated: [null, 'no-crossorigin'],
  reset: ['network', 'network'],
  live: [null, 'no-crossorigin'],
  'audio/midi': ['decode', 'decode'],
  empty: ['decode', 'decode'],
  html: ['decode', 'orb'],
  json: ['decode', 'orb'],
  'xml-error': ['decode', 'orb'],
  noise: ['decode', 'orb'],
};

test('an element plays audio, whatever its type; of what is opaque, the browser keeps out what is no media', () => {
  const type: HeaderLine = ['Content-Type', 'audio/wav'];
  expectRows(
    bodies.flatMap((body): Row[] => {
      const responses = [{ ...ok(star, type), body }];
      const [readable, opaque] = played[body];
      return [
        [`${body} with CORS`, { request: withCors, responses }, { reason: readable as null }],
        [`${body} without CORS`, { request: element, responses }, { reason: opaque as 'orb' }],
      ];
    }),
  );
});

test('a status is the reason before the body is, and a type that is refused before both', () => {
  const xml: HeaderLine = ['Content-Type', 'application/xml'];
  const nosniff: HeaderLine = ['X-Content-Type-Options', 'nosniff'];
  const refused = (...headers: HeaderLine[]) => ({
    request: element,
    responses: [{ ...answer('actual', 403, xml, ...headers), body: 'xml-error' } as const],
  });
  expectRows([
    ['an expired link', refused(), { outcome: 'blocked', reason: 'http-status' }],
    ['one that says nosniff', refused(nosniff), { outcome: 'blocked', reason: 'orb' }],
  ]);
});

test('an element gives up what ends before its time, unless it may ask for the rest', () => {
  const length: HeaderLine = ['Content-Length', '100'];
  const range: HeaderLine = ['Content-Range', 'bytes 0-99/100'];
  const came = (status: number, ...headers: HeaderLine[]) => ({
    request: withCors,
    responses: [{ ...answer('actual', status, star, ...headers), body: 'truncated' } as const],
  });
  expectRows([
    ['half of a file', came(200, length), { outcome: 'blocked', reason: 'network' }],
    ['half of a part', came(206, length, range), { outcome: 'readable' }],
    ['half, and no length', came(200), { outcome: 'readable' }],
  ]);
});

test('script cannot read to its end what comes in part', () => {
  const length: HeaderLine = ['Content-Length', '100'];
  const chunked: HeaderLine = ['Transfer-Encoding', 'chunked'];
  const came = (body: (typeof bodies)[number], ...headers: HeaderLine[]) => ({
    responses: [{ ...ok(star, ...headers), body }],
  });
  const network = { outcome: 'blocked', reason: 'network' } as const;
  const readable = { outcome: 'readable', reason: null } as const;
  expectRows([
    ['half of a length', came('truncated', length), network],
    ['nothing of a length', came('empty', length), network],
    ['half of the chunks', came('truncated', chunked), network],
    ['half, and no length', came('truncated'), readable],
    ['nothing, and no length', came('empty'), readable],
    ['no byte, as it says', came('empty', ['Content-Length', '0']), readable],
    ['no chunk', came('empty', chunked), readable],
    ['all of it', came('json', length), readable],
    ['HEAD has no body', { request: { method: 'HEAD' }, ...came('truncated', length) }, readable],
    ['nor has 204', { responses: [{ ...answer('actual', 204, star, length), body: 'truncated' }] }, readable],
    [
      'without CORS nobody reads it',
      { request: { mode: 'no-cors' }, ...came('truncated', length) },
      { outcome: 'opaque' },
    ],
  ]);
});

test('an answer with NUL in a header is a network error, and one that is shorter than a song is none', () => {
  const came = (...headers: HeaderLine[]) => ({ responses: [ok(star, ...headers)] });
  const refused = { outcome: 'blocked', reason: 'network' } as const;
  const lengthOf = (length: string) => ({ request: withCors, ...came(['Content-Length', length]) });
  expectRows([
    ['NUL', came(['X-A', 'a\0b']), refused],
    ['NUL at the end', came(['X-A', 'a\0']), refused],
    ['other control characters', came(['X-A', 'a\x01b']), { outcome: 'readable' }],
    ['the head of a wav file, and half a sample', lengthOf('45'), { outcome: 'blocked', reason: 'decode' }],
    ['7 bytes, twice', lengthOf('7, 7'), { outcome: 'blocked', reason: 'decode' }],
    ['one sample', lengthOf('46'), { outcome: 'readable' }],
    ['no number', lengthOf('x'), { outcome: 'readable' }],
    [
      'a length that does not count',
      { request: withCors, ...came(['Content-Length', '7'], ['Transfer-Encoding', 'chunked']) },
      { outcome: 'readable' },
    ],
    [
      'a coding that is not chunked',
      { request: withCors, ...came(['Content-Length', '7'], ['Transfer-Encoding', 'xchunked']) },
      { outcome: 'blocked', reason: 'decode' },
    ],
    ['7 bytes for fetch()', came(['Content-Length', '7']), { outcome: 'readable' }],
  ]);
});
