import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { jsonFileOption } from '../../runner/cli/options';
import { runCommand } from '../../runner/cli/run-command';
import { withResult, type Tell } from '../../runner/cli/tell-result';
import { strict } from '../../runner/cli/strict-options';
import { wholeNumber } from '../../runner/cli/whole-number';
import { exitCodes } from '../../runner/failures/exit-codes';
import { matchGlob } from '../../runner/given/match-glob';
import { UsageError } from '../../runner/failures/usage-error';
import { shown } from '../../model/http/shown-text';
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

const folder = 'model/standards';
/** What only puts into words what the oracle decides. */
const words = ['trace.ts'];

/** Mutants of the files of the oracle whose names match. @throws UsageError where none does */
function mutantsOf(only: string): Mutant[] {
  const files = readdirSync(join(root, folder)).filter((file) => !words.includes(file));
  const wanted = matchGlob(only, '--only', files, (file) => [file, file.replace(/\.ts$/, '')]);
  if (wanted.length === 0) {
    throw new UsageError(
      `Failed to select files: --only "${shown(only)}" matches none of ${folder}. Names look like ${files[0]!}; try "c*"`,
    );
  }
  return wanted.flatMap((file) => {
    const path = `${folder}/${file}`;
    return findMutants(path, readFileSync(join(root, path), 'utf8'));
  });
}

async function run(
  { only = '*', json, atLeast, ...options }: MutantsArguments,
  signal: AbortSignal,
  tell: Tell,
): Promise<number> {
  const mutants = mutantsOf(only);
  const started = performance.now();
  let ended = 0;
  const results = await runMutants({
    ...options,
    workers: Math.min(options.workers, mutants.length),
    mutants,
    signal,
    onResult(result) {
      if (json !== '-' && !isCaught(result)) process.stdout.write(`${mutantLine(result)}\n`);
      ended += 1;
      if (ended % 100 === 0) process.stderr.write(`${ended}/${mutants.length} mutants\n`);
    },
  });
  const seconds = (performance.now() - started) / 1000;
  const end = signal.aborted && { interrupted: true as const };
  await tell({
    value: { ...end, ...tallyOf(results), seconds, results },
    table: `\n${fileTable(results)}`,
    summary: summaryLine(results, seconds),
    isNothing: signal.aborted && results.length === 0,
  });
  if (signal.aborted) return exitCodes.interrupted;
  const { mutants: all, survived: left } = tallyOf(results);
  return all - left >= (atLeast / 100) * all ? exitCodes.asPredicted : exitCodes.surprise;
}

const program = new Command('mutants')
  .description(
    'break the rules of the oracle one at a time, and see whether the matrix and random exchanges notice',
  )
  .option('--only <glob>', `names of files in ${folder}`)
  .option('--exchanges <number>', 'how many random exchanges', wholeNumber({ from: 1, to: 1_000_000 }), 5000)
  .option('--seed <number>', 'the same seed gives the same exchanges', wholeNumber({ from: 1 }), 1)
  .option(
    '--workers <number>',
    'how many mutants at once',
    wholeNumber({ from: 1, to: 256 }),
    availableParallelism(),
  )
  .option(
    '--at-least <percent>',
    'how many of a hundred must be caught',
    wholeNumber({ from: 1, to: 100 }),
    95,
  )
  .addOption(
    jsonFileOption(
      'write every mutant and who caught it as JSON; - for standard output, instead of the table',
    ),
  )
  .addHelpText(
    'after',
    '\nExit codes: 0 enough were caught; 1 too few; 2 the run itself failed; 130 interrupted.',
  )
  .action((options: MutantsArguments) =>
    runCommand((signal) => withResult(options, (tell) => run(options, signal, tell))),
  );

void strict(program).parseAsync();
