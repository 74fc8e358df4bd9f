import { createDecipheriv } from 'node:crypto';
import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import type { Lab } from '../../servers/lab';
import { originOf, serverNames } from '../../model/lab/topology/topology';
import { ask, type Question } from './ask';
import { audioBytes } from './audio-bytes';
import { expect, test } from './lab-fixture';

/** What a playlist names. */
async function namedBy(
  lab: Lab,
  target: string,
  question?: Question,
): Promise<{ key: string; segment: string }> {
  const lines = (await ask(lab, target, question)).body.toString().split('\n');
  const [, key = ''] = /^#EXT-X-KEY:METHOD=AES-128,URI="([^"]*)"$/m.exec(lines.join('\n')) ?? [];
  const segments = lines.filter((line) => line !== '' && !line.startsWith('#'));
  expect(segments).toHaveLength(1);
  return { key, segment: segments[0]! };
}

test('a playlist is one, and names key and segment beside it with its query', async ({ lab }) => {
  const answer = await ask(lab, '/p/wildcard/tone.m3u8?t=mine');
  expect(answer.linesOf('Content-Type')).toEqual(['Content-Type: application/vnd.apple.mpegurl']);
  expect(answer.body.toString()).toMatch(/^#EXTM3U\n[^]*\n#EXT-X-ENDLIST\n$/);
  expect(await namedBy(lab, '/p/wildcard/tone.m3u8?t=mine')).toEqual({
    key: 'tone.key?t=mine',
    segment: 'segment.mp4?t=mine',
  });
});

test('the key of any server opens the segment of any other, which has its own tone in it', async ({
  lab,
}) => {
  const key = (await ask(lab, '/p/none/tone.key', { server: 'player' })).body;
  for (const server of serverNames) {
    const decipher = createDecipheriv('aes-128-cbc', key, Buffer.alloc(16));
    const segment = (await ask(lab, '/p/none/segment.mp4', { server })).body;
    const audio = Buffer.concat([decipher.update(segment), decipher.final()]);
    expect(audio.toString('latin1')).toMatch(/^.{4}ftyp[^]*moov[^]*moof[^]*mdat/s);
    // A frame of FLAC has the samples as they are, the high byte first.
    const samples = audioBytes(server, 'tone.wav').subarray(44, 44 + 2 * 1_600);
    expect(audio.includes(Buffer.from(samples).swap16()), server).toBe(true);
  }
});

test('a playlist names other servers under the scheme and the domain that it is asked under', async ({
  lab,
}) => {
  for (const [scheme, domain] of [
    ['http', 'test'],
    ['https', 'localhost'],
  ] as const) {
    const { key, segment } = await namedBy(lab, '/p/hls-elsewhere/tone.m3u8?t=a', { scheme, domain });
    const mirror = originOf(lab.ports, 'cdn-mirror', scheme, domain);
    expect(key).toBe(`${mirror}/p/wildcard/tone.key?t=a`);
    expect(segment).toBe(`${mirror}/p/wildcard/segment.mp4?t=a`);
  }
});

test('each part answers under its own policy', async ({ lab }) => {
  const { key, segment } = await namedBy(lab, '/p/hls-key-without-cors/tone.m3u8?t=a');
  expect([key, segment]).toEqual(['/p/none/tone.key?t=a', 'segment.mp4?t=a']);
  expect((await ask(lab, key)).header('Access-Control-Allow-Origin')).toBeUndefined();
  const beside = await ask(lab, `/p/hls-key-without-cors/${segment}`);
  expect(beside.header('Access-Control-Allow-Origin')).toBe('*');
  const forbidden = await namedBy(lab, '/p/hls-key-forbidden/tone.m3u8');
  expect((await ask(lab, forbidden.key)).status).toBe(403);
});

test('a playlist names a place under an ad-hoc policy', async ({ lab }) => {
  const slow = { title: 'slow', status: 418 };
  const policy = policySegment({ title: 'x', hls: { segment: { to: 'same-server', policy: slow } } });
  const { segment } = await namedBy(lab, `/p/${policy}/tone.m3u8`);
  expect((await ask(lab, segment)).status).toBe(418);
});

test('a query cannot write into the playlist', async ({ lab }) => {
  const { key, segment } = await namedBy(lab, '/p/wildcard/tone.m3u8?a="%0d%0a%23EXT-X-GAP&t=b');
  expect(key).toBe('tone.key?a=%22%0D%0A%23EXT-X-GAP&t=b');
  expect(segment).toBe('segment.mp4?a=%22%0D%0A%23EXT-X-GAP&t=b');
});

test('the ledger has each part of a stream under its token', async ({ lab }) => {
  const { key, segment } = await namedBy(lab, '/p/hls-key-without-cors/tone.m3u8?t=parts');
  await ask(lab, key);
  await ask(lab, `/p/hls-key-without-cors/${segment}`);
  const { exchanges } = (await ask(lab, '/ledger/parts')).json() as { exchanges: { path: string }[] };
  expect(exchanges.map(({ path }) => path.replace(/^.*\/|\?.*$/g, ''))).toEqual([
    'tone.m3u8',
    'tone.key',
    'segment.mp4',
  ]);
});
