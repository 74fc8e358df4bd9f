import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

const files = { ca: 'ca.pem', chain: 'chain.pem', key: 'key.pem' } as const;
const weekInMilliseconds = 7 * 24 * 3_600_000;

/** Whether a kept leaf is good for another week and names every host. */
function stillGood(chain: string): boolean {
  const leaf = new X509Certificate(chain);
  const namesAll = allHostNames().every((host) => leaf.checkHost(host) !== undefined);
  return namesAll && Date.parse(leaf.validTo) - Date.now() > weekInMilliseconds;
}

function read(folder: string): Omit<Certificates, 'spki'> | null {
  if (!Object.values(files).every((file) => existsSync(join(folder, file)))) return null;
  const [ca, chain, key] = Object.values(files).map((file) => readFileSync(join(folder, file), 'utf8'));
  return stillGood(chain!) ? { ca: ca!, chain: chain!, key: key! } : null;
}

function spkiOf(chain: string): string {
  const der = new X509Certificate(chain).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('base64');
}

async function makeIn(folder: string): Promise<Omit<Certificates, 'spki'>> {
  const made = await makeCertificates(allHostNames());
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of Object.keys(files) as (keyof typeof files)[]) {
    writeFileSync(join(folder, files[name]), made[name], { mode: 0o600 });
  }
  return made;
}

/** Reads the lab's certificates from `folder`; makes them where there are none, or where they are about to expire. */
export async function loadCertificates(folder: string): Promise<Certificates> {
  const found = read(folder) ?? (await makeIn(folder));
  return { ...found, spki: spkiOf(found.chain) };
}
