import { InvalidArgumentError, Option, type Command } from 'commander';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import { helpAfter } from './help-after';
import { browserOption } from './options';
import type { CheckCommandOptions } from './check-action';
import { headerLine, loaderName, pagePolicy } from './predict';
import { runCommand } from './run-command';
import { mayRepeat } from './strict-options';

const pageOrigin = (page: string, pages: readonly string[] = []): string[] => [...pages, page];

const loaders = (name: string, names?: readonly LoaderName[]): LoaderName[] => [
  ...(names ?? []),
  loaderName(name),
];

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
  program
    .command('check')
    .description(
      'check a song on your own server: load it in real browsers from a page at your origin, and say why it fails',
    )
    .argument('<url>', 'the song')
    .addOption(
      mayRepeat(
        new Option(
          '--page <origin>',
          'the origin of the page that plays it, such as https://app.example; null for one without (may be given again)',
        ).makeOptionMandatory(),
      ).argParser(pageOrigin),
    )
    .addOption(browserOption())
    .addOption(
      mayRepeat(
        new Option(
          '--loader <name>',
          'how the page loads it, the one that counts first; "earshot list --loaders" explains the names (may be given again)',
        ),
      ).argParser(loaders),
    )
    .option('--all-loaders', 'every way that pages have to load a song: about 20 requests for each browser')
    .addOption(
      mayRepeat(
        new Option(
          '--header <line>',
          "a header line for the URL's own origin, such as a login (may be given again); no output shows it",
        ),
      )
        .argParser(headerLine)
        .default([], 'none'),
    )
    .option('--csp <policy>', "the page's Content-Security-Policy", pagePolicy)
    .option('--coep <policy>', "the page's Cross-Origin-Embedder-Policy", pagePolicy)
    .option('--timeout <seconds>', 'how long the server may take for an answer', seconds, 10)
    .option('--max-requests <count>', 'of your server, by each browser', count, 40)
    .option('--max-direct <count>', 'of your server without a browser, for each page', count, 40)
    .option(
      '--server <name>',
      'what your server is, such as nginx or s3, for the configuration of the fix; else it is guessed',
    )
    .option(
      '--config <file>',
      'your own nginx, Apache or Caddy file: shows the fix as a change of it, and changes nothing',
    )
    .option('--no-prove', 'do not try the fix out')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      helpAfter(
        [
          'earshot check https://cdn.example/song.mp3 --page https://app.example',
          'earshot check https://cdn.example/song.mp3 --page https://app.example --browser chromium,firefox --json',
        ],
        '0 the song is readable; 1 it is not, or the server lets in whom it should not; 2 it could not be found out; 130 interrupted.',
      ),
    )
    .action((url: string, options: CheckCommandOptions) => {
      const { checkUrl } = require('./check-action') as typeof import('./check-action');
      return runCommand((signal) => checkUrl(url, options, signal));
    });
}
