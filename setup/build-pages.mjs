// npm run build: the pages of the lab into apps/dist, and a list of what was written.

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hashSources, writeManifest } from './built-pages.js';
import { useOwnCaches } from './own-caches.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));

useOwnCaches();
const from = hashSources();
rmSync(new URL('../apps/dist/built.json', import.meta.url), { force: true });
for (const page of ['probe', 'player', 'open']) {
  const args = [vite, 'build', `apps/${page}`, '--logLevel', 'warn'];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    process.stderr.write(`Failed to build the page apps/${page}.\n`);
    process.exit(1);
  }
}
writeManifest(from);
