import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { HeaderLine } from '../../model/http/headers';
import type { Body } from '../../model/standards/body';
import { createExchangeServer } from '../../servers/exchange/create-exchange-server';
import { listen } from '../../servers/http/listen';
import { defaultTlsFolder, loadCertificates } from '../../servers/tls/certificates';
import { Answer } from './answer';
import { exchange } from './exchange';
import { expectRefusal } from './refusal';

/** A server of scripts, and its port. */
async function startServer() {
  const { app, answerUnread, play, takeSeen, finish } = createExchangeServer({
    bodies: { audio: Buffer.from('audio'), text: Buffer.from('text') },
    fallback: (_, res) => res.writeHead(404).end(),
    hosts: ['radio.example'],
  });
  const certificates = await loadCertificates(defaultTlsFolder);
  const options = { app, answerUnread, address: '127.0.0.1', port: 0, certificates };
  return { play, takeSeen, finish, listener: await listen({ ...options, schemes: ['http'] }) };
}

test('a request on a connection that has ended is not answered, so that it comes again', async () => {
  const { play, finish, listener } = await startServer();
  try {
    const token = 'one';
    play({
      token,
      body: 'text',
      answers: [
        { for: 'preflight', status: 204, headers: [['Access-Control-Allow-Origin', '*']] },
        { for: 'actual', status: 200, headers: [] },
      ],
    });
    const lines = (method: string, ...more: string[]) =>
      [`${method} /?t=${token} HTTP/1.1`, 'Host: cdn.test', ...more, '', ''].join('\r\n');
    const preflight = lines('OPTIONS', 'Origin: http://app.test', 'Access-Control-Request-Method: GET');
    const { bytes } = await exchange(listener, preflight + lines('GET'));
    expect(bytes.toString()).toBe(
      'HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n',
    );
    expect(finish(token).map(({ method }) => method)).toEqual(['OPTIONS']);
  } finally {
    await listener.close();
  }
});

test('a target is a path, whatever it begins with', async () => {
  const { play, finish, listener } = await startServer();
  try {
    play({ token: 'one', body: 'text', answers: [{ for: 'actual', status: 200, headers: [] }] });
    for (const target of ['//?t=one', '//cdn.test:x/?t=one', '/\\?t=one']) {
      const { bytes } = await exchange(listener, `GET ${target} HTTP/1.1\r\nHost: cdn.test\r\n\r\n`);
      expect.soft(bytes.toString(), target).toContain('HTTP/1.1 200 OK');
    }
    expect(finish('one').map(({ host, path }) => `${host} ${path}`)).toEqual([
      'cdn.test //?t=one',
      'cdn.test //cdn.test:x/?t=one',
      'cdn.test //?t=one',
    ]);
  } finally {
    await listener.close();
  }
});

test('an exchange is played on hosts under .test and .localhost, and on those that cases name, alone', async () => {
  const { play, finish, listener } = await startServer();
  const statusOf = async (host: string, method = 'GET', path = '/?t=one') => {
    const request = `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    return new Answer((await exchange(listener, request)).bytes);
  };
  try {
    play({ token: 'one', body: 'text', answers: [{ for: 'actual', status: 203, headers: [] }] });
    const known = [
      'cdn.test',
      'CDN.test:9000',
      'cdn.test.',
      'a.b.localhost',
      'radio.example',
      'Radio.Example:80',
    ];
    for (const host of known) expect.soft((await statusOf(host)).status, host).toBe(203);
    expect(finish('one')).toHaveLength(known.length);
    expect((await statusOf('cdn.test', 'GET', '/')).status).toBe(404);

    play({ token: 'one', body: 'text', answers: [{ for: 'actual', status: 203, headers: [] }] });
    const foreign = ['evil.example', '127.0.0.1', 'localhost:1', 'cdn.test.evil.example', 'xtest', 'a b', ''];
    for (const host of foreign)
      for (const path of ['/?t=one', '/'])
        expect.soft(expectRefusal(await statusOf(host, 'GET', path), 421, 'Host').value, host).toBe(host);
    expect.soft((await statusOf('evil.example', 'BREW')).status).toBe(400);
    // As Chromium asks for a space in a host; no network has one.
    const escaped = 'GET /?t=one HTTP/1.1\r\nHost: mir%20ror.test\r\nConnection: close\r\n\r\n';
    expect.soft((await exchange(listener, escaped)).bytes).toHaveLength(0);
    expect(finish('one')).toEqual([]);
  } finally {
    await listener.close();
  }
});

test('a redirect is followed to where browsers read its Location: bytes above ASCII and tabs escaped, or tabs dropped', async () => {
  const { play, finish, listener } = await startServer();
  const statusOf = async (path: string) => {
    const request = `GET ${path} HTTP/1.1\r\nHost: cdn.test\r\nConnection: close\r\n\r\n`;
    return new Answer((await exchange(listener, request)).bytes).status;
  };
  try {
    const headers = [['Location', '/\xe9\ta']] as const;
    const answers = [
      { for: 'redirect-1', status: 302, headers },
      { for: 'actual', status: 203, headers: [] },
    ];
    play({ token: 'one', body: 'text', answers });
    expect(await statusOf('/?t=one')).toBe(302);
    expect(await statusOf('/%E9a')).toBe(203);
    expect(await statusOf('/%E9%09a')).toBe(203);
    expect(await statusOf('/%C3%A9a')).toBe(404);
    finish('one');
  } finally {
    await listener.close();
  }
});

test('a body is as long as its headers promise, however they are spelled', async () => {
  const { play, finish, listener } = await startServer();
  try {
    const spellings = [
      [200, ['Content-Length', '3'], 3],
      [200, ['Content-Length', '3, 3'], 3],
      [206, ['Content-Range', 'bytes 0-4/5'], 5],
      [206, ['Content-Range', 'Bytes  0 - 4 / 5'], 5],
    ] as const;
    for (const [status, line, length] of spellings) {
      play({ token: 'one', body: 'audio', answers: [{ for: 'actual', status, headers: [line] }] });
      const { bytes } = await exchange(listener, 'GET /?t=one HTTP/1.1\r\nHost: cdn.test\r\n\r\n');
      const [, body = ''] = bytes.toString('latin1').split('\r\n\r\n');
      expect.soft(body.length, line.join(': ')).toBe(length);
      finish('one');
    }
  } finally {
    await listener.close();
  }
});

test('every byte of a header value goes out as it is: NUL, control characters, and bytes above ASCII', async () => {
  const { play, finish, listener } = await startServer();
  try {
    const value = 'a\0b\x01\x7f\x80\xe9\xff';
    const headers = [['X-Bytes', value]] as const;
    const kinds = [
      ['GET', 'actual', 200],
      ['GET', 'actual', 404],
      ['GET', 'actual', 304],
      ['HEAD', 'actual', 200],
      ['OPTIONS', 'preflight', 204],
      ['GET', 'redirect-1', 302],
    ] as const;
    for (const body of ['audio', 'text'] as const) {
      for (const [method, kind, status] of kinds) {
        play({ token: 'one', body, answers: [{ for: kind, status, headers }] });
        const asks = kind === 'preflight' ? 'Access-Control-Request-Method: GET\r\n' : '';
        const request = `${method} /?t=one HTTP/1.1\r\nHost: cdn.test\r\n${asks}\r\n`;
        const head = (await exchange(listener, request)).bytes.toString('latin1');
        expect.soft(head, `${method} ${kind} ${status} ${body}`).toContain(`\r\nX-Bytes: ${value}\r\n`);
        finish('one');
      }
    }
  } finally {
    await listener.close();
  }
});

test('the rest of a file follows a 206 with its beginning, and a request that never changes is ended', async () => {
  const { play, finish, listener } = await startServer();
  const ask = async (range: string) => {
    const lines = ['GET /?t=one HTTP/1.1', 'Host: cdn.test', `Range: ${range}`, 'Connection: close', '', ''];
    return new Answer((await exchange(listener, lines.join('\r\n'))).bytes);
  };
  const beginning = (value: string) =>
    play({
      token: 'one',
      body: 'audio',
      answers: [{ for: 'actual', status: 206, headers: [['Content-Range', value]] }],
    });
  try {
    beginning('bytes 0-1/5');
    expect(await ask('bytes=0-')).toMatchObject({ status: 206, body: Buffer.from('au') });
    expect(await ask('bytes=2-')).toMatchObject({ status: 206, body: Buffer.from('dio') });
    expect(await ask('bytes=2-3')).toMatchObject({ status: 206, body: Buffer.from('di') });
    expect((await ask('bytes=5-')).status).toBe(416);
    const said = finish('one').map(({ responseHeaders }) => responseHeaders[0]![1]);
    expect(said).toEqual(['bytes 0-1/5', 'bytes 2-4/5', 'bytes 2-3/5', 'bytes */5']);
    beginning('bytes 0-4/*');
    expect((await ask('bytes=5-')).status).toBe(416);
    finish('one');
    // What does not begin with the file stays as it is.
    beginning('bytes 1-4/5');
    const statuses = [];
    for (let i = 0; i < 18; i++) statuses.push((await ask('bytes=2-')).status);
    expect(statuses).toEqual([...Array<number>(16).fill(206), 404, 404]);
  } finally {
    await listener.close();
  }
});

test('a body that a case names comes, whole, in part or not at all', async () => {
  const { play, finish, listener } = await startServer();
  const bodyOf = async (body: Body, ...headers: [string, string][]) => {
    play({ token: 'one', body: 'text', answers: [{ for: 'actual', status: 200, headers, body }] });
    const { bytes } = await exchange(listener, 'GET /?t=one HTTP/1.1\r\nHost: cdn.test\r\n\r\n');
    finish('one');
    return bytes.toString('latin1').split('\r\n\r\n').slice(1).join('\r\n\r\n');
  };
  try {
    expect(await bodyOf('html')).toMatch(/^<!doctype html>/);
    expect(await bodyOf('xml-error')).toMatch(/^<\?xml .*<Code>AccessDenied</s);
    expect(await bodyOf('audio/mpeg')).toMatch(/^(ID3|\xff)/);
    expect(await bodyOf('audio/ogg')).toMatch(/^OggS/);
    expect(await bodyOf('video/mp4')).toMatch(/^.{4}ftyp/s);
    expect(await bodyOf('truncated')).toBe('te');
    expect(await bodyOf('truncated', ['Content-Length', '4'])).toBe('te');
    expect(await bodyOf('empty', ['Content-Length', '4'])).toBe('');
    expect(await bodyOf('empty', ['Transfer-Encoding', 'chunked'])).toBe('0\r\n\r\n');
  } finally {
    await listener.close();
  }
});

test('what a case says of before and after an answer comes there, byte for byte', async () => {
  const { play, finish, listener } = await startServer();
  const informational = [
    { status: 103, headers: [['Link', '</a>'] as const] },
    { status: 100, headers: [] },
  ];
  const headers = [['Transfer-Encoding', 'chunked'] as const];
  const trailers = [['X-Sum', '\xe9'] as const];
  try {
    play({
      token: 'one',
      body: 'text',
      answers: [{ for: 'actual', status: 200, headers, informational, trailers }],
    });
    const ask = async (method: string) => {
      const { bytes } = await exchange(listener, `${method} /?t=one HTTP/1.1\r\nHost: cdn.test\r\n\r\n`);
      return bytes.toString('latin1');
    };
    const heads =
      'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n' +
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(await ask('GET')).toBe(`${heads}4\r\ntext\r\n0\r\nX-Sum: \xe9\r\n\r\n`);
    expect(await ask('HEAD')).toBe(heads);
    finish('one');
  } finally {
    await listener.close();
  }
});

test('a script that comes after another one answers where the redirects of that led', async () => {
  const { play, takeSeen, finish, listener } = await startServer();
  const ask = async (path: string) => {
    const { bytes } = await exchange(
      listener,
      `GET ${path} HTTP/1.1\r\nHost: cdn.test\r\nConnection: close\r\n\r\n`,
    );
    return new Answer(bytes).status;
  };
  try {
    const moved = { for: 'redirect-1', status: 301, headers: [['Location', '/b'] as const] };
    play({ token: 'one', body: 'text', answers: [moved, { for: 'actual', status: 200, headers: [] }] });
    expect(await ask('/?t=one')).toBe(301);
    expect(await ask('/b')).toBe(200);
    expect(takeSeen('one').map(({ path }) => path)).toEqual(['/?t=one', '/b']);
    expect(takeSeen('one')).toEqual([]);
    play({ token: 'one', body: 'text', answers: [{ for: 'actual', status: 203, headers: [] }] });
    expect(await ask('/b')).toBe(203);
    expect(finish('one').map(({ path }) => path)).toEqual(['/b']);
    expect(await ask('/b')).toBe(404);
  } finally {
    await listener.close();
  }
});

test('each way has its own answers, where several begin under one token', async () => {
  const { play, takeSeen, finish, listener } = await startServer();
  const answered = (status: number) => ({ for: 'actual', status, headers: [] });
  const ask = async (target: string) => {
    const { bytes } = await exchange(listener, `GET ${target} HTTP/1.1\r\nHost: cdn.test\r\n\r\n`);
    return bytes.toString().slice(9, 12);
  };
  try {
    const led = { for: 'redirect-1', status: 302, headers: [['Location', '/moved'] as const] };
    const others = new Map([['cdn.test/b?t=one', [led, answered(404)]]]);
    play({ token: 'one', body: 'audio', answers: [answered(403)], others });
    expect([await ask('/a?t=one'), await ask('/b?t=one'), await ask('/moved')]).toEqual([
      '403',
      '302',
      '404',
    ]);
    play({ token: 'one', body: 'audio', answers: [answered(410)] });
    expect([await ask('/b?t=one'), await ask('/moved')]).toEqual(['410', '410']);
    expect(takeSeen('one')).toHaveLength(5);
    expect(finish('one')).toEqual([]);
  } finally {
    await listener.close();
  }
});

test('a live stream begins in the midst of a frame and goes on until its load ends', async () => {
  const { play, finish, listener } = await startServer();
  const listenTo = async (headers: readonly HeaderLine[]) => {
    play({ token: 'one', body: 'audio', answers: [{ for: 'actual', status: 200, headers, body: 'live' }] });
    const ended = exchange(listener, 'GET /?t=one HTTP/1.1\r\nHost: cdn.test\r\n\r\n');
    await setTimeout(900);
    expect(finish('one')).toHaveLength(1);
    const { bytes } = await ended;
    const body = bytes.indexOf('\r\n\r\n') + 4;
    return { head: bytes.subarray(0, body).toString(), bytes: bytes.subarray(body) };
  };
  try {
    const { head, bytes } = await listenTo([['Content-Type', 'audio/mpeg']]);
    expect(head).toBe('HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n');
    expect(bytes.length).toBeGreaterThan(65_536);
    // No frame begins here, and one every 288 bytes afterwards.
    expect(bytes[0]).not.toBe(0xff);
    const starts = Array.from({ length: 200 }, (_, i) => bytes.readUInt16BE(188 + i * 288) & 0xfffe);
    expect(new Set(starts)).toEqual(new Set([0xfff2]));
    const chunked = await listenTo([['Transfer-Encoding', 'chunked']]);
    expect(chunked.bytes.subarray(0, 7).toString()).toBe('10000\r\n');
    expect(chunked.bytes.subarray(7 + 65_536, 7 + 65_536 + 7).toString()).toBe('\r\n640\r\n');
  } finally {
    await listener.close();
  }
});

test('a live stream has no body for HEAD', async () => {
  const { play, finish, listener } = await startServer();
  try {
    play({
      token: 'one',
      body: 'text',
      answers: [{ for: 'actual', status: 200, headers: [], body: 'live' }],
    });
    const { bytes } = await exchange(listener, 'HEAD /?t=one HTTP/1.1\r\nHost: cdn.test\r\n\r\n');
    expect(bytes.toString()).toBe('HTTP/1.1 200 OK\r\n\r\n');
    expect(finish('one')).toHaveLength(1);
  } finally {
    await listener.close();
  }
});
