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
import { exitCodes } from './run';

const program = new Command('earshot')
  .description(
    'A cross-origin audio lab: see, predict and test which audio loads succeed across origins in real browsers.',
  )
  .version(version)
  .showHelpAfterError('(add --help for the options)')
  // 1 is kept for what browsers do otherwise than expected.
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : exitCodes.labFailed));

for (const add of [
  addStartCommand,
  addUpCommand,
  addListCommand,
  addRunCommand,
  addOpenCommand,
  addPredictCommand,
  addExplainCommand,
  addSchemaCommand,
])
  add(program);

void program.parseAsync();
