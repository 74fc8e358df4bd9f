import { InvalidArgumentError, Option, type Command } from 'commander';
import type { HeaderLine } from '../../model/http/headers';
import { loaderNames, type LoaderName } from '../../model/lab/loaders/loaders';
import { songLoaders } from '../../model/lab/loaders/song-loaders';
import { usualDirect } from '../check/bounds';
import { helpAfter } from './help-after';
import { addGateOptions, type CheckCommandOptions } from './check-options';
import { browserOption, reportOption } from './options';
import { oneOf } from './choice';
import { headerLine, pagePolicy } from './predict';
import { runCommand } from './run-command';
import { mayRepeat } from './strict-options';

const pageOrigin = (page: string, pages: readonly string[]): string[] => [...pages, page];

/** @throws InvalidArgumentError where no song of somebody's can be loaded so */
function songLoader(typed: string): LoaderName {
  if (
    (loaderNames as readonly string[]).includes(typed) &&
    !(songLoaders as readonly string[]).includes(typed)
  )
    throw new InvalidArgumentError(
      'it loads what the lab alone has, or several times. "npx earshot explain" and "npx earshot run" know it.',
    );
  try {
    return oneOf(songLoaders)(typed);
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message} "npx earshot list --loaders" explains them.`);
  }
}

const loaders = (name: string, names?: readonly LoaderName[]): LoaderName[] => [
  ...(names ?? []),
  songLoader(name),
];

/** Parsers of what nobody else may see: an InvalidArgumentError would tell the value that it is thrown for. */
const secretParsers = (program: Command) => {
  const refuse = (option: string, wanted: string): never =>
    program.error(`error: what is given with option '${option}' is invalid. want ${wanted}.`);
  return {
    cookies: (text: string, all: readonly HeaderLine[] = []): HeaderLine[] => {
      const { pairsOf } = require('../check/own-cookie') as typeof import('../check/own-cookie');
      const pairs = pairsOf(text);
      const isWhole = text.split(';').every((pair) => pair.trim() === '' || pair.includes('='));
      return pairs.length > 0 && isWhole ? [...all, ...pairs] : refuse('--cookie <pairs>', 'name=value');
    },
    headerLine: (line: string, lines?: readonly HeaderLine[]): HeaderLine[] => {
      try {
        return headerLine(line, lines);
      } catch {
        return refuse('--header <line>', '"Name: value"');
      }
    },
  };
};

function seconds(text: string): number {
  const number = Number(text);
  if (/^\d{1,3}$/.test(text) && number > 0 && number <= 120) return number;
  throw new InvalidArgumentError('want 1 to 120 seconds.');
}

function count(text: string): number {
  const number = Number(text);
  if (/^\d{1,3}$/.test(text) && number > 0) return number;
  throw new InvalidArgumentError('want 1 to 999.');
}

export function addCheckCommand(program: Command): void {
  const secret = secretParsers(program);
  const command = program
    .command('check')
    .description(
      'check a song on your own server: load it in real browsers from a page at your origin, and say why it fails',
    )
    .argument('[url]', 'the song; without it, what a file says is checked')
    .addOption(
      mayRepeat(
        new Option(
          '--page <origin>',
          'the origin of the page that plays it, such as https://app.example; null for one without (may be given again)',
        ),
      )
        .argParser(pageOrigin)
        .default([], 'none'),
    )
    .addOption(
      new Option(
        '--page-url <url>',
        'your own page, in place of --page: loads are done from its origin, under the policies that it comes with',
      ).conflicts(['page', 'csp', 'coep']),
    )
    .addOption(browserOption())
    .addOption(
      mayRepeat(
        new Option(
          '--loader <name>',
          'how the page loads it, such as audio, fetch-include, howler or wavesurfer, the one that counts first; "npx earshot list --loaders" explains the names (may be given again)',
        ),
      ).argParser(loaders),
    )
    .option(
      '--all-loaders',
      'every way that pages themselves have to load a song, about 20 requests for each browser; player libraries are named by --loader',
    )
    .addOption(
      mayRepeat(
        new Option(
          '--header <line>',
          "a header line for the URL's own origin, such as a login (may be given again); no output shows it",
        ),
      )
        .argParser(secret.headerLine)
        .default([], 'none'),
    )
    .addOption(
      mayRepeat(
        new Option(
          '--cookie <pairs>',
          "cookies that the person's browser has for the URL's host, as 'id=1; theme=dark' (may be given again); no output shows them",
        ),
      )
        .argParser(secret.cookies)
        .conflicts('storageState'),
    )
    .addOption(
      reportOption(
        '--storage-state <file>',
        "the cookies that a browser has, as Playwright's storageState writes them; those for the URL's host are used",
      ),
    )
    .addOption(
      new Option(
        '--page-address-space <space>',
        'where the page is, if not on this machine as your server may be: Chromium takes it for public then, and refuses it private servers (Local Network Access)',
      ).choices(['public']),
    )
    .option('--csp <policy>', "the page's Content-Security-Policy", pagePolicy)
    .option('--coep <policy>', "the page's Cross-Origin-Embedder-Policy", pagePolicy)
    .option('--timeout <seconds>', 'how long the server may take for an answer', seconds, 10)
    .addOption(
      new Option('--max-requests <count>', 'of your server, by each browser')
        .argParser(count)
        .default(undefined, '12, or 4 for each load; 40 for an HLS stream'),
    )
    .option('--max-direct <count>', 'of your server without a browser, for each page', count, usualDirect)
    .option(
      '--server <name>',
      'what your server is, such as nginx or s3, for the configuration of the fix; else it is guessed',
    )
    .option(
      '--config <file>',
      'your own nginx, Apache or Caddy file: shows the fix as a change of it, and changes nothing',
    )
    .option('--no-prove', 'do not try the fix out');
  addGateOptions(command)
    .addHelpText(
      'after',
      helpAfter(
        [
          'npx earshot check https://cdn.example/song.mp3 --page https://app.example',
          'npx earshot check https://cdn.example/song.mp3 --page https://app.example --browser chromium,firefox --json',
          'npx earshot check https://cdn.example/song.mp3 --page-url https://app.example/player',
          'npx earshot check https://cdn.example/song.mp3 --page https://app.example --init',
          'npx earshot check --from earshot.config.mjs --junit junit.xml --baseline baseline.json',
        ],
        '0 as expected, which is readable unless said otherwise; 1 it is not, or the server lets in whom it should not; 2 it could not be found out; 130 interrupted.',
      ),
    )
    .action((url: string | undefined, options: CheckCommandOptions) => {
      const { checkAs } = require('./check-action') as typeof import('./check-action');
      // A file says its own; what it says nothing of has a default.
      const isGiven = (option: keyof CheckCommandOptions) => command.getOptionValueSource(option) === 'cli';
      return runCommand((signal) => checkAs(url, options, { isGiven, signal }));
    });
}
