import type { Command } from 'commander';
import { helpAfter } from './help-after';
import { runCommand } from './run-command';

/** Messages on a Content-Security-Policy have double quotes in them. */
const splitLine =
  "error: too many arguments for 'why': the line has quotes of its own, and the shell takes it apart there. Paste it to standard input, and end it by Enter and Ctrl-D: npx earshot why -";

export function addWhyCommand(program: Command): void {
  program
    .command('why')
    .description("say what a message of a browser's console means: the cause, and the fix")
    .argument(
      '<message>',
      'the line as it was copied, in quotes; - for standard input, which a line with quotes of its own needs',
    )
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      helpAfter(
        [
          `npx earshot why "Access to audio at 'https://cdn.example/song.mp3' from origin 'https://app.example' has been \\
  blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."`,
          'pbpaste | npx earshot why - --json',
        ],
        '0 explained; 2 no browser is known to write this.',
      ),
    )
    .allowExcessArguments()
    .action((message: string, { json }: { readonly json?: true }, command: Command) => {
      if (command.args.length > 1) command.error(splitLine);
      const { why } = require('./why-action') as typeof import('./why-action');
      return runCommand(async () => {
        await why(message, json === true);
        return 0;
      });
    });
}
