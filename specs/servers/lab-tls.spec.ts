import { createHash, X509Certificate } from 'node:crypto';
import { connect, type DetailedPeerCertificate } from 'node:tls';
import { allHostNames, distrustedHost, serverNames, serverSpec } from '../../model/lab/topology/topology';
import type { Lab } from '../../servers/lab';
import { ask } from './ask';
import { expect, test } from './lab-fixture';

interface Handshake {
  /** Null: the chain and the name are good. */
  readonly error: string | null;
  readonly certificate: DetailedPeerCertificate;
}

function handshake(
  lab: Lab,
  port: number,
  servername: string,
  ca: string | undefined = lab.ca,
): Promise<Handshake> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, servername, rejectUnauthorized: false, ...(ca && { ca }) };
    const socket = connect(options, () => {
      const error = socket.authorized ? null : String(socket.authorizationError);
      resolve({ error, certificate: socket.getPeerCertificate(true) });
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

const isDistrusted = (host: string): boolean => host.startsWith(`${distrustedHost}.`);

test('the chain is good under every host name of the lab but one, and by address', async ({ lab }) => {
  for (const host of [...allHostNames(), 'localhost'].filter((each) => !isDistrusted(each)))
    expect.soft((await handshake(lab, lab.ports.cdn.https, host)).error, host).toBeNull();
});

test('one host shows a certificate that is good for nobody', async ({ lab }) => {
  const distrusted = allHostNames().filter(isDistrusted);
  expect(distrusted).toHaveLength(2);
  for (const host of distrusted)
    expect.soft((await handshake(lab, lab.ports.cdn.https, host)).error, host).not.toBeNull();
});

test('the chain is good for nobody else, and for no other authority', async ({ lab }) => {
  expect((await handshake(lab, lab.ports.cdn.https, 'radio.example')).error).toContain('ALTNAME_INVALID');
  const { error } = await handshake(lab, lab.ports.cdn.https, 'cdn.test', '');
  expect(error).toMatch(/SELF_SIGNED|UNABLE/);
});

test('the key that a lab tells is that of its certificate', async ({ lab }) => {
  const { certificate } = await handshake(lab, lab.ports.cdn.https, 'cdn.test');
  const key = new X509Certificate(certificate.raw).publicKey;
  const digest = createHash('sha256').update(key.export({ type: 'spki', format: 'der' }));
  expect(lab.spki).toBe(digest.digest('base64'));
});

for (const server of serverNames) {
  const { twin } = serverSpec(server);
  test(`"${server}" speaks ${twin ? 'both schemes on both ports' : 'one scheme on each port'}`, async ({
    lab,
  }) => {
    const { http, https } = lab.ports[server];
    const crossed = { ...lab, ports: { ...lab.ports, [server]: { http: https, https: http } } };
    for (const scheme of ['http', 'https'] as const) {
      expect.soft((await ask(lab, '/health', { server, scheme })).status).toBe(200);
      const other = await ask(crossed, '/health', { server, scheme }).catch(() => null);
      expect.soft(other?.status, `${scheme} on the other port`).toBe(twin ? 200 : undefined);
    }
  });
}
