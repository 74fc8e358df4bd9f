import { Command, Option } from 'commander';
import { engineNames, type EngineName } from '../../model/evidence/engine';
import { errorWords } from '../../runner/cli/error-words';
import { aborted, runCommand } from '../../runner/cli/run-command';
import { strict } from '../../runner/cli/strict-options';
import { renderColumns } from '../../runner/report/tables';
import { batchAgainstBareLoop } from './batch-and-bare-loop';
import { batchAgainstTests } from './batch-and-tests';
import { growthOfBatches } from './growth';
import { labAgainstExpress } from './lab-start';
import { memoryOfCdn } from './memory';
import { predictionsAgainstParsing } from './predictions';
import { checkAgainstScript } from './check-and-bare-script';
import { cdnAgainstStatic } from './requests';
import { shardAgainstWhole } from './shards';
import { startUpAgainstNode } from './start-up';
import { exitCodes } from '../../runner/failures/exit-codes';
import type { Comparison } from './comparison';

interface BenchOptions {
  readonly browser: EngineName;
  readonly only?: string[];
}

const sections: Record<string, (engine: EngineName) => Promise<Comparison[]>> = {
  batch: batchAgainstBareLoop,
  growth: growthOfBatches,
  tests: batchAgainstTests,
  'start-up': startUpAgainstNode,
  start: labAgainstExpress,
  requests: cdnAgainstStatic,
  memory: memoryOfCdn,
  predictions: predictionsAgainstParsing,
  shards: shardAgainstWhole,
  check: checkAgainstScript,
};

/** Measures the sections one after the other; what was measured before one fails, or Ctrl-C, is told. */
async function bench(
  { browser, only = Object.keys(sections) }: BenchOptions,
  signal: AbortSignal,
): Promise<number> {
  const comparisons: Comparison[] = [];
  let code: number = exitCodes.asPredicted;
  for (const name of only) {
    process.stderr.write(`measuring: ${name}\n`);
    try {
      comparisons.push(...((await Promise.race([sections[name]!(browser), aborted(signal)])) ?? []));
    } catch (error) {
      process.stderr.write(`Failed to bench ${name}: ${errorWords(error)}\n`);
      code = exitCodes.labFailed;
    }
    if (signal.aborted) break;
  }
  const rows = comparisons.map(({ what, ours, beside, unit, ratio, wanted }) => [
    what,
    `${ours.toFixed(1)} ${unit}`,
    `${beside.toFixed(1)} ${unit}`,
    ratio.toFixed(2),
    wanted,
  ]);
  process.stdout.write(`${renderColumns([['what', 'Earshot', 'beside it', 'ratio', 'wanted'], ...rows])}\n`);
  return code;
}

const names = Object.keys(sections);
const program = new Command('bench')
  .description('measure speeds, each as a ratio to something run beside it')
  .addOption(new Option('--browser <name>').choices(engineNames).default('chromium'))
  .addOption(new Option('--only <names...>', names.join(', ')).choices(names))
  .action((options: BenchOptions) => runCommand((signal) => bench(options, signal)));

void strict(program).parseAsync();
