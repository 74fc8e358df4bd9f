import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { allHostNames } from '../../model/lab/topology/topology';

/** The lab's certificate authority and the one leaf that names every host of the lab. PEM texts. */
export interface Certificates {
  readonly ca: string;
  /** The leaf followed by the CA. */
  readonly chain: string;
  readonly key: string;
  /** SHA-256 of the leaf's public key in base64, as `--ignore-certificate-errors-spki-list` takes it. */
  readonly spki: string;
}

const weekInMilliseconds = 7 * 24 * 3_600_000;

/** Whether a certificate is good now and for another week. */
const isGood = ({ validFrom, validTo }: X509Certificate): boolean =>
  Date.parse(validFrom) <= Date.now() && Date.parse(validTo) - Date.now() > weekInMilliseconds;

/** Whether a leaf belongs to the key and the CA, names every host, and both are good for a while. */
function areGood(leaf: X509Certificate, ca: X509Certificate, key: string): boolean {
  const belongs = leaf.checkPrivateKey(createPrivateKey(key)) && leaf.verify(ca.publicKey);
  const namesAll = allHostNames().every((host) => leaf.checkHost(host) !== undefined);
  return belongs && namesAll && isGood(leaf) && isGood(ca);
}

function spkiOf(leaf: X509Certificate): string {
  const der = leaf.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('base64');
}

/** Key, leaf and CA as one text, so that labs which start at once cannot mix theirs. */
export const bundleOf = ({ key, chain }: { readonly key: string; readonly chain: string }): string =>
  `${key}\n${chain}\n`;

/** The certificates of a bundle; null if it holds none of use. */
export function readBundle(text: string | null): Certificates | null {
  const [key, leafPem, ca] = text?.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? [];
  if (!key || !leafPem || !ca) return null;
  try {
    const leaf = new X509Certificate(leafPem);
    if (!areGood(leaf, new X509Certificate(ca), key)) return null;
    return { ca, chain: `${leafPem}\n${ca}`, key, spki: spkiOf(leaf) };
  } catch {
    return null;
  }
}
