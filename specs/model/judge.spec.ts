import { expect, test } from '@playwright/test';
import { judge } from '../../model/judge/judge';
import type { Exchange } from '../../model/evidence/exchange';
import type { PageEvidence } from '../../model/evidence/page-evidence';
import { clientOf } from '../../model/standards/client';

const played: PageEvidence = {
  token: 'one',
  accepted: true,
  metadata: true,
  advances: true,
  tone: 523,
  milliseconds: 500,
};

const answered: Exchange = {
  token: 'one',
  server: 'cdn',
  at: 0,
  scheme: 'http',
  method: 'GET',
  host: 'cdn.test',
  path: '/p/wildcard/tone.mp3',
  requestHeaders: { origin: 'http://player.test' },
  status: 200,
  responseHeaders: [['Access-Control-Allow-Origin', '*']],
  complete: true,
};

const judgeWhatWasSeen = (
  seen: Partial<PageEvidence>,
  loader: 'audio' | 'audio-anonymous' = 'audio-anonymous',
  wire: readonly (typeof answered)[] = [answered],
) =>
  judge({
    client: clientOf({ origin: 'http://player.test' }),
    loader,
    url: 'http://cdn.test/p/wildcard/tone.mp3',
    tone: 523,
    seen: { ...played, ...seen },
    wire,
  });

test('what the samples hold decides: the tone, zeros, the tone of another server, or sound without any', () => {
  expect(judgeWhatWasSeen({})).toMatchObject({ outcome: 'readable', reason: null });
  expect(judgeWhatWasSeen({ tone: 0 }).outcome).toBe('opaque');
  expect(judgeWhatWasSeen({ tone: 440 }).labError?.code).toBe('wrong-tone');
  expect(judgeWhatWasSeen({ tone: null })).toMatchObject({
    outcome: 'inconclusive',
    labError: { code: 'no-tone' },
  });
});

test('an element that may not play is silent for its own sake only where script could hear it', () => {
  const silenced = {
    advances: false,
    tone: null,
    error: { name: 'NotAllowedError', message: 'no click' },
    notAllowedToPlay: true,
  } as const;
  expect(judgeWhatWasSeen(silenced)).toMatchObject({ outcome: 'opaque', reason: 'not-allowed-to-play' });
  expect(judgeWhatWasSeen(silenced, 'audio')).toMatchObject({ outcome: 'opaque', reason: 'no-crossorigin' });
  expect(judgeWhatWasSeen({ ...silenced, accepted: false, metadata: false }).outcome).toBe('blocked');
});

test('bytes that this browser has no decoder for are no verdict on them', () => {
  const error = { name: 'MediaError 4', message: '' };
  const gaveUp = { accepted: false, metadata: false, advances: false, tone: null, error } as const;
  expect(judgeWhatWasSeen(gaveUp)).toMatchObject({ outcome: 'blocked', reason: 'decode' });
  expect(judgeWhatWasSeen({ ...gaveUp, lacksDecoder: true })).toMatchObject({
    outcome: 'inconclusive',
    labError: { code: 'not-playable' },
  });
  // video.js asks for nothing then.
  expect(judgeWhatWasSeen({ ...gaveUp, lacksDecoder: true }, 'audio-anonymous', []).labError?.code).toBe(
    'not-playable',
  );
  expect(judgeWhatWasSeen(gaveUp, 'audio-anonymous', []).outcome).toBe('blocked');
  expect(judgeWhatWasSeen({ lacksDecoder: true }).outcome).toBe('readable');
});

test('an element that gave up is blocked, and one that timed out is no verdict', () => {
  const gaveUp = { accepted: false, metadata: false, advances: false, tone: null };
  const error = { name: 'MediaError 4', message: '' };
  expect(judgeWhatWasSeen({ ...gaveUp, error }).outcome).toBe('blocked');
  expect(judgeWhatWasSeen({ ...gaveUp, timedOut: 'sound' })).toMatchObject({
    outcome: 'inconclusive',
    labError: { code: 'probe-timeout' },
  });
});

test("a CDN's song may be where the page's own is, and is judged all the same", () => {
  const url = 'http://cdn.test/p/none/song.mp3';
  const gaveUp = { accepted: false, metadata: false, advances: false, tone: null };
  const { reason } = judge({
    client: clientOf({ origin: 'http://player.test' }),
    loader: 'fetch-same-origin',
    url,
    tone: 523,
    seen: { ...played, ...gaveUp, error: { name: 'TypeError', message: '' } },
    wire: [{ ...answered, path: '/p/none/song.mp3', responseHeaders: [], complete: false }],
  });
  expect(reason).toBe('allow-origin-missing');
});
