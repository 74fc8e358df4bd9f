import { openJsonFile, type JsonFile } from '../report/json-file';

interface Told {
  /** What goes into the JSON. */
  readonly value: unknown;
  /** For standard output, unless the JSON is there. */
  readonly table: string;
  /** For standard error. */
  readonly summary?: string;
  /** Nothing was measured before the command was interrupted. */
  readonly isNothing: boolean;
}

/** Tells what a command came to: the table first, since the file may fail. */
export type Tell = (told: Told) => Promise<void>;

const tellWith =
  (json: JsonFile | undefined, onWritten: () => void): Tell =>
  async ({ value, table, summary, isNothing }) => {
    if (json?.isStdout !== true && table !== '') process.stdout.write(`${table}\n`);
    if (summary) process.stderr.write(`${summary}\n`);
    if (!json || isNothing) return;
    await json.write(value);
    onWritten();
  };

/**
 * Runs a command whose result goes to the terminal, and to a file as JSON if one is named. A file keeps what it has of
 * an earlier run until this one has something to write, and if this one has nothing, that is said.
 * @throws UsageError where the file cannot be written; OutputFailure where it could not be after all
 */
export async function withResult(
  file: string | undefined,
  command: (tell: Tell) => Promise<number>,
): Promise<number> {
  const json = file === undefined ? undefined : await openJsonFile(file);
  let written = false;
  // However the process ends.
  process.once('exit', () => {
    if (json?.isOld === true && !written)
      process.stderr.write(`${json.name} is as it was: this run has written nothing into it.\n`);
  });
  return command(tellWith(json, () => (written = true)));
}
