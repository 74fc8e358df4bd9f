import type { Command } from 'commander';
import { listTable } from '../report/list-table';
import { selectScenarios } from '../measure/select-scenarios';
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
    .action(({ only, json }: ListOptions) =>
      runCommand(async () => {
        const selected = selectScenarios(only);
        process.stdout.write(json ? `${JSON.stringify(selected, null, 2)}\n` : `${listTable(selected)}\n`);
        return Promise.resolve(0);
      }),
    );
}
