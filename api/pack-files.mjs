// Copies what the lab serves into the build: audio and pages, the larger ones compressed.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** In bytes: a smaller file is not worth it. */
const leastCompressed = 4_096;
/** Taken from the disk by its own name. */
const neverCompressed = [
  'apps/dist/probe/probe.js',
  'apps/dist/player/index.html',
  'apps/dist/open/index.html',
];
const pages = 'apps/dist';
/** Libraries that would be most of the package: model/lab/loaders/heavy-players.ts. */
const inCloneAlone = `${pages}/probe/heavy/`;

const filesUnder = (root, folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => statSync(join(root, path)).isFile() && path !== `${pages}/built.json`);

/** @returns the path that it has in the build */
function packFile(root, dist, path) {
  const bytes = readFileSync(join(root, path));
  const packed = bytes.length < leastCompressed || neverCompressed.includes(path) ? path : `${path}.br`;
  mkdirSync(dirname(join(dist, packed)), { recursive: true });
  writeFileSync(join(dist, packed), packed === path ? bytes : brotliCompressSync(bytes));
  return packed;
}

/** What setup/built-pages.js compares the pages with. */
function writeManifest(dist, paths) {
  const files = paths.map((path) => {
    const bytes = readFileSync(join(dist, path));
    return [path, { hash: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }];
  });
  const manifest = { from: 'a package', files: Object.fromEntries(files) };
  writeFileSync(join(dist, pages, 'built.json'), `${JSON.stringify(manifest, null, 1)}\n`);
}

/** All the audio of all servers in one file, as servers/audio/read-audio.ts reads it. */
function packAudio(root, dist) {
  const folder = 'servers/audio/files';
  const filesOf = (server) =>
    readdirSync(join(root, folder, server)).map((name) => [
      name,
      readFileSync(join(root, folder, server, name), 'base64'),
    ]);
  const servers = readdirSync(join(root, folder)).map((server) => [
    server,
    Object.fromEntries(filesOf(server)),
  ]);
  mkdirSync(join(dist, dirname(folder)), { recursive: true });
  // A twentieth smaller than by gzip, of what is the most of the package.
  const packed = brotliCompressSync(JSON.stringify(Object.fromEntries(servers)));
  writeFileSync(join(dist, `${folder}.json.br`), packed);
}

export function packFiles(root, dist) {
  packAudio(root, dist);
  writeManifest(
    dist,
    filesUnder(root, pages)
      .filter((path) => !path.startsWith(inCloneAlone))
      .map((path) => packFile(root, dist, path)),
  );
}
