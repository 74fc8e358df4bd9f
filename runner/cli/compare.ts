import type { Command } from 'commander';
import { helpAfter } from './help-after';
import { runCommand } from './run-command';

export function addCompareCommand(program: Command): void {
  program
    .command('compare')
    .description('compare two runs, such as of two versions of a player library, and print what changed')
    .argument('<before>', 'what "npx earshot run --json" wrote of the first; - for standard input')
    .argument('<after>', 'and of the second')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      helpAfter(
        [
          "npx earshot run --only 'http/howler*/other-site/*' --json before.json",
          'npx earshot compare before.json after.json',
          'npx earshot compare before.json after.json --json',
        ],
        '0 no cell differs; 1 some do, or are in one run alone, or had a result in one alone; 2 a file is no result of a run.',
      ),
    )
    .action((before: string, after: string, { json }: { readonly json?: true }) => {
      const { compare } = require('./compare-action') as typeof import('./compare-action');
      return runCommand(() => compare(before, after, json === true));
    });
}
