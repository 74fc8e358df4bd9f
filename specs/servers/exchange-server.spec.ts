import { expect, test } from '@playwright/test';
import { createExchangeServer } from '../../servers/exchange/create-exchange-server';
import { listen } from '../../servers/listen';
import { defaultTlsFolder, loadCertificates } from '../../servers/tls/certificates';
import { exchange } from './exchange';

test('a request on a connection that has ended is not answered, so that it comes again', async () => {
  const { app, answerUnread, play, finish } = createExchangeServer({
    bodies: { audio: Buffer.from('audio'), text: Buffer.from('text') },
    fallback: (_, res) => res.writeHead(404).end(),
  });
  const listener = await listen({
    app,
    answerUnread,
    address: '127.0.0.1',
    port: 0,
    schemes: ['http'],
    certificates: await loadCertificates(defaultTlsFolder),
  });
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
