import { audioBytes } from './audio-bytes';
import { ask } from './ask';
import { expect, test } from './lab-fixture';
import { expectRefusal } from './refusal';

const path = '/p/wildcard/tone.mp3';
const whole = audioBytes('cdn', 'tone.mp3');
const last = whole.length - 1;

const parts = [
  ['a first and a last position', 'bytes=100-199', 100, 199],
  ['a single byte', 'bytes=0-0', 0, 0],
  ['an open end', 'bytes=8000-', 8000, last],
  ['a last position beyond the file', 'bytes=8000-99999999999999999999', 8000, last],
  ['a suffix', 'bytes=-500', last - 499, last],
  ['a suffix longer than the file', `bytes=-${whole.length + 1}`, 0, last],
  ['a unit in capitals', 'BYTES=1-2', 1, 2],
] as const;

for (const [title, range, from, to] of parts) {
  test(`${title} gets that part as a 206`, async ({ lab }) => {
    const answer = await ask(lab, path, { headers: [['Range', range]] });
    expect(answer.status).toBe(206);
    expect(answer.header('Content-Range')).toBe(`bytes ${from}-${to}/${whole.length}`);
    expect(answer.header('Content-Length')).toBe(String(to - from + 1));
    expect(answer.body.equals(whole.subarray(from, to + 1))).toBe(true);
  });
}

for (const range of [`bytes=${whole.length}-`, 'bytes=99999999999999999999-', 'bytes=-0']) {
  test(`${range} is outside the file: 416 with the file's length`, async ({ lab }) => {
    const answer = await ask(lab, path, { headers: [['Range', range]] });
    expectRefusal(answer, 416, 'Range');
    expect(answer.header('Content-Range')).toBe(`bytes */${whole.length}`);
  });
}

const malformed = [
  'bytes=',
  'bytes=-',
  'bytes=1',
  'bytes=x-y',
  'bytes=5-3',
  'bytes=0-1-2',
  'bytes=--1',
  'bytes=0-1;2-3',
  'bytes=0-1,',
  'bytes=0-1,5-3',
  'bytes=1 0-11',
];
for (const range of malformed) {
  test(`"${range}" is malformed: 400 that names Range`, async ({ lab }) => {
    const answer = await ask(lab, path, { headers: [['Range', range]] });
    expect(expectRefusal(answer, 400, 'Range').value).toBe(range);
    expect(answer.header('Content-Range')).toBeUndefined();
  });
}

const wholeFile = [
  ['an unknown unit', 'seconds=0-1'],
  ['several ranges', 'bytes=0-1,5-6'],
  ['several ranges with spaces', 'bytes=0-1 , 5-6'],
] as const;
for (const [title, range] of wholeFile) {
  test(`${title} gets the whole file`, async ({ lab }) => {
    const answer = await ask(lab, path, { headers: [['Range', range]] });
    expect(answer.status).toBe(200);
    expect(answer.header('Content-Range')).toBeUndefined();
    expect(answer.body.equals(whole)).toBe(true);
  });
}

test('ranges are on offer', async ({ lab }) => {
  expect((await ask(lab, path)).header('Accept-Ranges')).toBe('bytes');
});

test('a policy that ignores ranges says so, and sends the whole file', async ({ lab }) => {
  const answer = await ask(lab, '/p/range-ignored/tone.mp3', { headers: [['Range', 'bytes=0-1']] });
  expect(answer.status).toBe(200);
  expect(answer.header('Accept-Ranges')).toBe('none');
  expect(answer.body.equals(whole)).toBe(true);
});

test('a policy that refuses ranges refuses good ones, and sends the file without one', async ({ lab }) => {
  const refused = await ask(lab, '/p/range-refused/tone.mp3', { headers: [['Range', 'bytes=0-1']] });
  expectRefusal(refused, 416, 'Range');
  expect(refused.header('Content-Range')).toBe(`bytes */${whole.length}`);
  expect((await ask(lab, '/p/range-refused/tone.mp3')).status).toBe(200);
});
