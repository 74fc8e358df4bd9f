import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayInMilliseconds = 24 * 3_600_000;
/** The longest a leaf may live for every browser to take it. */
const leafDays = 397;

const generateKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

/**
 * A new certificate authority, and a leaf under it for `hosts` and the loopback addresses. The CA's key is not kept.
 * @param now milliseconds since 1970; they are good from the day before on
 */
export async function makeCertificates(
  hosts: readonly string[],
  now = Date.now(),
): Promise<{ ca: string; chain: string; key: string }> {
  const notBefore = new Date(now - dayInMilliseconds);
  const notAfter = new Date(now + leafDays * dayInMilliseconds);
  const [caKeys, leafKeys] = await Promise.all([generateKeys(), generateKeys()]);
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Earshot lab CA',
    keys: caKeys,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const names = [
    ...hosts.map((host) => ({ type: 'dns' as const, value: host })),
    { type: 'dns' as const, value: 'localhost' },
    { type: 'ip' as const, value: '127.0.0.1' },
    { type: 'ip' as const, value: '::1' },
  ];
  const leaf = await x509.X509CertificateGenerator.create({
    subject: 'CN=Earshot lab',
    issuer: ca.subject,
    publicKey: leafKeys.publicKey,
    signingKey: caKeys.privateKey,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names),
      await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const key = x509.PemConverter.encode(
    await crypto.subtle.exportKey('pkcs8', leafKeys.privateKey),
    'PRIVATE KEY',
  );
  const caPem = ca.toString('pem');
  return {
    ca: caPem,
    chain: `${leaf.toString('pem')}\n${caPem}`,
    key: key,
  };
}
