import { open, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Engine } from '../browsers/session';
import { attachLab } from '../attach-lab';
import { startLab } from '../../servers/lab';
import { startProgress } from '../output/progress';
import { resultTable } from '../output/result-table';
import { summaryLines } from '../output/summary';
import { exitCodeOf, run } from '../run';
import { selectScenarios, UsageError } from '../select-scenarios';
import { browserOption, onlyOption, portBaseOption } from './options';
import { runCommand } from './session';

interface RunOptions {
  readonly browser: Engine[];
  readonly only: string[];
  readonly json?: string;
  readonly portBase: number;
  readonly attach?: string;
}

/** @throws UsageError where the file cannot be written: better told before the run than after it */
async function checkWritable(file: string): Promise<void> {
  try {
    await (await open(file, 'a')).close();
  } catch (error) {
    throw new UsageError(
      `Failed to write ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function writeJson(file: string, value: unknown): Promise<void> {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (file === '-') process.stdout.write(text);
  else await writeFile(file, text);
}

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('measure scenarios in real browsers and hold them against what is expected')
    .addOption(browserOption())
    .addOption(onlyOption())
    .option(
      '--json <file>',
      'write measurements and statistics as JSON; - for standard output, instead of the table',
    )
    .addOption(portBaseOption(0))
    .option(
      '--attach <url>',
      'use the running lab whose player is at this URL, such as http://player.localhost:8100',
    )
    .addHelpText(
      'after',
      '\nExit codes: 0 all as predicted or known quirks; 1 a browser did something else; 2 the lab failed; 130 interrupted.',
    )
    .action(({ browser, only, json, portBase, attach }: RunOptions) =>
      runCommand(async (signal) => {
        const scenarios = selectScenarios(only);
        if (json !== undefined && json !== '-') await checkWritable(json);
        const lab = attach === undefined ? await startLab({ portBase }) : await attachLab(attach);
        const progress = startProgress(scenarios.length * browser.length);
        try {
          const { ports, spki } = lab;
          const options = { engines: browser, scenarios, lab: { ports, spki }, signal };
          const result = await run({ ...options, onBrowser: progress.browser, onProgress: progress.advance });
          progress.end();
          if (signal.aborted) return 0;
          if (json !== undefined) await writeJson(json, result);
          if (json !== '-') process.stdout.write(`${resultTable(result.measurements)}\n`);
          process.stderr.write(`${summaryLines(result)}\n`);
          return exitCodeOf(result);
        } finally {
          progress.end();
          await lab.close();
        }
      }),
    );
}
