import { open, writeFile } from 'node:fs/promises';
import { UsageError } from '../select-scenarios';

/** @throws UsageError where a file is named that cannot be written: better told before the run than after it */
export async function checkWritable(file: string | undefined): Promise<void> {
  if (file === undefined || file === '-') return;
  try {
    await (await open(file, 'a')).close();
  } catch (error) {
    throw new UsageError(
      `Failed to write ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Writes JSON into a file; `-` is standard output. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (file === '-') process.stdout.write(text);
  else await writeFile(file, text);
}
