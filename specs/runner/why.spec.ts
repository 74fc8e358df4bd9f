import { expect, test } from '@playwright/test';
import { earshot, startEarshot } from './earshot';

const message =
  "Access to audio at 'https://cdn.example/song.mp3' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";

test('why tells of a pasted message the cause, the fix and what shows it', async () => {
  const { code, stdout } = await earshot('why', message);
  expect(code).toBe(0);
  expect(stdout).toContain('allow-origin-missing');
  expect(stdout).toContain('asked for: https://cdn.example/song.mp3');
  expect(stdout).toContain('    Access-Control-Allow-Origin: *');
  expect(stdout).toMatch(/npx earshot explain http\/audio-anonymous\/other-site\/none/);
});

test('why reads standard input, and gives the same as JSON', async () => {
  const { process: child, ended } = startEarshot(['why', '-', '--json']);
  child.stdin?.end(`index.html:1  ${message}\n`);
  const { code, stdout } = await ended;
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    url: 'https://cdn.example/song.mp3',
    origin: 'https://app.example',
    reasons: [{ reason: 'allow-origin-missing' }],
    tellsNothing: false,
  });
});

test('why says of a message that tells nothing where the cause is', async () => {
  const { code, stdout } = await earshot('why', 'TypeError: Failed to fetch');
  expect(code).toBe(0);
  expect(stdout).toContain('This line does not tell the cause.');
});

test('why refuses what no browser writes of a load', async () => {
  const { code, stdout, stderr } = await earshot('why', 'x\u001b[31mis not a function');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('no browser is known to write this of a load');
  expect(stderr).not.toContain('\u001b');
});

test('why gives its advice whole, and the command that asks a browser of that very song', async () => {
  const [orb, refused] = await Promise.all([
    earshot('why', 'net::ERR_BLOCKED_BY_ORB'),
    earshot('why', message.replace('song.mp3', 'song.mp3?a=1&b=2')),
  ]);
  expect(orb.stdout).toContain('Hand out a signed URL, or serve the song from the site');
  expect(orb.stdout).not.toContain('more characters');
  expect(refused.stdout).toContain(
    "  npx earshot check 'https://cdn.example/song.mp3?a=1&b=2' --page https://app.example",
  );
});

test('why tells of a line that the shell took apart how to give it', async () => {
  const { code, stderr } = await earshot(
    'why',
    'the following directive: "media-src',
    "'self'\". The action",
  );
  expect(code).toBe(2);
  expect(stderr).toContain('Paste it to standard input, and end it by Enter and Ctrl-D: npx earshot why -');
});
