import { Command, Help } from 'commander';
import { version } from '../../package.json';
import { addCheckCommand } from './check';
import { addCompareCommand } from './compare';
import { addExplainCommand } from './explain';
import { helpAfter } from './help-after';
import { addListCommand } from './list';
import { addOpenCommand } from './open';
import { addPredictCommand } from './predict';
import { addRunCommand } from './run';
import { addSchemaCommand } from './schema';
import { addStartCommand } from './start';
import { addUpCommand } from './up';
import { addWhyCommand } from './why';

/** The command line, with all its commands. */
export function createProgram(): Command {
  const program = new Command('earshot')
    .description(
      'A cross-origin audio lab: see, predict and test which audio loads succeed across origins in real browsers.',
    )
    .version(version)
    // As it is typed in a project. It is what the commands below take over, too.
    .configureHelp({ commandUsage: (command) => `npx ${new Help().commandUsage(command)}` })
    .addHelpText(
      'after',
      helpAfter(
        [
          'npx earshot start',
          'npx earshot why "<a line of the browser\'s console>"',
          'npx earshot predict --help',
        ],
        '0 done; 1 something came otherwise than expected; 2 it failed; 130 interrupted.',
      ),
    );

  for (const add of [
    addStartCommand,
    addCheckCommand,
    addUpCommand,
    addListCommand,
    addRunCommand,
    addCompareCommand,
    addOpenCommand,
    addPredictCommand,
    addExplainCommand,
    addWhyCommand,
    addSchemaCommand,
  ])
    add(program);
  return program;
}
