import { Argument, type Command } from 'commander';
import type { OutputName } from '../report/schemas';
import { oneOf } from './choice';
import { helpAfter } from './help-after';
import { runCommand } from './run-command';

/** What writes each: the compiler asks for all that there are. */
const writtenBy: Readonly<Record<OutputName, string>> = {
  run: 'run --json, open --json',
  'run-exchange': 'run --exchange --json',
  'run-prove-fixes': 'run --prove-fixes --json',
  compare: 'compare --json',
  list: 'list --json',
  'list-scenarios': 'list --all --json, list --only … --json, list --loader … --json',
  'list-loaders': 'list --loaders --json',
  predict: 'predict --json',
  'predict-exchange': 'predict --exchange --json',
  check: 'check URL --json',
  'check-from': 'check --from --json',
  'check-baseline': 'check --write-baseline',
  'check-config': 'read by check --from: earshot.config.{ts,mjs,json}',
  explain: 'explain --json',
  why: 'why --json',
};
const names = Object.keys(writtenBy) as OutputName[];

export function addSchemaCommand(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of what a command writes as JSON, or reads')
    .addArgument(
      new Argument('[output]', `one of ${names.join(', ')}`).argParser(oneOf(names)).default('run'),
    )
    .addHelpText(
      'after',
      `\nOutputs:\n${names.map((name) => `  ${name.padEnd(18)}${writtenBy[name]}`).join('\n')}`,
    )
    .addHelpText(
      'after',
      helpAfter(
        ['npx earshot schema', 'npx earshot schema predict'],
        '0 printed; 2 there is no such output.',
      ),
    )
    .action((output: OutputName) => {
      const { printSchema } = require('./schema-action') as typeof import('./schema-action');
      return runCommand(() => {
        printSchema(output);
        return Promise.resolve(0);
      });
    });
}
