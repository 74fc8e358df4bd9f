import type { HeaderLine } from '../../model/http/headers';
import type { Lab } from '../../servers/lab';
import { audioBytes } from './audio-bytes';
import { ask } from './ask';
import { expect, test } from './lab-fixture';

const path = '/p/wildcard/tone.mp3';
const whole = audioBytes('cdn', 'tone.mp3');
const range: HeaderLine = ['Range', 'bytes=0-9'];

async function validators(lab: Lab): Promise<{ etag: string; date: string }> {
  const answer = await ask(lab, path);
  return { etag: answer.header('ETag')!, date: answer.header('Last-Modified')! };
}
const daysAfter = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 24 * 3_600_000).toUTCString();

test('an ETag is strong, and stays the same', async ({ lab }) => {
  const [first, second] = await Promise.all([validators(lab), validators(lab)]);
  expect(first.etag).toMatch(/^"[\w-]+"$/);
  expect(second).toEqual(first);
});

test('If-Range with the ETag or the date of the file gets the part', async ({ lab }) => {
  const { etag, date } = await validators(lab);
  for (const value of [etag, date]) {
    const answer = await ask(lab, path, { headers: [range, ['If-Range', value]] });
    expect.soft(answer.status, value).toBe(206);
    expect.soft(answer.body.length, value).toBe(10);
  }
});

test('If-Range with anything else gets the whole file', async ({ lab }) => {
  const { etag, date } = await validators(lab);
  const others = ['"another"', `W/${etag}`, etag.slice(1, -1), daysAfter(date, -1), daysAfter(date, 1), 'x'];
  for (const value of others) {
    const answer = await ask(lab, path, { headers: [range, ['If-Range', value]] });
    expect.soft(answer.status, value).toBe(200);
    expect.soft(answer.body.length, value).toBe(whole.length);
  }
});

test('If-Range that does not match sets a range outside the file aside', async ({ lab }) => {
  const headers: HeaderLine[] = [
    ['Range', 'bytes=999999-'],
    ['If-Range', '"another"'],
  ];
  expect((await ask(lab, path, { headers })).status).toBe(200);
});

test('a copy that is still good gets a 304 without a body', async ({ lab }) => {
  const { etag, date } = await validators(lab);
  const good: HeaderLine[][] = [
    [['If-None-Match', etag]],
    [['If-None-Match', `W/${etag}`]],
    [['If-None-Match', `"another", ${etag}`]],
    [['If-None-Match', '*']],
    [['If-Modified-Since', date]],
    [['If-Modified-Since', daysAfter(date, 1)]],
    [['If-None-Match', etag], range],
  ];
  for (const headers of good) {
    const answer = await ask(lab, path, { headers });
    expect.soft(answer.status, headers.join(' ')).toBe(304);
    expect.soft(answer.body.length, headers.join(' ')).toBe(0);
    expect.soft(answer.header('ETag')).toBe(etag);
    expect.soft(answer.header('Access-Control-Allow-Origin')).toBe('*');
  }
});

test('a copy that is not good any more gets the file', async ({ lab }) => {
  const { date } = await validators(lab);
  const stale: HeaderLine[][] = [
    [['If-None-Match', '"another"']],
    [['If-Modified-Since', daysAfter(date, -1)]],
    // An ETag outweighs a date (RFC 9110, 13.1.3).
    [
      ['If-None-Match', '"another"'],
      ['If-Modified-Since', date],
    ],
  ];
  for (const headers of stale) {
    const answer = await ask(lab, path, { headers });
    expect.soft(answer.status, headers.join(' ')).toBe(200);
    expect.soft(answer.body.length, headers.join(' ')).toBe(whole.length);
  }
});

test('HEAD gets the headers of GET without the body', async ({ lab }) => {
  const withoutDate = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('Date:'));
  const [head, get] = await Promise.all([ask(lab, path, { method: 'HEAD' }), ask(lab, path)]);
  expect(head.status).toBe(200);
  expect(withoutDate(head.lines)).toEqual(withoutDate(get.lines));
  expect(head.header('Content-Length')).toBe(String(whole.length));
  expect(head.body.length).toBe(0);
});

test('HEAD knows no ranges (RFC 9110, 14.2)', async ({ lab }) => {
  for (const value of ['bytes=0-9', 'bytes=999999-', 'bytes=x']) {
    const answer = await ask(lab, path, { method: 'HEAD', headers: [['Range', value]] });
    expect.soft(answer.status, value).toBe(200);
    expect.soft(answer.header('Content-Length'), value).toBe(String(whole.length));
  }
});
