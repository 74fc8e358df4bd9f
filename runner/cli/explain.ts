import type { Command } from 'commander';
import { helpAfter } from './help-after';
import { runCommand } from './run-command';

export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .description(
      'explain a scenario: what the standards say of it, step by step, what browsers write, and the fix',
    )
    .argument('<id>', 'page/loader/relation/policy, as "npx earshot list --only claim:4" prints them')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      helpAfter(
        [
          'npx earshot explain http/audio/other-site/none',
          'npx earshot explain http/fetch-include/other-site/wildcard --json',
        ],
        '0 explained; 2 there is no such scenario.',
      ),
    )
    .action((id: string, { json }: { readonly json?: true }) => {
      const { explain } = require('./explain-action') as typeof import('./explain-action');
      return runCommand(() => {
        explain(id, json === true);
        return Promise.resolve(0);
      });
    });
}
