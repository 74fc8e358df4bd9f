import { expect, test } from '@playwright/test';
import type { NamedAnswer, NextSource } from '../../model/standards/exchange-case';
import { isKnownUnplayable } from '../../model/standards/media-type';
import { predictAs } from '../../model/judge/predict-as';
import { predictAfter } from '../../model/standards/predict-after';
import { answer, exchange, ok, page, star } from './expect-cases';

const anonymous = { destination: 'audio', crossorigin: 'anonymous' } as const;

/** A list of `<source>` elements with these answers, each a type before it if it has one. */
function listOf(
  [first, ...next]: readonly (readonly [answers: readonly NamedAnswer[], type?: string])[],
  request = {},
) {
  const nextSources = next.map(([responses, type], i): NextSource => ({
    url_origin: 'https://cdn.example',
    path: `/song-${i + 2}`,
    type,
    responses,
  }));
  const [responses, type] = first!;
  return { ...exchange({ request: { ...anonymous, ...request, type }, responses }), nextSources };
}

/** What comes of a list, then of each that is tried: its reason, how many requests, and whether it is taken. */
function comesOf(...given: Parameters<typeof listOf>) {
  const { outcome, reason, sources = [] } = predictAfter(listOf(...given), { before: [] });
  return [
    `${outcome} ${reason}`,
    ...sources.map((each) => `${each.reason} ${each.wire.length}${each.isTaken ? ' taken' : ''}`),
  ];
}

const song = [ok(star)];
const missing = [answer('actual', 404, star)];
const cut = [{ ...ok(star, ['Content-Length', '32044']), body: 'truncated' as const }];
const closed = [ok()];

test('the next <source> is tried until the metadata of one have come', () => {
  expect(comesOf([[missing], [closed], [song], [song]])).toEqual([
    'readable null',
    'http-status 1',
    'allow-origin-missing 1',
    'null 1 taken',
  ]);
  expect(comesOf([[song], [song]])).toEqual(['readable null', 'null 1 taken']);
  expect(comesOf([[closed], [song]], { crossorigin: null, mode: 'no-cors' })).toEqual([
    'opaque no-crossorigin',
    'no-crossorigin 1 taken',
  ]);
});

test('where none is taken, the last says why', () => {
  expect(comesOf([[closed], [missing]])).toEqual([
    'blocked http-status',
    'allow-origin-missing 1',
    'http-status 1',
  ]);
  expect(comesOf([[missing]])).toEqual(['blocked http-status', 'http-status 1']);
});

test('a <source> whose song breaks off is taken all the same, and so is one whose later part is refused', () => {
  expect(comesOf([[cut], [song]])).toEqual(['blocked network', 'network 1 taken']);
  const part = [
    { ...answer('actual', 403, star), when: { range: 'later' as const } },
    answer('actual', 206, star, ['Content-Range', 'bytes 0-16043/32044']),
  ];
  expect(comesOf([[part], [song]])).toEqual(['blocked http-status', 'http-status 2 taken']);
  const html = [{ ...ok(star), body: 'html' as const }];
  expect(comesOf([[html], [song]])).toEqual(['readable null', 'decode 1', 'null 1 taken']);
});

test('a <source> of a type that is not played is passed over, and no server is asked', () => {
  expect(
    comesOf([
      [song, 'text/html'],
      [song, 'audio/wav'],
    ]),
  ).toEqual(['readable null', 'decode 0', 'null 1 taken']);
  expect(comesOf([[song, 'audio/midi']])).toEqual(['blocked decode', 'decode 0']);
});

test('what goes with the last request is that of the last <source> that was asked', () => {
  const asked = (last: string) => {
    const list = listOf([[song, 'text/html'], [missing], [song, last]]);
    const { originHeader, wire } = predictAfter(list, { before: [] });
    return [originHeader, ...wire.map(({ url }) => url.path)];
  };
  expect(asked('audio/wav')).toEqual([page, '/song-2', '/song-3']);
  expect(asked('audio/midi')).toEqual([page, '/song-2']);
  expect(predictAfter(listOf([[song, 'text/html']]), { before: [] }).originHeader).toBeNull();
});

test('a cookie of one <source> goes with the request for the next', () => {
  const own = ['Access-Control-Allow-Origin', page] as const;
  const credentials = ['Access-Control-Allow-Credentials', 'true'] as const;
  const first = [answer('actual', 404, own, credentials, ['Set-Cookie', 'a=1; Secure; SameSite=None'])];
  const list = listOf([[first], [[ok(own, credentials)]]], { crossorigin: 'use-credentials' });
  expect(predictAfter(list, { before: [] })).toMatchObject({ outcome: 'readable', cookieHeader: 'a=1' });
});

test('types are played that some browser plays, by container and codecs', () => {
  const played = [
    '',
    'audio/wav',
    ' AUDIO/WAV ; codecs="1"',
    'audio/wav; codecs=""',
    'audio/wav; charset=utf-8',
    'audio/ogg; codecs="vorbis, opus"',
    'audio/mp4; codecs=mp4a.40.2',
    'video/mp4; codecs="avc1.42E01E, mp4a.40.2"',
    'audio/flac; codecs=bogus',
    'application/octet-stream',
  ];
  const unplayed = [
    'wav',
    'audio/*',
    'audio/midi',
    'text/plain',
    'audio/wav; codecs=2',
    'audio/wav; codecs=11',
    'audio/ogg; codecs="opus, bogus"',
    'audio/mpeg; codecs=xmp3',
    'video/mp4; codecs=avc1.42E01',
    'audio/wav, audio/mpeg',
    'application/octet-stream; codecs=1',
  ];
  expect([...played, ...unplayed].filter(isKnownUnplayable)).toEqual(unplayed);
  expect([null, undefined].map(isKnownUnplayable)).toEqual([false, false]);
});

test('engines pass over types of their own', () => {
  const taken = (type: string) =>
    (['chromium', 'firefox'] as const).map(
      (engine) => predictAs(engine, listOf([[song, type]])).outcome === 'readable',
    );
  for (const type of ['audio/wave', 'audio/x-flac', 'video/quicktime', 'audio/flac; codecs=flac'])
    expect.soft(taken(type), type).toEqual([false, true]);
  for (const type of ['video/ogg', 'audio/x-mp3', 'application/x-mpegURL'])
    expect.soft(taken(type), type).toEqual([true, false]);
  expect(taken('application/octet-stream')).toEqual([false, false]);
  expect(taken('audio/wav')).toEqual([true, true]);
});

test('an answer of a <source> that is for one engine is given to that alone', () => {
  const forFirefox = [{ ...ok(star), when: { userAgent: 'Firefox' } }, answer('actual', 403)];
  const outcomes = (['chromium', 'firefox'] as const).map(
    (engine) => predictAs(engine, listOf([[missing], [forFirefox]])).outcome,
  );
  expect(outcomes).toEqual(['blocked', 'readable']);
});
