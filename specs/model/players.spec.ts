import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Exchange } from '../../model/evidence/exchange';
import { compareWire } from '../../model/judge/compare-wire';
import { playersPage } from '../../model/advice/players-page';
import { explainScenario } from '../../model/advice/explain-scenario';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import { planCell } from '../../model/lab/plan/cells';
import type { Policy } from '../../model/lab/policies/policy';
import { predictCell } from '../../model/lab/predict/predict-cell';
import { portsFrom } from '../../model/lab/topology/topology';
import { allScenarios } from '../../model/scenarios';

const explain = (id: string) => explainScenario(allScenarios().find((each) => each.id === id)!);

/** As measured with the libraries themselves by another program, in Chromium 156 and Firefox 153: outcome, and requests for the song. */
const measured = [
  ['howler', 'none', 'opaque', 2],
  ['howler', 'exact-credentials', 'readable', 1],
  ['howler', 'forbidden', 'blocked', 1],
  ['howler', 'corp-same-origin', 'blocked', 2],
  ['howler', 'bad-bytes', 'blocked', 1],
  ['howler-credentials', 'wildcard', 'opaque', 2],
  ['howler-credentials', 'forbidden', 'blocked', 2],
  ['howler-credentials', 'bad-bytes', 'blocked', 2],
  ['howler-html5', 'exact-credentials', 'opaque', 1],
  ['howler-html5', 'redirect-to-mirror', 'opaque', 2],
  ['howler-html5', 'corp-same-origin', 'blocked', 1],
  ['wavesurfer', 'wildcard', 'readable', 1],
  ['wavesurfer', 'corp-same-origin', 'blocked', 1],
  ['wavesurfer-credentials', 'wildcard', 'blocked', 1],
  ['wavesurfer-peaks', 'corp-same-origin', 'blocked', 1],
  ['wavesurfer-peaks', 'bad-bytes', 'blocked', 1],
  ['wavesurfer-heard', 'redirect-to-closed', 'blocked', 2],
  ['wavesurfer-heard', 'wrong-type', 'opaque', 2],
  ['wavesurfer', 'wrong-type', 'readable', 2],
  ['wavesurfer-blob-type', 'wrong-type', 'readable', 1],
  ['wavesurfer-own-media', 'exact-credentials', 'readable', 2],
  ['wavesurfer-own-media-heard', 'wildcard', 'opaque', 2],
  ['wavesurfer-own-media-anonymous-heard', 'corp-same-origin', 'blocked', 2],
  ['wavesurfer-own-media-anonymous-heard', 'corp-same-origin-with-cors', 'readable', 2],
  ['wavesurfer-web-audio', 'wrong-type', 'readable', 1],
  ['howler-queued-play', 'none', 'blocked', 2],
  ['tone', 'none', 'blocked', 1],
  ['tone', 'exact-credentials', 'readable', 1],
  ['tone', 'session-none', 'blocked', 1],
  ['tone', 'forbidden', 'blocked', 1],
  ['videojs', 'corp-same-origin', 'blocked', 1],
  ['videojs-anonymous', 'exact-credentials', 'readable', 1],
  ['plyr', 'wildcard', 'opaque', 1],
  ['plyr-anonymous', 'none', 'blocked', 1],
  ['amplitude', 'none', 'opaque', 1],
  ['amplitude', 'redirect-without-cors', 'opaque', 2],
  ['amplitude-waveform', 'none', 'blocked', 1],
  ['amplitude-waveform', 'session-none', 'blocked', 1],
  ['amplitude-waveform', 'exact-credentials', 'readable', 2],
  ['amplitude-waveform', 'corp-same-origin-with-cors', 'readable', 2],
  ['vidstack', 'wildcard', 'opaque', 1],
  ['vidstack-anonymous', 'redirect-to-mirror', 'readable', 2],
  ['vidstack-anonymous', 'bad-bytes', 'blocked', 1],
  ['react-player', 'redirect-to-mirror', 'opaque', 2],
  ['react-player-anonymous', 'bad-bytes', 'blocked', 1],
  ['react-player-hls', 'redirect-to-mirror', 'readable', 4],
  ['react-player-hls', 'bad-bytes', 'blocked', 1],
  ['react-player-hls', 'cached-part', 'readable', 3],
  ['jplayer', 'redirect-to-mirror', 'opaque', 2],
  ['mediaelement', 'corp-same-origin', 'blocked', 1],
  ['media-chrome', 'exact-credentials', 'opaque', 1],
  ['meyda', 'corp-same-origin', 'blocked', 1],
  ['standardized-audio-context', 'redirect-to-mirror', 'opaque', 2],
  ['soundmanager2', 'bad-bytes', 'blocked', 1],
  ['aplayer', 'wildcard', 'opaque', 1],
  ['three-media-element', 'none', 'opaque', 1],
  ['three', 'wildcard', 'readable', 1],
  ['three-credentials', 'wildcard', 'blocked', 1],
  ['three-credentials', 'exact-credentials', 'readable', 1],
  ['crunker', 'bad-bytes', 'blocked', 1],
  ['pizzicato', 'exact-credentials', 'readable', 1],
  ['pizzicato', 'corp-same-origin', 'blocked', 1],
  ['soundjs', 'corp-same-origin-with-cors', 'readable', 1],
  ['soundjs-html', 'none', 'opaque', 1],
  ['soundjs-html', 'forbidden', 'blocked', 1],
  ['buzz-web-audio', 'wildcard', 'opaque', 1],
  ['phaser', 'none', 'blocked', 3],
  ['phaser', 'bad-bytes', 'blocked', 1],
  ['phaser-loader-credentials', 'forbidden', 'blocked', 1],
  ['phaser-loader-credentials', 'corp-same-origin', 'blocked', 3],
  ['phaser-file-credentials', 'none', 'blocked', 3],
  ['phaser-file-credentials', 'corp-same-origin-with-cors', 'blocked', 3],
  ['phaser-html5', 'exact-credentials', 'opaque', 1],
  ['pixi-sound', 'none', 'blocked', 1],
  ['pixi-sound-legacy', 'forbidden', 'blocked', 1],
  ['playcanvas', 'none', 'blocked', 6],
  ['playcanvas', 'bad-bytes', 'blocked', 1],
  ['playcanvas', 'exact-credentials', 'readable', 1],
  ['babylon', 'redirect-to-mirror', 'readable', 2],
  ['babylon-streaming', 'none', 'blocked', 1],
  ['babylon-streaming', 'corp-same-origin-with-cors', 'readable', 1],
  ['shaka', 'wildcard', 'readable', 1],
  ['shaka', 'redirect-to-mirror', 'readable', 2],
  ['shaka', 'redirect-without-cors', 'blocked', 2],
  ['shaka-plain', 'redirect-to-mirror', 'opaque', 2],
  ['shaka-plain', 'corp-same-origin', 'blocked', 1],
  ['shaka-extensionless', 'exact-credentials', 'readable', 2],
  ['shaka-extensionless', 'redirect-to-mirror', 'readable', 4],
  ['shaka-extensionless', 'corp-same-origin', 'blocked', 4],
  ['shaka-extensionless', 'bad-bytes', 'blocked', 2],
  ['shaka-hls', 'exact-credentials', 'readable', 4],
  ['shaka-dash', 'redirect-to-mirror', 'readable', 4],
  ['shaka-dash', 'corp-same-origin', 'blocked', 2],
  ['dash', 'hls-segment-without-cors', 'blocked', 5],
  ['dash', 'redirect-without-cors', 'blocked', 4],
  ['dash-credentials', 'exact-credentials', 'readable', 3],
  ['dash-credentials', 'forbidden', 'blocked', 4],
  ['hls-js', 'redirect-to-mirror', 'readable', 4],
  ['hls-js-credentials', 'wildcard', 'blocked', 1],
  ['hls-js-progressive', 'exact-credentials', 'readable', 3],
  ['videojs-hls', 'forbidden', 'blocked', 1],
  ['videojs-hls-credentials', 'corp-same-origin-with-cors', 'blocked', 1],
] as const;

for (const [loader, policy, outcome, requests] of measured)
  test(`${loader} is ${outcome} under ${policy}, by ${requests} requests`, () => {
    const explained = explain(`http/${loader}/other-site/${policy}`);
    expect(explained.outcome).toBe(outcome);
    expect(explained.wire).toHaveLength(requests);
  });

const elsewhere = [
  ['https/howler/insecure-site/wildcard', 'opaque', 'no-crossorigin'],
  ['https/howler/insecure-only/wildcard', 'blocked', 'mixed-content'],
  ['https/howler-queued-play/insecure-site/none', 'opaque', 'no-crossorigin'],
  ['https/wavesurfer/insecure-site/wildcard', 'blocked', 'mixed-content'],
  ['csp-cdn/wavesurfer/other-site/wildcard', 'blocked', 'csp'],
  ['csp-cdn/wavesurfer-web-audio/other-site/wildcard', 'blocked', 'csp'],
  ['csp-cdn-blob/wavesurfer/other-site/wildcard', 'readable', null],
  ['csp-cdn/howler/other-site/wildcard', 'readable', null],
  // What an element has stored of a song with a weak ETag serves no script.
  ['http/audio-then-three/other-site/cached-part', 'readable', null],
  ['http/audio-then-fetch-include/other-site/cached-part', 'blocked', 'wildcard-with-credentials'],
  // Nothing has asked for a playlist before.
  ['http/hls-js-progressive/other-site/cached-part', 'readable', null],
  ['http/audio-then-howler-credentials/other-site/cached-part', 'opaque', 'no-crossorigin'],
  ['http/audio-then-phaser-file-credentials/other-site/cached-part', 'blocked', 'wildcard-with-credentials'],
  ['http/audio-then-wavesurfer-own-media-heard/other-site/cached-part', 'opaque', 'no-crossorigin'],
] as const;

for (const [id, outcome, reason] of elsewhere)
  test(`${id} is ${outcome}`, () => {
    const explained = explain(id);
    expect([explained.outcome, explained.reason]).toEqual([outcome, reason]);
  });

const native = [
  ['http/native-hls/other-site/wildcard', 'opaque', 3],
  ['http/native-hls/other-site/redirect-to-mirror', 'opaque', 4],
  ['http/native-hls/other-site/forbidden', 'blocked', 1],
  ['http/native-hls-anonymous/other-site/wildcard', 'readable', 3],
  ['http-localhost/audio-worklet/other-site/none', 'blocked', 1],
  ['http-localhost/audio-worklet/other-site/corp-same-origin-with-cors', 'readable', 1],
  ['http-localhost/audio-worklet/other-site/wrong-type', 'blocked', 1],
  ['https/audio-worklet/other-site/redirect-to-mirror-by-name', 'blocked', 2],
] as const;

for (const [id, outcome, requests] of native)
  test(`${id}, which the browser itself plays, is ${outcome} by ${requests} requests`, () => {
    const explained = explain(id);
    expect(explained.outcome).toBe(outcome);
    expect(explained.wire).toHaveLength(requests);
  });

const played = [
  ['wavesurfer-peaks', 1],
  ['phaser-html5', 1],
  ['buzz-web-audio', 1],
  ['amplitude', 1],
  ['amplitude-waveform', 3],
  ['meyda-anonymous', 2],
  // With crossorigin an element asks otherwise than the one before it.
  ['videojs-anonymous', 2],
  ['howler-credentials', 2],
] as const;

for (const [loader, requests] of played)
  test(`after a plain element ${loader} asks for what that has not played: ${requests} requests in all`, () => {
    expect(explain(`http/audio-then-${loader}/other-site/cached-part`).wire).toHaveLength(requests);
  });

const fixes = [
  ['howler-html5', 'wildcard', 'Set up howler without html5: true'],
  ['howler-credentials', 'wildcard', 'Set up howler without xhr: { withCredentials: true }'],
  ['wavesurfer-peaks', 'wildcard', 'Set up wavesurfer.js without peaks and duration'],
  ['plyr', 'wildcard', 'Set up Plyr with <audio crossorigin>'],
  ['amplitude', 'wildcard', 'Set up Amplitude.js with class="amplitude-wave-form" in the page'],
  [
    'three-media-element',
    'wildcard',
    'Set up three.js with setMediaElementSource(<audio crossorigin>) in place of setMediaElementSource(<audio>)',
  ],
  ['buzz', 'wildcard', "Set up buzz with { crossOrigin: 'anonymous' }"],
  ['phaser-html5', 'wildcard', 'Set up Phaser without audio: { disableWebAudio: true }'],
  ['shaka-plain', 'wildcard', 'Set up shaka-player without streaming: { processSrcEqualMetadata: false }'],
  ['videojs', 'wildcard', "Set up video.js with crossOrigin: 'anonymous', then player.src()"],
] as const;

for (const [loader, policy, says] of fixes)
  test(`the fix of ${loader} under ${policy} is an option of its own`, () => {
    const { fix } = explain(`http/${loader}/other-site/${policy}`);
    expect(fix!.edits.map((edit) => edit.says)).toEqual([says]);
  });

test('where howler asks once more, the console has what was refused at first', () => {
  const { wordings } = explain('http/howler/other-site/none');
  const chromium = wordings.filter(({ engine }) => engine === 'chromium').map(({ says }) => says);
  expect(chromium).toEqual([expect.stringMatching(/^Access to XMLHttpRequest at .*No 'Access-Control/)]);
  const both = explain('http/howler/other-site/corp-same-origin').wordings.map(({ says }) => says);
  expect(both.join('\n')).toMatch(/Access to XMLHttpRequest at [\s\S]*NotSameOrigin/);
});

test('how often a library asks is counted, and a kept answer that it asks for again is the same answer', () => {
  const { wire } = explain('http/playcanvas/other-site/none');
  const seen = wire.map(({ method, scheme, host, origin, status }, i): Exchange => ({
    token: 'token',
    at: i,
    server: 'cdn',
    method,
    scheme: scheme as 'http',
    host,
    path: '/p/none/tone.mp3',
    requestHeaders: { origin: origin! },
    status: i === 0 ? status : 304,
    responseHeaders: [],
    complete: true,
  }));
  expect(compareWire(wire, seen, 'library', false)).toEqual([]);
  expect(compareWire(wire, seen.slice(1), 'library', false)).toHaveLength(6);
  expect(compareWire(wire, [...seen, seen.at(-1)!], 'library', false)).toHaveLength(1);
});

test('what a library asks again depends on the status, and on what the browser has kept', () => {
  const any = [['Access-Control-Allow-Origin', '*']] as const;
  const moved = { status: 301, to: 'cdn-mirror', policy: 'wildcard' } as const;
  // As measured with the libraries themselves by another program, in Chromium 156.
  const rows: readonly [LoaderName, Omit<Policy, 'title'>, number][] = [
    ['hls-js', { headers: any, status: 503 }, 2],
    ['hls-js-credentials', { headers: any, status: 503 }, 1],
    ['hls-js-progressive', { headers: any, status: 500 }, 2],
    ['hls-js', { headers: any, status: 429 }, 1],
    ['hls-js', { status: 500 }, 1],
    ['dash', { headers: any, status: 429 }, 4],
    ['dash-credentials', { headers: any, redirect: moved }, 1],
    ['dash-credentials', { headers: any, redirect: { ...moved, status: 302 } }, 4],
    ['phaser-file-credentials', { headers: any, redirect: moved }, 1],
    ['howler-credentials', { headers: any, redirect: moved }, 2],
    ['shaka-hls', { headers: [...any, ['Cache-Control', 'max-age=600']] }, 3],
    ['shaka-hls', { headers: any }, 4],
  ];
  const ports = portsFrom(8100);
  for (const [loader, policy, requests] of rows) {
    const scenario = { id: loader, page: 'http', loader, relation: 'other-site', policy: 'none' } as const;
    const { wire } = predictCell(planCell(scenario, ports, 'token', { title: 'held out', ...policy }), ports);
    expect.soft(wire, `${loader} ${JSON.stringify(policy)}`).toHaveLength(requests);
  }
});

test('the page of players is what the scenarios say', () => {
  const path = join(__dirname, '..', '..', 'docs', 'players.md');
  const advice = 'docs/players.md is not what the scenarios say. Run: npm run docs:players';
  expect(readFileSync(path, 'utf8') === playersPage(), advice).toBe(true);
});
