import { shown } from '../../model/http/shown-text';
import { exitCodes } from '../failures/exit-codes';
import { parseJson } from '../given/json';
import { firstLineOf } from '../failures/lab-failure';
import { UsageError } from '../failures/usage-error';
import { readText } from '../exchange/read-text';
import type { RunResult } from '../measure/run';
import { changesText } from '../report/changes-text';
import { compareRuns } from '../report/compare-runs';
import { fitTerminal } from '../report/fit-terminal';
import { runResult } from '../report/run-schema';

/** @throws UsageError where the file is no result of this version's `run --json` */
async function readRun(file: string): Promise<RunResult> {
  const text = await readText(file);
  const fail = (why: string) =>
    new UsageError(
      `Failed to read ${file === '-' ? 'standard input' : shown(file)}: it is no result of "npx earshot run --json": ${shown(why)}`,
    );
  let json: unknown;
  try {
    json = parseJson(text);
  } catch (error) {
    throw fail(firstLineOf(error));
  }
  const parsed = runResult.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw fail(`at ${path.join('.') || 'its root'}: ${message}`);
}

/** Prints how two runs differ. @returns the exit code */
export async function compare(before: string, after: string, inJson: boolean): Promise<number> {
  if (before === '-' && after === '-')
    throw new UsageError('Failed to read both runs from standard input: give the file of one');
  const changes = compareRuns(await readRun(before), await readRun(after));
  process.stdout.write(`${inJson ? JSON.stringify(changes, null, 2) : fitTerminal(changesText(changes))}\n`);
  const { changed, onlyBefore, onlyAfter, inconclusive } = changes;
  const failedOnce = inconclusive.filter((cell) => cell.before === null || cell.after === null);
  const isSame = [changed, onlyBefore, onlyAfter, failedOnce].every(({ length }) => length === 0);
  return isSame ? exitCodes.asPredicted : exitCodes.surprise;
}
