import { connect } from 'node:net';
import type { Policy } from '../../model/lab/policies/policy';
import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import { Answer } from './answer';
import { ask, askForBytes } from './ask';
import { audioBytes } from './audio-bytes';
import { expect, test } from './lab-fixture';
import { expectRefusal } from './refusal';

const whole = audioBytes('cdn', 'tone.mp3');
/**
 * How a connection ends after some bytes of an answer: `end`, or the code of its error. They are read one by one,
 * because Node takes a reset that comes along with the last bytes of a larger buffer for an end.
 */
function howItEnds(port: number, path: string): Promise<string> {
  return new Promise((resolve) => {
    const onread = { buffer: Buffer.alloc(1), callback: () => true };
    const socket = connect({ port, host: '127.0.0.1', onread });
    socket.once('end', () => resolve('end'));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: cdn.test\r\n\r\n`);
  });
}

const faulty = (fault: NonNullable<Policy['fault']>) => policySegment({ title: 'faulty', fault });

test('a delayed answer takes its time, and is whole', async ({ lab }) => {
  const start = performance.now();
  const answer = await ask(lab, '/p/delayed/tone.mp3');
  // A timer may fire a millisecond early.
  expect(performance.now() - start).toBeGreaterThan(298);
  expect(answer.body.equals(whole)).toBe(true);
});

test('a reset comes before any byte', async ({ lab }) => {
  const { bytes, ended } = await askForBytes(lab, '/p/reset/tone.mp3');
  expect({ ended, length: bytes.length }).toEqual({ ended: 'ECONNRESET', length: 0 });
});

test('a reset over https ends the connection before any byte', async ({ lab }) => {
  const { bytes } = await askForBytes(lab, '/p/reset/tone.mp3', { scheme: 'https' });
  expect(bytes.length).toBe(0);
});

for (const scheme of ['http', 'https'] as const) {
  test(`a reset in mid-file over ${scheme} cuts the body short`, async ({ lab }) => {
    const { bytes } = await askForBytes(lab, '/p/reset-half/tone.mp3', { scheme });
    const answer = new Answer(bytes);
    expect(answer.header('Content-Length')).toBe(String(whole.length));
    expect(answer.body.length).toBeLessThanOrEqual(whole.length >> 1);
  });

  test(`a truncated file over ${scheme} ends in good order, with half of what was promised`, async ({
    lab,
  }) => {
    const { bytes, ended } = await askForBytes(lab, '/p/truncated/tone.mp3', { scheme });
    const answer = new Answer(bytes);
    expect(ended).toBe('closed');
    expect(answer.status).toBe(200);
    expect(answer.header('Content-Length')).toBe(String(whole.length));
    expect(answer.body.equals(whole.subarray(0, whole.length >> 1))).toBe(true);
  });
}

test('a reset in mid-file is a reset, not an end in good order', async ({ lab }) => {
  expect(await howItEnds(lab.ports.cdn.http, '/p/reset-half/tone.mp3')).toBe('ECONNRESET');
  expect(await howItEnds(lab.ports.cdn.http, '/p/truncated/tone.mp3')).toBe('end');
});

test('a trickled file comes in pieces, and is whole', async ({ lab }) => {
  const start = performance.now();
  const { bytes, pieces } = await askForBytes(lab, '/p/trickled/tone.mp3');
  // Seven gaps of 20 ms between eight pieces.
  expect(performance.now() - start).toBeGreaterThan(7 * 18);
  expect(pieces).toBeGreaterThan(1);
  expect(new Answer(bytes).body.equals(whole)).toBe(true);
});

test('a file trickled in more pieces than it has bytes is whole', async ({ lab }) => {
  const policy = faulty({ kind: 'trickle', pieces: 100, ms: 0 });
  const answer = await ask(lab, `/p/${policy}/tone.mp3`, { headers: [['Range', 'bytes=0-6']] });
  expect(answer.body.equals(whole.subarray(0, 7))).toBe(true);
});

test('a fault in a range of one byte ends the connection as well', async ({ lab }) => {
  for (const policy of ['truncated', 'reset-half']) {
    const { bytes } = await askForBytes(lab, `/p/${policy}/tone.mp3`, { headers: [['Range', 'bytes=0-0']] });
    if (policy === 'truncated') expect.soft(new Answer(bytes).status).toBe(206);
    expect.soft(bytes.indexOf('\r\n\r\n') + 4).toBeGreaterThanOrEqual(bytes.length);
  }
});

test('HEAD meets no fault of the body', async ({ lab }) => {
  for (const policy of ['truncated', 'reset-half', 'trickled']) {
    const { bytes, ended } = await askForBytes(lab, `/p/${policy}/tone.mp3`, { method: 'HEAD' });
    expect.soft(ended, policy).toBe('closed');
    expect.soft(new Answer(bytes).header('Content-Length'), policy).toBe(String(whole.length));
  }
});

test('an answer cut short leaves the server answering', async ({ lab }) => {
  await askForBytes(lab, '/p/reset-half/tone.mp3');
  expect((await ask(lab, '/health')).status).toBe(200);
});

const statuses = [
  ['not-found', 404, '*'],
  ['server-error', 500, '*'],
  ['server-error-without-cors', 500, undefined],
] as const;
for (const [policy, status, origin] of statuses) {
  test(`${policy} is a ${status} that says whose wish it is`, async ({ lab }) => {
    const answer = await ask(lab, `/p/${policy}/tone.mp3`);
    expect(expectRefusal(answer, status, 'policy.status').value).toBe(status);
    expect(answer.header('Access-Control-Allow-Origin')).toBe(origin);
  });
}
