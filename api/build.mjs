// npm run build:package: what the package holds, into api/dist. The pages of the lab must be built: npm run build.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { at, buildModules, installedWith } from './build-modules.mjs';
import { packFiles } from './pack-files.mjs';
import { byWhoWants } from './chunks.mjs';
import { thinMaps } from './thin-maps.mjs';
import { pathIn, takePlaywrightFromTests } from './room-paths.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const dist = join(root, 'api', 'dist');

/** What the package's doors lead to, by the name of the file. */
const doors = Object.fromEntries(
  ['index', 'browser', 'schema', 'lab', 'test'].map((name) => [name, `api/${name}.ts`]),
);

const declarations = mkdtempSync(join(tmpdir(), 'earshot-declarations-'));

/** What tsc says of the doors' types: a file for each module. */
function declareTypes() {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir', root];
  const args = [tsc, '-p', join(root, 'api'), ...options, '--outDir', declarations];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error('tsc failed');
}

rmSync(dist, { recursive: true, force: true });
await buildModules(
  root,
  { ...doors, cli: 'runner/main.ts' },
  {
    dir: dist,
    minify: true,
    sourcemap: true,
    sourcemapExcludeSources: true,
    codeSplitting: { includeDependenciesRecursively: false, groups: [byWhoWants((id) => pathIn(root, id))] },
  },
);
declareTypes();
await build({
  cwd: root,
  input: at(
    declarations,
    Object.fromEntries(Object.entries(doors).map(([name, path]) => [name, path.replace(/ts$/, 'd.ts')])),
  ),
  platform: 'node',
  external: [...installedWith(root), 'playwright'],
  plugins: [takePlaywrightFromTests(declarations), dts({ dtsInput: true })],
  output: {
    ...{ dir: dist, format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    // Those of the lab name types of Playwright, and so those of Node, which the oracle needs not.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        {
          minShareCount: 2,
          name: (id) => (pathIn(declarations, id).startsWith('api/lab/') ? 'types-lab.d' : 'types.d'),
        },
      ],
    },
  },
});
rmSync(declarations, { recursive: true, force: true });
// The files are modules, and the package is not: the clone is run by ts-node. Bundlers ask the nearest file whether they
// may drop what is not used.
writeFileSync(join(dist, 'package.json'), '{ "type": "module", "sideEffects": ["./cli.js"] }\n');
packFiles(root, dist);
thinMaps(dist);
