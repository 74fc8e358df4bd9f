// Fails where publint or arethetypeswrong find a fault in the package: node tools/package/check.mjs [tarball]
// Without a tarball it builds and packs one.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faultsOf } from './faults-of.mjs';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** @returns the path of a tarball of this clone in a folder */
function packInto(folder) {
  execFileSync(npm, ['run', '--silent', 'package', '--', '--silent', '--pack-destination', folder], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  return join(folder, readdirSync(folder)[0]);
}

const folder = mkdtempSync(join(tmpdir(), 'earshot-packed-'));
try {
  const faults = await faultsOf(process.argv[2] ?? packInto(folder));
  if (faults.length > 0) {
    process.stderr.write(`${faults.join('\n')}\n`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
