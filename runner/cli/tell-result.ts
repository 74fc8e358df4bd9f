import { UsageError } from '../failures/usage-error';
import type { Finding } from '../report/finding';
import { fitTerminal } from '../report/fit-terminal';
import { openResultFile, type Format, type ResultFile } from '../report/result-file';

interface Told {
  /** What goes into the JSON. */
  readonly value: unknown;
  /** What goes into the reports; none if the command has none. */
  readonly findings?: readonly Finding[];
  /** For standard output, unless a file is there. */
  readonly table: string;
  /** What comes behind it, and is not to be fitted to a terminal. */
  readonly verbatim?: string;
  /** For standard error. */
  readonly summary?: string;
  /** Nothing was measured before the command was interrupted. */
  readonly isNothing: boolean;
}

/** The files that a command's options name. */
export interface ResultOptions {
  readonly json?: string;
  readonly junit?: string;
  readonly markdown?: string;
}

/** Tells what a command came to: the table first, since a file may fail. */
export type Tell = (told: Told) => Promise<void>;

interface OpenFile extends ResultFile {
  readonly format: Format;
  written: boolean;
}

function textOf(format: Format, { value, findings = [] }: Told): string {
  if (format === 'JSON') return `${JSON.stringify(value, null, 2)}\n`;
  if (format === 'Markdown')
    return (require('../report/markdown') as typeof import('../report/markdown')).markdownOf(findings);
  return (require('../report/junit') as typeof import('../report/junit')).junitOf(findings);
}

const tellWith =
  (files: readonly OpenFile[]): Tell =>
  async (told) => {
    const { table, verbatim = '', summary, isNothing } = told;
    if (!files.some(({ isStdout }) => isStdout) && table !== '')
      process.stdout.write(`${fitTerminal(table)}\n${verbatim}`);
    if (summary) process.stderr.write(`${summary}\n`);
    if (isNothing) return;
    for (const file of files) {
      await file.write(textOf(file.format, told));
      file.written = true;
    }
  };

/**
 * Runs a command whose result goes to the terminal, and to the files that are named. A file keeps what it has of an
 * earlier run until this one has something to write, and if this one has nothing, that is said.
 * @throws UsageError where a file cannot be written; OutputFailure where it could not be after all
 */
export async function withResult(
  { json, junit, markdown }: ResultOptions,
  command: (tell: Tell) => Promise<number>,
): Promise<number> {
  const wanted = [
    ['JSON', json],
    ['JUnit report', junit],
    ['Markdown', markdown],
  ] as const;
  const files: OpenFile[] = [];
  for (const [format, file] of wanted)
    if (file !== undefined) files.push({ ...(await openResultFile(file, format)), format, written: false });
  if (files.filter(({ isStdout }) => isStdout).length > 1)
    throw new UsageError(
      'Failed to write to standard output: it takes one result. Name files for the others',
    );
  // However the process ends.
  process.once('exit', () => {
    for (const { isOld, written, name } of files)
      if (isOld && !written)
        process.stderr.write(`${name} is as it was: this run has written nothing into it.\n`);
  });
  return command(tellWith(files));
}
