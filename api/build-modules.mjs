// Makes JavaScript of the clone's modules: for the package, and for the specs of the command line.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { build } from 'rolldown';
import {
  flatName,
  keepFolders,
  keepLoadedLater,
  loadedLater,
  takePlaywrightFromTests,
} from './room-paths.mjs';

/** Entries of a build: paths below a folder, by name. */
export const at = (folder, entries) =>
  Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(folder, path)]));

/** What a build leaves to Node: the packages that are installed with this one. */
export function installedWith(root) {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return [...Object.keys(dependencies), ...Object.keys(peerDependencies)].map(
    (name) => new RegExp(`^${name}(/|$)`),
  );
}

/** The sources of a room. */
const sourcesOf = (root, room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(room, path.replaceAll('\\', '/')))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts') && !path.includes('/dist/'));

/** What modules of these rooms load only when asked to, as entries of the build. */
const loadedLaterIn = (root, rooms) =>
  Object.fromEntries(
    rooms
      .flatMap((room) => sourcesOf(root, room))
      .flatMap((path) => loadedLater(path, readFileSync(join(root, path), 'utf8')))
      .map((path) => [flatName(path), path]),
  );

/**
 * @param {string} root of the clone
 * @param {Record<string, string>} entries paths from the root, by the name of the file that each becomes
 * @param {{ dir: string }} output Rolldown's; `dir` is where the files come
 * @param {string} filesAt the folder from `dir` where the modules find the files that the clone has beside them
 */
export const buildModules = (root, entries, output, filesAt = '.') =>
  build({
    cwd: root,
    input: at(root, { ...entries, ...loadedLaterIn(root, ['runner', 'api']) }),
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    external: installedWith(root),
    plugins: [takePlaywrightFromTests(root), keepLoadedLater(root), keepFolders(root, filesAt)],
    output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'for-[name].js', ...output },
  });
