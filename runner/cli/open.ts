import { Option, type Command } from 'commander';
import { defaultPortBase } from '../../model/lab/topology/topology';
import { helpAfter, runCodes } from './help-after';
import type { OpenOptions } from './open-action';
import { jsonFileOption, onlyOption, parseHost, portBaseOption } from './options';
import { runCommand } from './run-command';
import { withResult } from './tell-result';

export function addOpenCommand(program: Command): void {
  program
    .command('open')
    .description('print a link, and measure in whatever browser opens it')
    .addOption(onlyOption())
    .addOption(jsonFileOption('write measurements and statistics as JSON; - for standard output'))
    .addOption(portBaseOption(defaultPortBase))
    .addOption(
      new Option('--attach <url>', 'use the running lab whose player is at this URL').conflicts('portBase'),
    )
    .addOption(
      new Option(
        '--host <address>',
        "an address of this machine that another device reaches; without it the link is for this machine's browsers",
      )
        .argParser(parseHost)
        .conflicts('attach'),
    )
    .addHelpText(
      'after',
      helpAfter(
        ['npx earshot open --only claim:4', 'npx earshot open --host 192.168.1.5 --json phone.json'],
        runCodes,
      ),
    )
    .action((options: OpenOptions) => {
      const { openLink } = require('./open-action') as typeof import('./open-action');
      return runCommand((signal) => withResult(options, (tell) => openLink(options, signal, tell)));
    });
}
