import { runSchema } from '../report/run-schema';

export function printSchema(): void {
  process.stdout.write(`${JSON.stringify(runSchema(), null, 2)}\n`);
}
