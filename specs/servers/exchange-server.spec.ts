import { expect, test } from '@playwright/test';
import { createExchangeServer } from '../../servers/exchange/create-exchange-server';
import { listen } from '../../servers/listen';
import { defaultTlsFolder, loadCertificates } from '../../servers/tls/certificates';
import { exchange } from './exchange';

/** A server of scripts, and its port. */
async function startServer() {
  const { app, answerUnread, play, finish } = createExchangeServer({
    bodies: { audio: Buffer.from('audio'), text: Buffer.from('text') },
    fallback: (_, res) => res.writeHead(404).end(),
  });
  const certificates = await loadCertificates(defaultTlsFolder);
  const options = { app, answerUnread, address: '127.0.0.1', port: 0, certificates };
  return { play, finish, listener: await listen({ ...options, schemes: ['http'] }) };
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
    const { bytes } = await exchange(
      listener,
      'GET /?t=one HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n',
    );
    expect(bytes.toString()).toContain('HTTP/1.1 404 Not Found');
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
