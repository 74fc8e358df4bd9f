import { Option, type Command } from 'commander';
import { helpAfter, runCodes } from './help-after';
import {
  browserOption,
  capabilitiesOption,
  jsonFileOption,
  mostInFull,
  onlyOption,
  parseFileName,
  portBaseOption,
  reportOption,
  webdriverOption,
} from './options';
import type { RunOptions } from './run-action';
import { runCommand } from './run-command';
import { withResult } from './tell-result';

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('measure scenarios in real browsers and compare them with what is expected')
    .addOption(browserOption())
    .addOption(webdriverOption())
    .addOption(capabilitiesOption())
    .addOption(onlyOption())
    .addOption(
      jsonFileOption(
        'write measurements and statistics as JSON; - for standard output, instead of the table',
      ),
    )
    .addOption(
      reportOption(
        '--junit <file>',
        'write a JUnit report for continuous integration; - for standard output',
      ),
    )
    .addOption(
      reportOption('--markdown <file>', 'write counts and causes as Markdown; - for standard output'),
    )
    .addOption(portBaseOption(0))
    .addOption(
      new Option(
        '--attach <url>',
        'use the running lab whose player is at this URL, such as http://player.localhost:8100',
      ).conflicts('portBase'),
    )
    .addOption(
      new Option(
        '--exchange <file>',
        'play the cases of an exchange file (JSON; - for standard input) instead of scenarios',
      )
        .argParser(parseFileName)
        .conflicts(['only', 'attach', 'portBase', 'webdriver', 'capabilities', 'proveFixes', 'full']),
    )
    .addOption(
      new Option(
        '--player <file>',
        'load by a player of your own: a module that exports load(url), in the place of the loader --as',
      )
        .argParser(parseFileName)
        .conflicts(['attach', 'exchange', 'proveFixes']),
    )
    .addOption(
      new Option('--as <loader>', 'the loader that --player is expected to ask like (default: audio)'),
    )
    .option('--full', `print every scenario, and not a line for each suite, of more than ${mostInFull} cells`)
    .addOption(
      new Option(
        '--prove-fixes',
        'apply the fix of each scenario that is not readable, and measure that it then is',
      ).conflicts(['junit', 'markdown']),
    )
    .addHelpText(
      'after',
      helpAfter(
        [
          'npx earshot run --browser chromium,firefox --only claim:4',
          "npx earshot run --only 'http/*/other-site/wildcard' --json result.json",
          'npx earshot run --exchange cases.json --browser firefox',
          'npx earshot run --player ./my-player.mjs --as fetch-same-origin',
        ],
        runCodes,
      ),
    )
    .action((options: RunOptions) => {
      const { measureAs } = require('./run-action') as typeof import('./run-action');
      return runCommand((signal) => withResult(options, (tell) => measureAs(options, signal, tell)));
    });
}
