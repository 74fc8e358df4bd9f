import { Command } from 'commander';
import { version } from '../package.json';
import { addExplainCommand } from './cli/explain';
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
  .version(version);

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
