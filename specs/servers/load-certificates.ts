/** Loads the certificates of the folders in its arguments when a line comes, and prints the public key of each. */
import { loadCertificates } from '../../servers/tls/certificates';

async function loadAll(): Promise<void> {
  for (const folder of process.argv.slice(2))
    process.stdout.write(`${(await loadCertificates(folder)).spki}\n`);
  process.exit(0);
}

process.stdin.once('data', () => void loadAll());
process.stdout.write('ready\n');
