import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..', '..');
const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');

/** A reporter of this project, as a configuration names it. */
export const reporterAt = (name: string): string => join(root, 'specs', 'reporters', name);

/**
 * Runs Playwright on one spec in a folder of its own, as the project `runner`.
 * @returns what it printed
 */
export async function runSample(
  folder: string,
  spec: string,
  reporter: readonly (readonly unknown[])[],
  ...args: readonly string[]
): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'sample.spec.ts'), spec);
  const config = join(folder, 'playwright.config.ts');
  const settings = {
    reporter,
    workers: 1,
    projects: [{ name: 'runner' }],
    // The folder is in one that git ignores, and which is the usual place of results: that is emptied at the start.
    respectGitIgnore: false,
    outputDir: join(folder, 'results'),
  };
  await writeFile(config, `export default ${JSON.stringify(settings)}`);
  // The folder may be anywhere.
  const env = { ...process.env, NODE_PATH: join(root, 'node_modules') };
  const command = [cli, 'test', '--config', config, ...args];
  return (await promisify(execFile)(process.execPath, command, { cwd: root, env })).stdout;
}
