import type { HeaderLine } from '../../model/http/headers';
import { Answer } from './answer';
import { ask, type Question } from './ask';
import { exchange } from './exchange';
import { expect, test } from './lab-fixture';
import { expectRefusal } from './refusal';

const withHost = (host: string): Question => ({ headers: [['Host', host]] });
const withHeader = (...line: HeaderLine): Question => ({ headers: [line] });
const path = '/p/wildcard/tone.mp3';

type Row = readonly [title: string, target: string, question: Question, status: number, at: string];

const refused: readonly Row[] = [
  ['a path up and out', '/p/wildcard/../../../etc/passwd', {}, 404, 'url'],
  ['an encoded path up', '/p/wildcard/%2e%2e%2f%2e%2e%2fetc%2fpasswd', {}, 404, 'file'],
  ['a path up with a backslash', '/p/wildcard/..%5c..%5cetc', {}, 404, 'file'],
  ['a path up at the root', '/../../etc/passwd', {}, 404, 'url'],
  ['a NUL in a file name', '/p/wildcard/tone.mp3%00', {}, 404, 'file'],
  ['an encoded line break in a file name', '/p/wildcard/tone.mp3%0d%0aX-Injected:1', {}, 404, 'file'],
  ['an encoded line break in a policy', '/p/session-lax%0d%0aX-Injected:1/login', {}, 404, 'policy'],
  ['an unknown file', '/p/wildcard/tone.aac', {}, 404, 'file'],
  ['no file', '/p/wildcard', {}, 404, 'url'],
  ['a broken percent escape', '/p/wildcard/%zz', {}, 400, 'url'],
  ['a broken escape in the policy', '/p/%E0%A4%A/tone.mp3', {}, 400, 'url'],
  ['an escape that is no UTF-8', '/p/%ff/tone.mp3', {}, 400, 'url'],
  ['a target that is no URL', 'http://[/tone.mp3', {}, 400, 'url'],
  ['a target with a broken port', 'http://cdn.test:99999x/tone.mp3', {}, 400, 'url'],
  ['a URL that is too long', `${path}?${'x'.repeat(8_192)}`, {}, 414, 'url'],
  ['headers that are too large', path, withHeader('X', 'y'.repeat(40_000)), 431, 'request'],
  ['headers that never end', path, withHeader('X', 'y'.repeat(4_000_000)), 431, 'request'],
  ['a NUL in a header', path, withHeader('X', 'a\0b'), 400, 'request'],
  ['a space in a header name', path, withHeader('X Y', 'a'), 400, 'request'],
  [
    'two lengths',
    path,
    {
      headers: [
        ['Content-Length', '1'],
        ['Content-Length', '2'],
      ],
    },
    400,
    'request',
  ],
  ['a line break in the target', '/p/wildcard\r\nX-Injected:y/tone.mp3', {}, 404, 'url'],
  ['a space in the target', '/p/wild card/tone.mp3', {}, 400, 'request'],
  ['a malformed range', path, withHeader('Range', 'bytes=a-b'), 400, 'Range'],
  ['an unknown expectation', path, withHeader('Expect', 'the-unexpected'), 417, 'Expect'],
  ['a method that HTTP does not know', path, { method: 'BREW' }, 400, 'request'],
  ['a method in small letters', path, { method: 'get' }, 400, 'request'],
  ['a method that no file has', path, { method: 'PUT' }, 405, 'method'],
  ['a method from elsewhere', path, { method: 'PROPFIND' }, 405, 'method'],
  ['POST to a file', path, { method: 'POST', body: 'x' }, 405, 'method'],
  ['DELETE at the root', '/tone.mp3', { method: 'DELETE' }, 405, 'method'],
  ['a tunnel', 'cdn.test:443', { method: 'CONNECT' }, 405, 'method'],
  ['an empty host', path, withHost(''), 400, 'Host'],
  ['a host with a user', path, withHost('me@cdn.test'), 400, 'Host'],
  ['a host with a path', path, withHost('cdn.test/x'), 400, 'Host'],
  ['a host with a word for a port', path, withHost('cdn.test:http'), 400, 'Host'],
  ['a host with markup', path, withHost('<script>'), 400, 'Host'],
  [
    'two hosts',
    path,
    {
      headers: [
        ['Host', 'cdn.test'],
        ['Host', 'evil.test'],
      ],
    },
    400,
    'Host',
  ],
];

for (const [title, target, question, status, at] of refused) {
  test(`${title} is a ${status} that names ${at}`, async ({ lab }) => {
    const answer = await ask(lab, target, question);
    expectRefusal(answer, status, at);
    expect(answer.linesOf('X-Injected')).toEqual([]);
    expect(answer.body.length).toBeLessThan(3_000);
  });
}

const unreadable = [
  ['nothing but a line break', '\r\n\r\n\r\nx\r\n\r\n'],
  ['an unknown version', 'GET / HTTP/9.9\r\nHost: cdn.test\r\n\r\n'],
  ['bytes at random', '\x00\x01\x02\xff\r\n\r\n'],
  ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
] as const;
for (const [title, bytes] of unreadable) {
  test(`${title} gets a 400 in JSON`, async ({ lab }) => {
    for (const server of ['cdn', 'cdn-open'] as const) {
      const answer = new Answer((await exchange({ port: lab.ports[server].http }, bytes)).bytes);
      expectRefusal(answer, 400, 'request');
    }
  });
}

test('a request without a Host is a 400 that names it', async ({ lab }) => {
  for (const version of ['', ' HTTP/1.0', ' HTTP/1.1']) {
    const request = `GET /health${version}\r\nConnection: close\r\n\r\n`;
    const { bytes } = await exchange({ port: lab.ports.cdn.http }, request);
    expectRefusal(new Answer(bytes), 400, 'Host');
  }
});

test('a 405 says which methods there are', async ({ lab }) => {
  const answer = await ask(lab, path, { method: 'PATCH' });
  expect(answer.header('Allow')).toBe('GET, HEAD, OPTIONS');
  expect(answer.header('Access-Control-Allow-Origin')).toBe('*');
});

test('an encoded line break in a query stays encoded in a redirect', async ({ lab }) => {
  const answer = await ask(lab, '/p/redirect-same/tone.mp3?t=a%0d%0aX-Injected:%201');
  expect(answer.header('Location')).toBe('/p/wildcard/tone.mp3?t=a%0d%0aX-Injected:%201');
  expect(answer.linesOf('X-Injected')).toEqual([]);
});

test('rubbish after a request does not get into the answer', async ({ lab }) => {
  const request = 'GET /p/trickled/tone.mp3 HTTP/1.1\r\nHost: cdn.test\r\n\r\n';
  const { bytes } = await exchange({ port: lab.ports.cdn.http }, `${request}rubbish\r\n\r\n`);
  expect(bytes.toString('latin1').match(/HTTP\/1\.1 (?!200)\d+/g)).toBeNull();
});
