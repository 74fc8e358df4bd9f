import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** What npm says of a tarball; sizes in bytes. */
export interface Packed {
  readonly filename: string;
  readonly entryCount: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Builds Earshot as a package, and packs it into a folder. The pages of the lab must be built. */
export function packInto(folder: string): Packed {
  execFileSync(process.execPath, [join(root, 'api', 'build.mjs')], { cwd: root, stdio: 'pipe' });
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [packed] = JSON.parse(execFileSync(npm, pack, { cwd: root, encoding: 'utf8', stdio: 'pipe' })) as [
    Packed,
  ];
  return packed;
}

/** Installs a tarball, with Playwright's tests, in an empty folder, which should be outside the clone. */
export function installIn(project: string, tarball: string): void {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  writeFileSync(join(project, 'package.json'), '{ "name": "project", "private": true }\n');
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball];
  execFileSync(npm, [...install, `@playwright/test@${devDependencies['@playwright/test']}`], {
    cwd: project,
    stdio: 'pipe',
  });
}
