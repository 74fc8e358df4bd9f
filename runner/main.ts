import { Command } from 'commander';
import { version } from '../package.json';
import { addExplainCommand } from './cli/explain';
import { helpAfter } from './cli/help-after';
import { addListCommand } from './cli/list';
import { addOpenCommand } from './cli/open';
import { addPredictCommand } from './cli/predict';
import { addRunCommand } from './cli/run';
import { addSchemaCommand } from './cli/schema';
import { addStartCommand } from './cli/start';
import { addUpCommand } from './cli/up';
import { addWhyCommand } from './cli/why';
import { strict } from './cli/strict-options';

const program = new Command('earshot')
  .description(
    'A cross-origin audio lab: see, predict and test which audio loads succeed across origins in real browsers.',
  )
  .version(version)
  .addHelpText(
    'after',
    helpAfter(
      ['earshot start', 'earshot why "<a line of the browser\'s console>"', 'earshot predict --help'],
      '0 done; 1 something came otherwise than expected; 2 it failed; 130 interrupted.',
    ),
  );

for (const add of [
  addStartCommand,
  addUpCommand,
  addListCommand,
  addRunCommand,
  addOpenCommand,
  addPredictCommand,
  addExplainCommand,
  addWhyCommand,
  addSchemaCommand,
])
  add(program);

void strict(program).parseAsync();
