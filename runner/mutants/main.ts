import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import picomatch from 'picomatch';
import { runCommand } from '../cli/session';
import { checkWritable, writeJson } from '../output/write-json';
import { exitCodes } from '../run';
import { UsageError } from '../select-scenarios';
import { findMutants, type Mutant } from './find-mutants';
import { root } from './modules';
import { fileTable, isCaught, mutantLine, summaryLine, tallyOf } from './report';
import { runMutants } from './run-mutants';

interface MutantsArguments {
  readonly only?: string;
  readonly json?: string;
  readonly exchanges: number;
  readonly seed: number;
  readonly workers: number;
  readonly atLeast: number;
}

const folder = 'model/oracle';
/** What only puts into words what the oracle decides. */
const words = ['trace.ts'];

function natural(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('want a whole number above 0.');
}

/** Mutants of the files of the oracle whose names match. @throws UsageError where none does */
function mutantsOf(only: string): Mutant[] {
  const files = readdirSync(join(root, folder)).filter((file) => !words.includes(file));
  const isWanted = picomatch(only);
  const wanted = files.filter((file) => isWanted(file) || isWanted(file.replace(/\.ts$/, '')));
  if (wanted.length === 0) {
    throw new UsageError(
      `Failed to select files: --only "${only}" matches none of ${folder}. Names look like ${files[0]!}; try "c*"`,
    );
  }
  return wanted.flatMap((file) => {
    const path = `${folder}/${file}`;
    return findMutants(path, readFileSync(join(root, path), 'utf8'));
  });
}

async function run({ only = '*', json, atLeast, ...options }: MutantsArguments): Promise<number> {
  const mutants = mutantsOf(only);
  await checkWritable(json);
  const started = performance.now();
  let ended = 0;
  const results = await runMutants({
    ...options,
    mutants,
    onResult(result) {
      if (json !== '-' && !isCaught(result)) process.stdout.write(`${mutantLine(result)}\n`);
      ended += 1;
      if (ended % 100 === 0) process.stderr.write(`${ended}/${mutants.length} mutants\n`);
    },
  });
  const seconds = (performance.now() - started) / 1000;
  if (json !== undefined) await writeJson(json, { ...tallyOf(results), seconds, results });
  if (json !== '-') process.stdout.write(`\n${fileTable(results)}\n`);
  process.stderr.write(`${summaryLine(results, seconds)}\n`);
  const { mutants: all, survived: left } = tallyOf(results);
  return all - left >= (atLeast / 100) * all ? exitCodes.asPredicted : exitCodes.surprise;
}

void new Command('mutants')
  .description(
    'break the rules of the oracle one at a time, and see whether the matrix and random exchanges notice',
  )
  .option('--only <glob>', `names of files in ${folder}`)
  .option('--exchanges <number>', 'how many random exchanges', natural, 5000)
  .option('--seed <number>', 'the same seed gives the same exchanges', natural, 1)
  .option('--workers <number>', 'how many mutants at once', natural, availableParallelism())
  .option('--at-least <percent>', 'how many of a hundred must be caught', natural, 95)
  .option(
    '--json <file>',
    'write every mutant and who caught it as JSON; - for standard output, instead of the table',
  )
  .addHelpText(
    'after',
    '\nExit codes: 0 enough were caught; 1 too few; 2 the run itself failed; 130 interrupted.',
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : exitCodes.labFailed))
  .action((options: MutantsArguments) => runCommand(() => run(options)))
  .parseAsync();
