import { Option, type Command } from 'commander';
import { defaultPortBase } from '../../model/lab/topology/topology';
import { helpAfter } from './help-after';
import { oneOf } from './choice';
import { portBaseOption } from './options';
import { runCommand } from './run-command';
import type { UpOptions } from './up-action';

const logLevels = ['silent', 'error', 'info', 'debug'] as const;

export function addUpCommand(program: Command): void {
  program
    .command('up')
    .description('run the embedded lab until Ctrl-C')
    .addOption(portBaseOption(defaultPortBase))
    .addOption(
      new Option('--log-level <level>', 'of the structured log on stderr; debug has every request')
        .choices(logLevels)
        .argParser(oneOf(logLevels))
        .default('silent'),
    )
    .addHelpText(
      'after',
      helpAfter(
        ['npx earshot up', 'npx earshot up --port-base 9100 --log-level debug'],
        '2 the lab failed, such as by a port that is in use; 130 interrupted, which is how it ends.',
      ),
    )
    .action((options: UpOptions) => {
      const { up } = require('./up-action') as typeof import('./up-action');
      return runCommand((signal) => up(options, signal));
    });
}
