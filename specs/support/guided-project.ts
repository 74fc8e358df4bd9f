import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runProgram } from './run-program';
import { fencesOf, read, root } from './pages';

/** The files that a page of the docs tells people to write: the first line of each block names it. */
const filesIn = (page: string) =>
  fencesOf(read(page)).flatMap((text) => {
    const name = /^(?:\/\/|<!--) (\S+\.\w+)(?: -->)?\n/.exec(text)?.[1];
    return name === undefined ? [] : [{ name, text }];
  });

const modules = join(root, 'node_modules');

/** Writes into a project what docs/test-your-player.md tells people to write, and puts the library there. */
export function followGuide(project: string): void {
  for (const { name, text } of filesIn('docs/test-your-player.md')) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
  copyFileSync(join(modules, 'howler/dist/howler.min.js'), join(project, 'howler/howler.min.js'));
}

/** Builds the player of the guide, with the clone's own bundler. */
export async function buildPlayer(project: string): Promise<void> {
  const vite = [join(modules, 'vite/bin/vite.js'), 'build', 'player'];
  const { code, output } = await runProgram(process.execPath, vite, { cwd: project });
  if (code !== 0) throw new Error(`Failed to build the player: ${output}`);
}
