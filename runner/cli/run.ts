import { Option, type Command } from 'commander';
import { engineOf, openRemote, type RemoteBrowserName } from '../browsers/webdriver/open-remote';
import { checkBrowsers } from '../browsers/launch';
import { readExchangeFile } from '../exchange/exchange-file';
import { playExchanges } from '../exchange/play-exchanges';
import type { PlayedExchange } from '../exchange/played-exchange';
import { exchangeTable } from '../output/exchange-table';
import type { LabAddress } from '../browsers/launch-options';
import { startProgress } from '../output/progress';
import { openLabAt } from '../open-lab';
import { resultTable } from '../output/result-table';
import { suiteTable } from '../output/suite-table';
import { summaryLines } from '../output/summary';
import { checkWritable, writeJson } from '../output/write-json';
import { byLocalhost } from '../reach';
import { exitCodeOf, exitCodes, run } from '../run';
import { selectScenarios, UsageError } from '../select-scenarios';
import {
  browserOption,
  capabilitiesOption,
  enginesOf,
  onlyOption,
  portBaseOption,
  webdriverOption,
} from './options';
import { proveFixes } from './prove-fixes';
import { runCommand } from './session';

interface RunOptions {
  readonly browser: RemoteBrowserName[];
  readonly only: string[];
  readonly json?: string;
  readonly portBase: number;
  readonly attach?: string;
  readonly exchange?: string;
  readonly full?: true;
  readonly webdriver?: string;
  readonly capabilities?: Readonly<Record<string, unknown>>;
  readonly proveFixes?: true;
}

/** More cells than these are told suite by suite, unless --full asks for all of them. */
const mostInFull = 500;

/** The browsers of a run: those that are installed here, or one behind a WebDriver. */
function browsersOf({ browser, webdriver, capabilities = {} }: RunOptions, lab: LabAddress) {
  const [name, ...others] = browser;
  if (webdriver === undefined) return { engines: enginesOf(browser) };
  if (!name || others.length > 0)
    throw new UsageError(
      'Failed to start browsers by one WebDriver: name just one, such as --browser safari',
    );
  const reach = byLocalhost({ https: true });
  const start = () => openRemote({ url: webdriver, name, capabilities, reach, lab });
  return { engines: [engineOf(name)], start };
}

async function runScenarios(runOptions: RunOptions, signal: AbortSignal): Promise<number> {
  const { browser, only, json, portBase, attach, full } = runOptions;
  const scenarios = selectScenarios(only);
  await checkWritable(json);
  const lab = await openLabAt(attach, { portBase });
  const progress = startProgress(scenarios.length * browser.length);
  try {
    const options = { ...browsersOf(runOptions, lab), scenarios, lab, signal };
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
  const engines = enginesOf(browser);
  checkBrowsers(engines);
  const cases = await readExchangeFile(file);
  await checkWritable(json);
  const progress = startProgress(cases.length * browser.length);
  const started = performance.now();
  try {
    const measurements: PlayedExchange[] = [];
    for (const engine of engines) {
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
    .addOption(webdriverOption())
    .addOption(capabilitiesOption())
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
    .addOption(
      new Option(
        '--exchange <file>',
        'play the cases of an exchange file (JSON; - for standard input) instead of scenarios',
      ).conflicts(['only', 'attach', 'webdriver', 'proveFixes']),
    )
    .option('--full', `print every scenario, and not a line for each suite, of more than ${mostInFull} cells`)
    .option(
      '--prove-fixes',
      'apply the fix of each scenario that is not readable, and measure that it is then',
    )
    .addHelpText(
      'after',
      '\nExit codes: 0 all as predicted or known quirks; 1 a browser did something else; 2 the lab failed; 130 interrupted.',
    )
    .action((options: RunOptions) =>
      runCommand((signal) => {
        if (options.exchange !== undefined) return runExchanges(options.exchange, options, signal);
        if (!options.proveFixes) return runScenarios(options, signal);
        if (options.webdriver !== undefined)
          throw new UsageError(
            'Failed to prove fixes by a WebDriver: they name origins that only a browser started here knows. Leave --webdriver out',
          );
        const { only, json, portBase, attach, full = false, browser } = options;
        return proveFixes({ engines: enginesOf(browser), only, json, portBase, attach, full }, signal);
      }),
    );
}
