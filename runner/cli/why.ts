import type { Command } from 'commander';
import { helpAfter } from './help-after';
import { runCommand } from './run-command';

export function addWhyCommand(program: Command): void {
  program
    .command('why')
    .description("say what a message of a browser's console means: the cause, and the fix")
    .argument('<message>', 'the line as it was copied, in quotes; - for standard input')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      helpAfter(
        [
          `earshot why "Access to audio at 'https://cdn.example/song.mp3' from origin 'https://app.example' has been \\
  blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."`,
          'pbpaste | earshot why - --json',
        ],
        '0 explained; 2 no browser is known to write this.',
      ),
    )
    .action((message: string, { json }: { readonly json?: true }) => {
      const { why } = require('./why-action') as typeof import('./why-action');
      return runCommand(async () => {
        await why(message, json === true);
        return 0;
      });
    });
}
