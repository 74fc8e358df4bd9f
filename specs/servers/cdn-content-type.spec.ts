import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import { audioBytes } from './audio-bytes';
import { ask } from './ask';
import { expect, test } from './lab-fixture';

const formats = [
  ['tone.mp3', 'audio/mpeg', /^(ID3|\xff[\xe0-\xff])/],
  ['tone.wav', 'audio/wav', /^RIFF[^]{4}WAVEfmt /],
  ['tone.ogg', 'audio/ogg', /^OggS/],
  ['tone.flac', 'audio/flac', /^fLaC/],
  ['song.mp3', 'audio/mpeg', /^(ID3|\xff[\xe0-\xff])/],
] as const;

for (const [file, type, magic] of formats) {
  test(`${file} comes as ${type}, and is one`, async ({ lab }) => {
    const answer = await ask(lab, `/p/none/${file}`);
    expect(answer.status).toBe(200);
    expect(answer.linesOf('Content-Type')).toEqual([`Content-Type: ${type}`]);
    expect(answer.body.toString('latin1')).toMatch(magic);
    expect(answer.body.equals(audioBytes('cdn', file))).toBe(true);
  });
}

test('every server has a tone of its own', async ({ lab }) => {
  const servers = ['player', 'neighbour', 'cdn', 'cdn-mirror'] as const;
  const bodies = await Promise.all(servers.map((server) => ask(lab, '/tone.wav', { server })));
  expect(new Set(bodies.map(({ body }) => body.toString('latin1'))).size).toBe(servers.length);
});

const asked = [
  ['no-type', []],
  ['octet-stream', ['Content-Type: application/octet-stream']],
  ['wrong-type', ['Content-Type: text/plain']],
] as const;

for (const [policy, lines] of asked) {
  test(`${policy} has its say on the content type`, async ({ lab }) => {
    expect((await ask(lab, `/p/${policy}/tone.mp3`)).linesOf('Content-Type')).toEqual(lines);
  });
}

test("a line set by hand stands instead of the file's own", async ({ lab }) => {
  const policy = policySegment({
    title: 'by hand',
    headers: [
      ['Content-Type', 'audio/x-odd'],
      ['ETag', '"by-hand"'],
      ['Accept-Ranges', 'none'],
      ['Last-Modified', 'Thu, 01 Jan 1970 00:00:00 GMT'],
      ['Cache-Control', 'no-transform'],
    ],
  });
  const answer = await ask(lab, `/p/${policy}/tone.mp3`);
  expect(answer.status).toBe(200);
  expect(answer.lines).toEqual(
    expect.arrayContaining([
      'Content-Type: audio/x-odd',
      'ETag: "by-hand"',
      'Accept-Ranges: none',
      'Last-Modified: Thu, 01 Jan 1970 00:00:00 GMT',
      'Cache-Control: no-transform',
    ]),
  );
  for (const name of ['Content-Type', 'ETag', 'Accept-Ranges', 'Last-Modified', 'Cache-Control'])
    expect.soft(answer.linesOf(name)).toHaveLength(1);
});
