import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';
import { tell, Unready } from './tell.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'apps/dist/.built-from');

/** Builds the apps unless apps/dist was built from exactly these sources and dependencies. */
export async function buildApps() {
  const sources = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  rmSync(stamp, { force: true });
  tell('building the apps (npm run build) …');
  const build = await run('npm', ['run', 'build', '--loglevel=error'], { bound: 5 * 60 });
  if (!build.ok) {
    throw new Unready(
      `failed to build the apps: npm run build ${build.why}.\n${build.lastLines(20)}\nTo see it whole, run: npm run build`,
    );
  }
  if (existsSync(join(root, 'apps/dist'))) writeFileSync(stamp, sources);
}

/** A hash, not times: a checkout, a copy or a restored cache changes times without changing files, and the reverse. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const path of ['package-lock.json', ...filesUnder('apps'), ...filesUnder('model')]) {
    hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesUnder(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && `${folder}/${name}` !== 'apps/dist')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(`${folder}/${entry.name}`) : `${folder}/${entry.name}`,
    );
}
