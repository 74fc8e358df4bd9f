import { openRemote } from '../browsers/open-remote';
import { engineOf, type RemoteBrowserName } from '../browsers/drivers/webdriver/remote-browsers';
import { shown } from '../../model/http/shown-text';
import { LabFailure } from '../failures/lab-failure';
import { checkBrowsers } from '../browsers/launch';
import { compareAllExpected, type ComparedExchange } from '../exchange/compare-expected';
import { readExchangeFile } from '../exchange/exchange-file';
import { playExchanges } from '../exchange/play-exchanges';
import { findingsOfExchanges, findingsOfRun } from '../report/finding';
import { exchangeTable } from '../report/exchange-table';
import type { LabAddress } from '../lab/lab-address';
import { startProgress } from '../report/progress';
import { openLabAt } from '../lab/open-lab';
import { resultTable } from '../report/result-table';
import { suiteTable } from '../report/suite-table';
import { tellEnd, toldOf } from '../report/summary';
import { byLocalhost } from '../browsers/session/reach';
import { exitCodeOf, run } from '../measure/run';
import { exitCodes } from '../failures/exit-codes';
import { selectScenarios } from '../measure/select-scenarios';
import { UsageError } from '../failures/usage-error';
import { enginesOf, mostInFull } from './options';
import { ownPlayerOf } from './own-player';
import { proveFixes } from './prove-fixes';
import type { ResultOptions, Tell } from './tell-result';

export interface RunOptions extends ResultOptions {
  readonly browser: RemoteBrowserName[];
  readonly only: string[];
  readonly portBase: number;
  readonly attach?: string;
  readonly exchange?: string;
  readonly full?: true;
  readonly webdriver?: string;
  readonly capabilities?: Readonly<Record<string, unknown>>;
  readonly proveFixes?: true;
  readonly player?: string;
  readonly as?: string;
}

/** The browsers of a run: those that are installed here, or one behind a WebDriver. */
function browsersOf({ browser, webdriver, capabilities }: RunOptions, lab: LabAddress) {
  const [name, ...others] = browser;
  if (webdriver === undefined) {
    if (capabilities)
      throw new UsageError(
        'Failed to read --capabilities: they are for a WebDriver. Give its --webdriver URL',
      );
    return { engines: enginesOf(browser) };
  }
  if (!name || others.length > 0)
    throw new UsageError(
      'Failed to start browsers by one WebDriver: name just one, such as --browser safari',
    );
  const reach = byLocalhost({ https: true });
  const start = () => openRemote({ url: webdriver, name, capabilities: capabilities ?? {}, reach, lab });
  return { engines: [engineOf(name)], start };
}

async function runScenarios(runOptions: RunOptions, signal: AbortSignal, tell: Tell): Promise<number> {
  const { browser, only, portBase, attach, full, player, as } = runOptions;
  if (as !== undefined && player === undefined)
    throw new UsageError('Failed to read --as: it says what --player asks like. Give a --player as well');
  const own =
    player === undefined ? undefined : ownPlayerOf({ player, only, ...(as !== undefined && { as }) });
  const scenarios = own?.scenarios ?? selectScenarios(only);
  const lab = await openLabAt(attach, { portBase, ...(own && { ownScripts: own.folder }) });
  const progress = startProgress(scenarios.length * browser.length);
  try {
    const options = { ...browsersOf(runOptions, lab), scenarios, lab, signal, ownPlayer: own?.path };
    const measured = await run({ ...options, onBrowser: progress.browser, onProgress: progress.advance });
    const result = { ...(own && { player: own.told }), ...measured };
    progress.end();
    const isLong = result.measurements.length > mostInFull && !full;
    const rows = isLong ? suiteTable(result.measurements) : resultTable(result.measurements);
    const table = own ? `${shown(own.told.file)} in the place of ${own.told.as}:\n${rows}` : rows;
    await tell({ ...toldOf(result), findings: findingsOfRun(result), table });
    return exitCodeOf(result);
  } finally {
    progress.end();
    await lab.close();
  }
}

async function runExchanges(
  file: string,
  { browser }: RunOptions,
  signal: AbortSignal,
  tell: Tell,
): Promise<number> {
  const engines = enginesOf(browser);
  checkBrowsers(engines);
  const cases = await readExchangeFile(file);
  if (cases.length === 0) throw new UsageError(`Failed to play ${shown(file)}: it holds no case. Add one`);
  const progress = startProgress(cases.length * browser.length);
  const started = performance.now();
  try {
    const expectations = new Map(cases.map((each) => [each.id, each]));
    const measurements: ComparedExchange[] = [];
    let endedBy: string | undefined;
    for (const engine of engines) {
      const options = { engine, signal, onBrowser: progress.browser, onProgress: progress.advance };
      try {
        const played = signal.aborted ? [] : await playExchanges(cases, options);
        for (const each of played) {
          const asked = expectations.get(each.id)!;
          const differences = compareAllExpected(asked, each, each.then);
          measurements.push({ ...each, ...(differences && { differences }) });
        }
      } catch (error) {
        // What other browsers did stays true.
        if (!signal.aborted && (measurements.length === 0 || !(error instanceof LabFailure))) throw error;
        if (!signal.aborted) endedBy = (error as LabFailure).message;
        break;
      }
    }
    progress.end();
    const stats = { cells: measurements.length, seconds: (performance.now() - started) / 1000 };
    const end = {
      ...(signal.aborted && { interrupted: true as const }),
      ...(endedBy !== undefined && { endedBy }),
    };
    await tell({
      value: { ...end, measurements, stats },
      findings: findingsOfExchanges(measurements),
      table: exchangeTable(measurements),
      summary: tellEnd(end).join('\n'),
      isNothing: signal.aborted && measurements.length === 0,
    });
    if (signal.aborted) return exitCodes.interrupted;
    if (endedBy !== undefined || measurements.some(({ outcome }) => outcome === 'inconclusive'))
      return exitCodes.labFailed;
    return measurements.some(({ differences = [] }) => differences.length > 0)
      ? exitCodes.surprise
      : exitCodes.asPredicted;
  } finally {
    progress.end();
  }
}

/** Measures what the options ask for. @returns the exit code */
export async function measureAs(options: RunOptions, signal: AbortSignal, tell: Tell): Promise<number> {
  if (options.exchange !== undefined) return runExchanges(options.exchange, options, signal, tell);
  if (!options.proveFixes) return runScenarios(options, signal, tell);
  if (options.webdriver !== undefined)
    throw new UsageError(
      'Failed to prove fixes by a WebDriver: they name origins that only a browser started here knows. Leave --webdriver out',
    );
  const { only, portBase, attach, full = false, browser } = options;
  return proveFixes({ engines: enginesOf(browser), only, portBase, attach, full }, signal, tell);
}
