import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect, test } from '@playwright/test';
import { listen } from '../../servers/http/listen';
import { resetConnection } from '../../servers/http/reset-connection';
import { defaultTlsFolder, loadOrMakeCertificates } from '../../servers/tls/certificates';

for (const scheme of ['http', 'https'] as const) {
  test(`a connection is reset in the middle of an answer over ${scheme}`, async () => {
    const listener = await listen({
      app: (_, res) => {
        res.write('half', () => setTimeout(() => resetConnection(res.socket!), 50));
      },
      answerUnread: () => false,
      address: '127.0.0.1',
      port: 0,
      schemes: ['http', 'https'],
      certificates: await loadOrMakeCertificates(defaultTlsFolder),
    });
    try {
      const at = { host: '127.0.0.1', port: listener.port };
      const socket = scheme === 'http' ? connectTcp(at) : connectTls({ ...at, rejectUnauthorized: false });
      let text = '';
      socket.on('data', (bytes: Buffer) => (text += bytes.toString()));
      const ended = once(socket, 'close').then(() => 'closed');
      const failed = new Promise((resolve) =>
        socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code)),
      );
      socket.write('GET / HTTP/1.1\r\nHost: cdn.localhost\r\n\r\n');
      expect(await Promise.race([failed, ended])).toBe('ECONNRESET');
      expect(text).toContain('half');
    } finally {
      await listener.close(0);
    }
  });
}
