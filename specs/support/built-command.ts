import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(__dirname, '..', '..');
const folder = join(root, 'node_modules', '.cache', 'earshot', 'command');

/** The command line as a package has it: it starts in a fraction of the time that ts-node takes to compile a clone's. */
export const builtCommand = join(folder, 'cli.js');

/** Builds it before all specs. What is there stays until it is written over: another run of the clone may use it. */
export default async function buildCommand(): Promise<void> {
  const { buildModules } = await import('../../api/build-modules.mjs');
  await buildModules(root, { cli: 'runner/main.ts' }, { dir: folder }, relative(folder, root));
  // The files are modules, whatever the package of the clone is.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
}
