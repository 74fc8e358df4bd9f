import type { Command } from 'commander';
import { runSchema } from '../report/run-schema';

export function addSchemaCommand(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of what "run --json" writes')
    .action(() => void process.stdout.write(`${JSON.stringify(runSchema(), null, 2)}\n`));
}
