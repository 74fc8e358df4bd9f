// CommonJS with types in built-pages.d.ts: the runner looks at the pages by it too.

const { createHash } = require('node:crypto');
const { readdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const built = 'apps/dist';
/** Written last by `npm run build`: what the pages were built from, and the hash and size of each file. */
const manifest = `${built}/built.json`;

/** @typedef {{ from: string, files: Record<string, { hash: string, bytes: number }> }} Manifest */

/** @param {string} path */
const read = (path) => readFileSync(join(root, path));
/** @param {Buffer} bytes */
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A hash, not times: a checkout, a copy or a restored cache changes times without changing files, and the reverse. */
function hashSources() {
  const hash = createHash('sha256');
  for (const path of ['package-lock.json', ...filesUnder('apps'), ...filesUnder('model')]) {
    hash.update(`${path}\n`).update(read(path));
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesUnder(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && `${folder}/${name}` !== built)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(`${folder}/${entry.name}`) : `${folder}/${entry.name}`,
    );
}

/** @param {string} from what {@link hashSources} said before the build */
function writeManifest(from) {
  /** @type {Manifest['files']} */
  const files = {};
  for (const page of readdirSync(join(root, built), { withFileTypes: true })) {
    for (const path of page.isDirectory() ? filesUnder(`${built}/${page.name}`) : []) {
      const bytes = read(path);
      files[path] = { hash: hashOf(bytes), bytes: bytes.length };
    }
  }
  writeFileSync(join(root, manifest), `${JSON.stringify({ from, files }, null, 1)}\n`);
}

/** @returns {Manifest | undefined} */
function readManifest() {
  try {
    const { from, files } = JSON.parse(read(manifest).toString());
    return typeof from === 'string' && typeof files === 'object' && files !== null
      ? { from, files }
      : undefined;
  } catch {
    return undefined;
  }
}

/** @type {typeof import('./built-pages.d.ts').whyNotBuilt} */
function whyNotBuilt() {
  const known = readManifest();
  if (!known) return `${manifest} is not there, or cut short`;
  for (const [path, { hash, bytes }] of Object.entries(known.files)) {
    const size = statSync(join(root, path), { throwIfNoEntry: false })?.size;
    if (size === undefined) return `${path} is not there`;
    if (size !== bytes) return `${path} has ${size} bytes, and the build wrote ${bytes}`;
    if (hashOf(read(path)) !== hash) return `${path} is not what the build wrote`;
  }
  return undefined;
}

/** @type {typeof import('./built-pages.d.ts').areOlderThanSources} */
function areOlderThanSources() {
  const known = readManifest();
  try {
    return known !== undefined && known.from !== hashSources();
  } catch {
    return false;
  }
}

module.exports = { areOlderThanSources, hashSources, whyNotBuilt, writeManifest };
