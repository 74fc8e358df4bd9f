import { originOf } from '../../model/lab/topology/topology';
import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import type { Lab } from '../../servers/lab';
import { ask, type Question } from './ask';
import { expect, test } from './lab-fixture';

interface Song {
  readonly title: string;
  readonly artist: string;
  readonly url: string;
}

async function songs(lab: Lab, path: string, question: Question = {}): Promise<Song[]> {
  return ((await ask(lab, path, question)).json() as { songs: Song[] }).songs;
}

for (const scheme of ['http', 'https'] as const) {
  for (const domain of ['test', 'localhost'] as const) {
    test(`the catalog over ${scheme} under ${domain} answers with URLs of the same origin`, async ({
      lab,
    }) => {
      const base = originOf(lab.ports, 'cdn', scheme, domain);
      expect(await songs(lab, '/songs', { scheme, domain })).toEqual([
        { title: 'Drone in 659 Hertz', artist: 'cdn', url: `${base}/song.mp3` },
      ]);
    });
  }
}

test('the catalog of a policy answers with URLs under that policy', async ({ lab }) => {
  const base = originOf(lab.ports, 'cdn', 'http', 'test');
  for (const policy of ['wildcard', policySegment({ title: 'ad hoc' })]) {
    const [song] = await songs(lab, `/p/${policy}/songs`);
    expect(song!.url).toBe(`${base}/p/${policy}/song.mp3`);
    expect((await ask(lab, new URL(song!.url).pathname)).status).toBe(200);
  }
});

test('?title= filters, whatever the case', async ({ lab }) => {
  for (const title of ['drone', '659', 'HERTZ', 'in%20659', 'in+659', ''])
    expect.soft(await songs(lab, `/songs?title=${title}`), title).toHaveLength(1);
  expect(await songs(lab, '/songs?title=440')).toEqual([]);
});

test('the rest of the query goes into the URL', async ({ lab }) => {
  const [song] = await songs(lab, '/songs?title=drone&t=abc&x=1%262');
  const { searchParams } = new URL(song!.url);
  expect([...searchParams]).toEqual([
    ['t', 'abc'],
    ['x', '1&2'],
  ]);
});

test('a question mark in the query loses nothing', async ({ lab }) => {
  const [song] = await songs(lab, '/songs?x=what?&t=abc');
  expect(new URL(song!.url).searchParams.get('t')).toBe('abc');
  expect(await songs(lab, '/songs?title=drone?')).toEqual([]);
});

test('nothing in the query or the host gets out of the URL', async ({ lab }) => {
  const odd = '/songs?t=abc&x=%0d%0aX-Injected:1&y="></script><script>&z=%22%2c%22a%22:1';
  const answer = await ask(lab, odd);
  expect(answer.linesOf('X-Injected')).toEqual([]);
  expect(answer.header('Content-Type')).toMatch(/^application\/json/);
  const [song] = (answer.json() as { songs: Song[] }).songs;
  expect(Object.keys(song!)).toEqual(['title', 'artist', 'url']);
  expect(song!.url).toMatch(/^http:\/\/cdn\.test:\d+\/song\.mp3\?[\w.~%&=*+-]*$/);
});

test('a content type set by hand stands on the catalog as well', async ({ lab }) => {
  for (const type of ['x', 'text/plain; charset="', '']) {
    const policy = policySegment({ title: 'odd', headers: [['Content-Type', type]] });
    const answer = await ask(lab, `/p/${policy}/songs`);
    expect.soft([answer.status, answer.linesOf('Content-Type')]).toEqual([200, [`Content-Type: ${type}`]]);
  }
});

test('HEAD of the catalog is answered without a body', async ({ lab }) => {
  const answer = await ask(lab, '/songs', { method: 'HEAD' });
  expect([answer.status, answer.body.length]).toEqual([200, 0]);
  expect(Number(answer.header('Content-Length'))).toBeGreaterThan(0);
});
