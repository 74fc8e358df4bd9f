import { randomInt } from 'node:crypto';
import { Command, Option } from 'commander';
import { engineNames, type EngineName } from '../../model/evidence/engine';
import { jsonFileOption } from '../../runner/cli/options';
import { runCommand } from '../../runner/cli/run-command';
import { withResult, type Tell } from '../../runner/cli/tell-result';
import { strict } from '../../runner/cli/strict-options';
import { wholeNumber } from '../../runner/cli/whole-number';
import { shown, visibleJson } from '../../model/http/shown-text';
import { openPlayer } from '../../runner/exchange/player';
import { exitCodes } from '../../runner/failures/exit-codes';
import { fuzzedHosts } from './arbitrary-origins';
import { fuzz, type FuzzResult } from './fuzz';

interface FuzzArguments {
  readonly cells: number;
  readonly seed: number;
  readonly audio: number;
  readonly browser: EngineName;
  readonly json?: string;
}

function exitCodeOf({ surprises, inconclusive, interrupted }: FuzzResult): number {
  if (interrupted) return exitCodes.interrupted;
  if (inconclusive.length > 0) return exitCodes.labFailed;
  return surprises.length > 0 ? exitCodes.surprise : exitCodes.asPredicted;
}

function summary(result: FuzzResult): string {
  const { engine, browserVersion, seed, cells, asPredicted, knownQuirks, inconclusive, surprises, seconds } =
    result;
  const quirks = Object.entries(knownQuirks).map(([id, count]) => `  ${id}: ${count}`);
  const failed = inconclusive
    .slice(0, 5)
    .map(({ message, exchange }) => `  ${exchange.id}: ${shown(message)}`);
  return [
    `${engine} ${shown(browserVersion)}, seed ${seed}: ${cells} exchanges in ${seconds.toFixed(1)} s (${(cells / seconds).toFixed(0)}/s)`,
    `${asPredicted} as predicted, ${surprises.length} kinds of surprises, ${inconclusive.length} inconclusive; known quirks:`,
    ...quirks,
    ...failed,
  ].join('\n');
}

const surpriseText = ({ surprises }: FuzzResult): string =>
  surprises
    .map(({ differences, smallest, cells }) =>
      [
        `surprise in ${cells} exchanges, the smallest: ${visibleJson(JSON.stringify({ ...smallest, id: 'smallest' }))}`,
        ...differences.map(
          ({ field, predicted, measured }) =>
            `  ${field}: predicted ${shown(predicted)}, measured ${shown(measured)}`,
        ),
      ].join('\n'),
    )
    .join('\n\n');

async function run(
  { cells, seed, audio, browser }: FuzzArguments,
  signal: AbortSignal,
  tell: Tell,
): Promise<number> {
  const player = await openPlayer(browser, fuzzedHosts);
  const end = () => void player.close().catch(() => undefined);
  signal.addEventListener('abort', end, { once: true });
  try {
    const onProgress = (ended: number, surprises: number) =>
      process.stderr.write(`${ended}/${cells} exchanges, ${surprises} kinds of surprises\n`);
    const result = await fuzz({ engine: browser, player, cells, seed, audio, onProgress, signal });
    const isNothing = result.interrupted === true && result.cells === 0;
    await tell({ value: result, table: surpriseText(result), summary: summary(result), isNothing });
    return exitCodeOf(result);
  } finally {
    await player.close();
  }
}

const program = new Command('fuzz')
  .description('play random exchanges in a real browser and compare each with what the standards say')
  .option('--cells <number>', 'how many exchanges', wholeNumber({ from: 1 }), 1000)
  .option(
    '--seed <number>',
    'the same seed gives the same exchanges',
    wholeNumber({ from: 0 }),
    randomInt(1_000_000),
  )
  .option(
    '--audio <percent>',
    'how many of a hundred are media elements, which take longer',
    wholeNumber({ from: 0, to: 100 }),
    4,
  )
  .addOption(new Option('--browser <name>', 'where').choices(engineNames).default('chromium'))
  .addOption(jsonFileOption('write the result as JSON; - for standard output, instead of text'))
  .addHelpText(
    'after',
    '\nExit codes: 0 all as predicted or known quirks; 1 surprises; 2 the lab failed; 130 interrupted.',
  )
  .action((options: FuzzArguments) =>
    runCommand((signal) => withResult(options, (tell) => run(options, signal, tell))),
  );

void strict(program).parseAsync();
