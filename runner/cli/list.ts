import type { Command } from 'commander';
import { onlyOption } from './options';
import { runCommand } from './run-command';

interface ListOptions {
  readonly only: string[];
  readonly json?: true;
}

export function addListCommand(program: Command): void {
  program
    .command('list')
    .description('list the scenarios and what is expected of them')
    .addOption(onlyOption())
    .option('--json', 'as a JSON array')
    .action(({ only, json }: ListOptions) => {
      const { list } = require('./list-action') as typeof import('./list-action');
      return runCommand(() => {
        list(only, json === true);
        return Promise.resolve(0);
      });
    });
}
