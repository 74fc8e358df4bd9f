import { expect, test } from '@playwright/test';
import { answersIn } from '../../runner/exchange/header-blocks';
import { earshot, startEarshot } from './earshot';

const url = 'https://cdn.example/song.mp3';
const read = (text: string) => answersIn(text, 'standard input', url);
const star = ['Access-Control-Allow-Origin', '*'];

test('what curl prints is the answers, redirects in a row', () => {
  const text =
    'HTTP/1.1 200 Connection established\r\n\r\nHTTP/2 301 \r\nlocation: /b\r\n\r\nHTTP/2 200 \r\nAccess-Control-Allow-Origin: *\r\n\r\n<body>\r\nno: header\r\n';
  expect(read(text)).toEqual([
    { for: 'redirect-1', status: 301, headers: [['location', '/b']] },
    { for: 'actual', status: 200, headers: [star] },
  ]);
});

test('the marks of curl -v are left out, and lines alone are of a 200', () => {
  const verbose =
    '* Connected\n> GET / HTTP/1.1\n> Host: cdn.example\n>\n< HTTP/1.1 206 Partial Content\n< Access-Control-Allow-Origin: *\n<\n';
  expect(read(verbose)).toEqual([{ for: 'actual', status: 206, headers: [star] }]);
  expect(read('Access-Control-Allow-Origin: *')).toEqual([{ for: 'actual', status: 200, headers: [star] }]);
});

test('what developer tools copy is read, and so is a terminal with its prompt', () => {
  const answer = [{ for: 'actual', status: 206, headers: [star, ['Vary', 'Origin']] }];
  expect(read(':status: 206\nAccess-Control-Allow-Origin:\n*\nVary:\nOrigin\n')).toEqual(answer);
  expect(read(':status: 206\n:scheme: https\nAccess-Control-Allow-Origin\n*\nVary\nOrigin\n')).toEqual(
    answer,
  );
  expect(
    read(
      '$ curl -I https://cdn.example\n  % Total\n\u001b[1mhttp/2 206\u001b[0m\n\u001b[1mAccess-Control-Allow-Origin\u001b[0m: *\nVary: Origin\n',
    ),
  ).toEqual(answer);
  expect(read('Access-Control-Allow-Origin:\nhttps://app.example\n')).toEqual([
    { for: 'actual', status: 200, headers: [['Access-Control-Allow-Origin', 'https://app.example']] },
  ]);
  // A header without a value stays one.
  expect(read('HTTP/1.1 206\nX-Empty:\nAccess-Control-Allow-Origin: *\n')[0]!.headers).toEqual([
    ['X-Empty', ''],
    star,
  ]);
});

test('what is no answer is refused, with the line and what to do', () => {
  expect(() => read('')).toThrow(/it holds no header line. Paste what curl -sIL URL prints/);
  expect(() => read('curl: (6) Could not resolve host: cdn.example\n')).toThrow(
    /curl got no answer, "\(6\) Could not resolve host: cdn.example"/,
  );
  expect(() => read('HTTP/1.1 200 OK\nno header\n')).toThrow(/line 2 of standard input, "no header"/);
  expect(() => read('HTTP/1.1 302 Found\nLocation: /b\n')).toThrow(
    /ends with a redirect. Let curl follow it/,
  );
});

test('predict reads pasted answers, and shows both strings of a mismatch', async () => {
  const args = ['predict', '--page', 'https://app.example', '--url', url, '--headers', '-'];
  const { process: child, ended } = startEarshot(args);
  child.stdin?.end('HTTP/2 200\naccess-control-allow-origin: https://app.example/\n\n');
  const { code, stdout } = await ended;
  expect(code).toBe(0);
  expect(stdout).toContain('sent "https://app.example/", wanted "https://app.example": one slash too many');
  expect(stdout).toContain(
    "Access to audio at 'https://cdn.example/song.mp3' from origin 'https://app.example'",
  );
});

test('predict says which products seem to answer, and what writes their configuration', async () => {
  const args = ['predict', '--page', 'https://app.example', '--url', url, '--headers', '-'];
  const { process: child, ended } = startEarshot(args);
  child.stdin?.end('HTTP/2 200\nserver: AmazonS3\nvia: 1.1 a1b2.cloudfront.net (CloudFront)\n');
  const { stdout } = await ended;
  expect(stdout).toContain(
    'Amazon CloudFront seems to answer (by "via: 1.1 a1b2.cloudfront.net (CloudFront)"), and behind it Amazon S3.',
  );
  expect(stdout).toContain(`npx earshot check ${url} --page https://app.example`);
});

test('predict says by which loader, and how to name another where none was named', async () => {
  const args = ['predict', '--page', 'https://app.example', '--url', url, '--response', star.join(': ')];
  const [assumed, named] = await Promise.all([earshot(...args), earshot(...args, '--loader', 'audio')]);
  expect(assumed.stdout).toContain('Loaded by audio-anonymous: <audio crossorigin src>. Nobody said how');
  expect(assumed.stdout).toContain('A plain <audio src> is --loader audio;');
  expect(named.stdout).toContain('opaque (no-crossorigin)');
  expect(named.stdout).toContain('Loaded by audio: <audio src>.\n');
});

test('nothing that a terminal obeys comes out of an answer, in no message and no fix', async () => {
  const answer = ['--response', 'Access-Control-Allow-Origin: https://\u001b[31mred\u009b.example'];
  const load = ['--page', 'https://app.example', '--url', 'https://cdn.example/a?\u001b[1m'];
  const { stdout } = await earshot('predict', ...load, ...answer, '--csp', "media-src 'self' \u00a0");
  const { stdout: refused } = await earshot('predict', ...load, ...answer);
  expect(refused).toContain('Access-Control-Allow-Origin');
  for (const text of [stdout, refused])
    expect(['\u001b', '\u009b'].filter((control) => text.includes(control))).toEqual([]);
});
