import { z } from 'zod';
import { schemas } from '../report/schemas';
import type { OutputName } from './schema';

export function printSchema(output: OutputName): void {
  process.stdout.write(`${JSON.stringify(z.toJSONSchema(schemas[output]), null, 2)}\n`);
}
