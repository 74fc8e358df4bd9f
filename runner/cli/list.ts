import { Option, type Command } from 'commander';
import { helpAfter } from './help-after';
import type { ListOptions } from './list-action';
import { onlyOption } from './options';
import { runCommand } from './run-command';

export function addListCommand(program: Command): void {
  program
    .command('list')
    .description('list the suites; or scenarios, and what is expected of them; or the ways to load')
    .addOption(onlyOption())
    .addOption(
      new Option(
        '--loader <globs...>',
        'the scenarios of ways to load whose name matches, such as a player library: "howler*"',
      ).conflicts(['all', 'loaders']),
    )
    .addOption(new Option('--all', 'every scenario').conflicts('only'))
    .addOption(
      new Option('--loaders', 'the ways to load that ids and predict name, in groups').conflicts([
        'only',
        'all',
      ]),
    )
    .option('--json', 'the same as a JSON array')
    .addHelpText(
      'after',
      helpAfter(
        [
          'npx earshot list',
          'npx earshot list --only claim:4',
          "npx earshot list --only 'http/*/other-site/wildcard' --json",
          "npx earshot list --loader 'howler*'",
          'npx earshot list --loaders',
        ],
        '0 listed; 2 a glob matches nothing.',
      ),
    )
    .action((options: ListOptions) => {
      const { list } = require('./list-action') as typeof import('./list-action');
      return runCommand(() => {
        list(options);
        return Promise.resolve(0);
      });
    });
}
