import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError, Option } from 'commander';
import { engines, type Engine } from '../browsers/session';
import { runCommand } from '../cli/session';
import { openPlayer } from '../exchange/player';
import { checkWritable, writeJson } from '../output/write-json';
import { exitCodes } from '../run';
import { fuzzedHosts } from './arbitrary-origins';
import { fuzz, type FuzzResult } from './fuzz';

interface FuzzArguments {
  readonly cells: number;
  readonly seed: number;
  readonly audio: number;
  readonly browser: Engine;
  readonly json?: string;
}

function whole(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError('want a whole number.');
}

const exitCodeOf = ({ surprises, inconclusive }: FuzzResult): number =>
  inconclusive.length > 0
    ? exitCodes.labFailed
    : surprises.length > 0
      ? exitCodes.surprise
      : exitCodes.asPredicted;

function summary(result: FuzzResult): string {
  const { engine, browserVersion, seed, cells, asPredicted, knownQuirks, inconclusive, surprises, seconds } =
    result;
  const quirks = Object.entries(knownQuirks).map(([id, count]) => `  ${id}: ${count}`);
  const failed = inconclusive.slice(0, 5).map(({ message, exchange }) => `  ${exchange.id}: ${message}`);
  return [
    `${engine} ${browserVersion}, seed ${seed}: ${cells} exchanges in ${seconds.toFixed(1)} s (${(cells / seconds).toFixed(0)}/s)`,
    `${asPredicted} as predicted, ${surprises.length} kinds of surprises, ${inconclusive.length} inconclusive; known quirks:`,
    ...quirks,
    ...failed,
  ].join('\n');
}

const surpriseText = ({ surprises }: FuzzResult): string =>
  surprises
    .map(({ differences, smallest, cells }) =>
      [
        `surprise in ${cells} exchanges, the smallest: ${JSON.stringify({ ...smallest, id: 'smallest' })}`,
        ...differences.map(
          ({ field, predicted, measured }) => `  ${field}: predicted ${predicted}, measured ${measured}`,
        ),
      ].join('\n'),
    )
    .join('\n\n');

async function run(
  { cells, seed, audio, browser, json }: FuzzArguments,
  signal: AbortSignal,
): Promise<number> {
  await checkWritable(json);
  const player = await openPlayer(browser, fuzzedHosts);
  const end = () => void player.close().catch(() => undefined);
  signal.addEventListener('abort', end, { once: true });
  try {
    const onProgress = (ended: number, surprises: number) =>
      process.stderr.write(`${ended}/${cells} exchanges, ${surprises} kinds of surprises\n`);
    const result = await fuzz({ engine: browser, player, cells, seed, audio, onProgress, signal });
    if (signal.aborted) return exitCodes.interrupted;
    if (json !== undefined) await writeJson(json, result);
    if (json !== '-' && result.surprises.length > 0) process.stdout.write(`${surpriseText(result)}\n`);
    process.stderr.write(`${summary(result)}\n`);
    return exitCodeOf(result);
  } finally {
    await player.close();
  }
}

void new Command('fuzz')
  .description('play random exchanges in a real browser and hold each against what the standards say')
  .option('--cells <number>', 'how many exchanges', whole, 1000)
  .option('--seed <number>', 'the same seed gives the same exchanges', whole, randomInt(1_000_000))
  .option('--audio <percent>', 'how many of a hundred are media elements, which take longer', whole, 4)
  .addOption(new Option('--browser <name>', 'where').choices(engines).default('chromium'))
  .option('--json <file>', 'write the result as JSON; - for standard output, instead of text')
  .addHelpText(
    'after',
    '\nExit codes: 0 all as predicted or known quirks; 1 surprises; 2 the lab failed; 130 interrupted.',
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : exitCodes.labFailed))
  .action((options: FuzzArguments) => runCommand((signal) => run(options, signal)))
  .parseAsync();
