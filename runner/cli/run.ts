import { open, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Engine } from '../browsers/session';
import { attachLab } from '../attach-lab';
import { readExchangeFile } from '../exchange/exchange-file';
import { playExchanges } from '../exchange/play-exchanges';
import type { PlayedExchange } from '../exchange/played-exchange';
import { exchangeTable } from '../output/exchange-table';
import { startLab } from '../../servers/lab';
import { startProgress } from '../output/progress';
import { resultTable } from '../output/result-table';
import { suiteTable } from '../output/suite-table';
import { summaryLines } from '../output/summary';
import { exitCodeOf, exitCodes, run } from '../run';
import { selectScenarios, UsageError } from '../select-scenarios';
import { browserOption, onlyOption, portBaseOption } from './options';
import { runCommand } from './session';

interface RunOptions {
  readonly browser: Engine[];
  readonly only: string[];
  readonly json?: string;
  readonly portBase: number;
  readonly attach?: string;
  readonly exchange?: string;
  readonly full?: true;
}

/** More cells than these are told suite by suite, unless --full asks for all of them. */
const mostInFull = 500;

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

async function runScenarios(
  { browser, only, json, portBase, attach, full }: RunOptions,
  signal: AbortSignal,
): Promise<number> {
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
    const isLong = result.measurements.length > mostInFull && !full;
    const table = isLong ? suiteTable(result.measurements) : resultTable(result.measurements);
    if (json !== '-') process.stdout.write(`${table}\n`);
    process.stderr.write(`${summaryLines(result)}\n`);
    return exitCodeOf(result);
  } finally {
    progress.end();
    await lab.close();
  }
}

async function runExchanges(
  file: string,
  { browser, json }: RunOptions,
  signal: AbortSignal,
): Promise<number> {
  const cases = await readExchangeFile(file);
  if (json !== undefined && json !== '-') await checkWritable(json);
  const progress = startProgress(cases.length * browser.length);
  const started = performance.now();
  try {
    const measurements: PlayedExchange[] = [];
    for (const engine of browser) {
      const options = { engine, signal, onBrowser: progress.browser, onProgress: progress.advance };
      if (!signal.aborted) measurements.push(...(await playExchanges(cases, options)));
    }
    progress.end();
    if (signal.aborted) return 0;
    const stats = { cells: measurements.length, seconds: (performance.now() - started) / 1000 };
    if (json !== undefined) await writeJson(json, { measurements, stats });
    if (json !== '-') process.stdout.write(`${exchangeTable(measurements)}\n`);
    return measurements.some(({ outcome }) => outcome === 'inconclusive')
      ? exitCodes.labFailed
      : exitCodes.asPredicted;
  } finally {
    progress.end();
  }
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
    .option(
      '--exchange <file>',
      'play the cases of an exchange file (JSON; - for standard input) instead of scenarios',
    )
    .option('--full', `print every scenario, and not a line for each suite, of more than ${mostInFull} cells`)
    .addHelpText(
      'after',
      '\nExit codes: 0 all as predicted or known quirks; 1 a browser did something else; 2 the lab failed; 130 interrupted.',
    )
    .action((options: RunOptions) =>
      runCommand((signal) =>
        options.exchange === undefined
          ? runScenarios(options, signal)
          : runExchanges(options.exchange, options, signal),
      ),
    );
}
