import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { distrustedHost, domains, hostName } from '../../model/lab/topology/topology';

/** A certificate for certain hosts alone. PEM texts. */
interface DistrustedCertificate {
  readonly hosts: readonly string[];
  readonly cert: string;
  readonly key: string;
}

/** Of the enterprise number that is kept for documentation (RFC 5612): nobody knows it. */
const unknownExtension = '1.3.6.1.4.1.32473.1';
const dayInMilliseconds = 24 * 3_600_000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/**
 * A certificate that everybody must reject, whoever signed it and whatever errors a profile overlooks: it has a
 * critical extension that nobody knows (RFC 5280, 4.2).
 */
async function makeDistrustedCertificate(): Promise<DistrustedCertificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const hosts = domains.map((domain) => hostName(distrustedHost, domain));
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${distrustedHost}`,
    keys,
    notBefore: new Date(Date.now() - dayInMilliseconds),
    notAfter: new Date(Date.now() + 30 * dayInMilliseconds),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.SubjectAlternativeNameExtension(hosts.map((value) => ({ type: 'dns' as const, value }))),
      new x509.Extension(unknownExtension, true, new Uint8Array([5, 0])),
    ],
  });
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { hosts, cert: certificate.toString('pem'), key: x509.PemConverter.encode(key, 'PRIVATE KEY') };
}

let made: Promise<DistrustedCertificate> | undefined;

/** What some hosts show instead of the lab's certificate, and no browser takes; made in each process. */
export const distrustedCertificate = (): Promise<DistrustedCertificate> =>
  (made ??= makeDistrustedCertificate());
