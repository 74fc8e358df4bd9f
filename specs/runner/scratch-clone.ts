import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/**
 * Makes a copy of this clone that a spec may break: its files, with the built pages, and links to its packages.
 * @param broken names of packages that have lost a file
 */
export function makeScratchClone(folder: string, broken: readonly string[] = []): string {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files
    .split('\n')
    .filter((path) => /^(setup|runner|servers|model|apps|tools|[^/]+$)/.test(path)))
    cpSync(join(root, file), join(folder, file));
  cpSync(join(root, 'apps', 'dist'), join(folder, 'apps', 'dist'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    const path = join(folder, 'node_modules', name);
    if (broken.includes(name)) {
      mkdirSync(path);
      writeFileSync(join(path, 'package.json'), JSON.stringify({ name, main: 'lost.js' }));
    } else if (name !== '.cache') symlinkSync(join(root, 'node_modules', name), path);
  }
  return folder;
}
