import type { Command } from 'commander';
import { defaultPortBase } from '../../model/lab/topology/topology';
import { helpAfter, runCodes } from './help-after';
import { portBaseOption } from './options';
import { runCommand } from './run-command';
import type { StartOptions } from './start-action';

export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('run the lab, show first verdicts from a real browser, and serve the player until Ctrl-C')
    .addOption(portBaseOption(defaultPortBase))
    .option('--once', 'end after the verdicts')
    .option('--full', 'all tables of the first four suites too')
    .addHelpText(
      'after',
      helpAfter(['npx earshot start', 'npx earshot start --once --port-base 9100'], runCodes),
    )
    .action((options: StartOptions) => {
      const { start } = require('./start-action') as typeof import('./start-action');
      return runCommand((signal) => start(options, signal));
    });
}
