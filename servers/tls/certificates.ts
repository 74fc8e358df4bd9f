import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allHostNames } from '../../model/topology';
import { makeCertificates } from './make-certificates';

/** The lab's certificate authority and the one leaf that names every host of the lab. PEM texts. */
export interface Certificates {
  readonly ca: string;
  /** The leaf followed by the CA. */
  readonly chain: string;
  readonly key: string;
  /** SHA-256 of the leaf's public key in base64, as `--ignore-certificate-errors-spki-list` takes it. */
  readonly spki: string;
}

/** Key, leaf and CA in one file, so that labs which start at once cannot mix theirs. */
const bundleFile = 'lab.pem';
/** The CA once more, for people to import. */
const authorityFile = 'ca.pem';
/** Where a clone keeps its certificates between runs. */
export const defaultTlsFolder = join(__dirname, '..', '..', '.earshot', 'tls');
const weekInMilliseconds = 7 * 24 * 3_600_000;

/** Whether a kept leaf belongs to the key and the CA, is good for another week and names every host. */
function stillGood(leafPem: string, caPem: string, key: string): boolean {
  const [leaf, ca] = [new X509Certificate(leafPem), new X509Certificate(caPem)];
  const belongs = leaf.checkPrivateKey(createPrivateKey(key)) && leaf.verify(ca.publicKey);
  const namesAll = allHostNames().every((host) => leaf.checkHost(host) !== undefined);
  return belongs && namesAll && Date.parse(leaf.validTo) - Date.now() > weekInMilliseconds;
}

function spkiOf(chain: string): string {
  const der = new X509Certificate(chain).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('base64');
}

/** What the folder keeps; null where it keeps nothing, or nothing of use. */
function read(folder: string): Certificates | null {
  const path = join(folder, bundleFile);
  if (!existsSync(path)) return null;
  const [key, leaf, ca] =
    readFileSync(path, 'utf8').match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? [];
  try {
    if (!key || !leaf || !ca || !stillGood(leaf, ca, key)) return null;
  } catch {
    return null;
  }
  const chain = `${leaf}\n${ca}`;
  return { ca, chain, key, spki: spkiOf(chain) };
}

/** Puts new certificates into the folder, unless another lab has just done so. */
async function makeIn(folder: string): Promise<void> {
  const { key, chain } = await makeCertificates(allHostNames());
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `${bundleFile}.${randomUUID()}`);
  writeFileSync(draft, `${key}\n${chain}\n`, { mode: 0o600 });
  try {
    linkSync(draft, join(folder, bundleFile));
  } catch {
    if (read(folder) === null) renameSync(draft, join(folder, bundleFile));
  }
  rmSync(draft, { force: true });
  writeFileSync(join(folder, authorityFile), `${read(folder)!.ca}\n`);
}

/** Reads the lab's certificates from `folder`; makes them where there are none, or where they are about to expire. */
export async function loadCertificates(folder: string): Promise<Certificates> {
  if (read(folder) === null) await makeIn(folder);
  return read(folder)!;
}
