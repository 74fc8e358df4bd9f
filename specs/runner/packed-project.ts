import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { until } from '../../runner/waiting/until';
import { installIn, packInto, type Packed } from '../../tools/package/pack-into';
import { runProgram } from '../support/run-program';

export const root = join(__dirname, '..', '..');

/** Why npm test leaves some of them out. */
export const isLong = 'npm run test:all asks it';

/** A load that a list of origins refuses, as a program writes it. */
export const asked =
  "{ page: 'https://app.example', url: 'https://cdn.example/song.mp3', response: { headers: { 'Access-Control-Allow-Origin': 'https://other.example' } } }";

/** A project of somebody's, outside of the clone, so that nothing in it is found by accident. Earshot is installed there. */
export class Project {
  constructor(
    readonly folder: string,
    /** What npm says of the tarball. */
    readonly packed: Packed,
    readonly tarball: string,
  ) {}

  readonly run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    runProgram(process.execPath, args, { cwd: this.folder, env });

  readonly earshot = (args: readonly string[], env?: NodeJS.ProcessEnv) =>
    this.run([join(this.folder, 'node_modules', '.bin', 'earshot'), ...args], env);

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Writes a program into the project, and runs it. */
  runText(name: string, text: string) {
    this.write(name, text);
    return this.run([join(this.folder, name)]);
  }
}

/** How long another worker may take to pack, in milliseconds. */
const packBound = 10 * 60_000;

/** Whether this process is the one that makes it. */
function isMade(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The tarball of this run, packed by the worker that is there first: the build writes into the clone. */
async function packOnce(outputs: string): Promise<{ packed: Packed; tarball: string }> {
  const folder = join(outputs, 'package');
  const told = join(folder, 'packed.json');
  mkdirSync(outputs, { recursive: true });
  if (isMade(folder)) {
    try {
      writeFileSync(`${told}.new`, JSON.stringify(packInto(folder)));
      renameSync(`${told}.new`, told);
    } catch (error) {
      rmSync(folder, { recursive: true });
      throw error;
    }
  }
  const read = () => (existsSync(told) ? (JSON.parse(readFileSync(told, 'utf8')) as Packed) : undefined);
  const packed = await until(packBound, `waited for ${told}, which another worker writes`, read);
  return { packed, tarball: join(folder, packed.filename) };
}

export const test = base.extend<object, { readonly project: Project }>({
  project: [
    async ({}, use, { project: { outputDir } }) => {
      const { packed, tarball } = await packOnce(outputDir);
      const folder = mkdtempSync(join(tmpdir(), 'earshot-package-'));
      try {
        installIn(folder, tarball);
        await use(new Project(folder, packed, tarball));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    { scope: 'worker', timeout: packBound + 300_000 },
  ],
});
