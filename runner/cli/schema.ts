import type { Command } from 'commander';

export function addSchemaCommand(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of what "run --json" writes')
    .action(() => (require('./schema-action') as typeof import('./schema-action')).printSchema());
}
