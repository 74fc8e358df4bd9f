import { Command, Option } from 'commander';
import { engines, type Engine } from '../browsers/session';
import { renderColumns } from '../output/tables';
import { batchAgainstBareLoop } from './batch-and-bare-loop';
import { batchAgainstTests } from './batch-and-tests';
import { growthOfBatches } from './growth';
import { labAgainstExpress } from './lab-start';
import { memoryOfCdn } from './memory';
import { predictionsAgainstParsing } from './predictions';
import { cdnAgainstStatic } from './requests';
import { shardAgainstWhole } from './shards';
import type { Comparison } from './comparison';

interface BenchOptions {
  readonly browser: Engine;
  readonly only?: string[];
}

const sections: Record<string, (engine: Engine) => Promise<Comparison[]>> = {
  batch: batchAgainstBareLoop,
  growth: growthOfBatches,
  tests: batchAgainstTests,
  start: labAgainstExpress,
  requests: cdnAgainstStatic,
  memory: memoryOfCdn,
  predictions: predictionsAgainstParsing,
  shards: shardAgainstWhole,
};

async function bench({ browser, only = Object.keys(sections) }: BenchOptions): Promise<void> {
  const comparisons: Comparison[] = [];
  for (const name of only) {
    process.stderr.write(`measuring: ${name}\n`);
    comparisons.push(...(await sections[name]!(browser)));
  }
  const rows = comparisons.map(({ what, ours, beside, unit, ratio, wanted }) => [
    what,
    `${ours.toFixed(1)} ${unit}`,
    `${beside.toFixed(1)} ${unit}`,
    ratio.toFixed(2),
    wanted,
  ]);
  process.stdout.write(`${renderColumns([['what', 'Earshot', 'beside it', 'ratio', 'wanted'], ...rows])}\n`);
  process.exit(0);
}

const names = Object.keys(sections);
void new Command('bench')
  .description('measure speeds, each as a ratio to something run beside it')
  .addOption(new Option('--browser <name>').choices(engines).default('chromium'))
  .addOption(new Option('--only <names...>', names.join(', ')).choices(names))
  .action(bench)
  .parseAsync();
