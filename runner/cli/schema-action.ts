import { z } from 'zod';
import { schemas, type OutputName } from '../report/schemas';

export function printSchema(output: OutputName): void {
  process.stdout.write(`${JSON.stringify(z.toJSONSchema(schemas[output]), null, 2)}\n`);
}
