import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { shown } from '../../model/http/shown-text';
import { findConfig } from '../check/gate/config-file';
import { startingConfig, variablesOf } from '../check/gate/starting-config';
import { whyOf } from '../failures/system-words';
import { UsageError } from '../failures/usage-error';
import type { CheckCommandOptions } from './check-options';
import { planUrl, serverOf } from './check-plan';

const file = 'earshot.config.mjs';
/** What stands for what nobody has said yet. */
const example = { url: 'https://cdn.example/song.mp3', page: ['https://app.example'] };

/** Whether a module of this folder can import Earshot: what npx fetched for one command cannot be. */
const isInstalled = (): boolean =>
  (createRequire(resolve(file)).resolve.paths('earshot') ?? []).some((folder) =>
    existsSync(join(folder, 'earshot', 'package.json')),
  );

/**
 * Writes a file to begin with into this folder.
 * @returns the exit code
 * @throws UsageError where there is one already, or it cannot be written
 */
export async function writeStart(url: string | undefined, options: CheckCommandOptions): Promise<number> {
  const isSaid = options.page.length > 0 || options.pageUrl !== undefined;
  const page = isSaid ? options.page : example.page;
  const { storageState } = options;
  const start = { ...planUrl(url ?? example.url, { ...options, page }, serverOf(options)), storageState };
  const found = findConfig('.');
  if (found !== null)
    throw new UsageError(
      `Failed to write ${file}: ${shown(found)} is there already. Change that, or move it`,
    );
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(startingConfig(start, isInstalled()));
    await handle.close();
  } catch (error) {
    throw new UsageError(`Failed to write ${file}: ${whyOf(error)}`);
  }
  const variables = variablesOf(start);
  const set = variables.length === 0 ? '' : ` It reads ${variables.join(', ')} from the environment.`;
  process.stdout.write(`${file} is written.${set} Look it over, then: npx earshot check\n`);
  return 0;
}
