import { ask } from './ask';
import { audioBytes } from './audio-bytes';
import { expect, test } from './lab-fixture';

const whole = audioBytes('cdn', 'tone.mp3');

test('a song without a length comes whole, in chunks', async ({ lab }) => {
  const answer = await ask(lab, '/p/no-length/tone.mp3');
  expect(answer.header('Transfer-Encoding')).toBe('chunked');
  expect(answer.linesOf('Content-Length')).toEqual([]);
  expect(answer.body.includes(whole.subarray(0, whole.length >> 3))).toBe(true);
  const part = await ask(lab, '/p/no-length/tone.mp3', { headers: [['Range', 'bytes=0-99']] });
  expect([part.status, part.header('Content-Range')]).toEqual([206, `bytes 0-99/${whole.length}`]);
  const head = await ask(lab, '/p/no-length/tone.mp3', { method: 'HEAD' });
  expect(head.linesOf('Content-Length')).toEqual([]);
});

test('HEAD is refused where GET is not', async ({ lab }) => {
  const head = await ask(lab, '/p/head-refused/tone.mp3', { method: 'HEAD' });
  expect([head.status, head.header('Allow'), head.header('Access-Control-Allow-Origin')]).toEqual([
    405,
    'GET',
    '*',
  ]);
  expect((await ask(lab, '/p/head-refused/tone.mp3')).body.equals(whole)).toBe(true);
});

test('an empty song is there, and has no part', async ({ lab }) => {
  const answer = await ask(lab, '/p/empty-body/tone.mp3');
  expect([answer.status, answer.header('Content-Length'), answer.body.length]).toEqual([200, '0', 0]);
  const part = await ask(lab, '/p/empty-body/tone.mp3', { headers: [['Range', 'bytes=0-']] });
  expect([part.status, part.header('Content-Range')]).toEqual([416, 'bytes */0']);
});
