/** Loads the certificates of the next of the folders in its arguments whenever a line comes, and prints their public key. */
import { createInterface } from 'node:readline';
import { loadCertificates } from '../../servers/tls/certificates';

async function loadInTurn(): Promise<void> {
  const lines = createInterface(process.stdin)[Symbol.asyncIterator]();
  process.stdout.write('ready\n');
  for (const folder of process.argv.slice(2)) {
    await lines.next();
    process.stdout.write(`${(await loadCertificates(folder)).spki}\n`);
  }
  process.exit(0);
}

void loadInTurn();
