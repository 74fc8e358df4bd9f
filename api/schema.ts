// The door `earshot/schema`.
import { z } from 'zod';
import { schemas, type OutputName } from '../runner/report/schemas';

/** What commands write as JSON, and files that they read: the names that {@link jsonSchema} takes. */
export const schemaNames: readonly string[] = Object.keys(schemas);

const isName = (name: string): name is OutputName => Object.hasOwn(schemas, name);

/**
 * The JSON Schema of what a command writes as JSON, or of a file that it reads: draft 2020-12.
 * @param name one of {@link schemaNames}, such as `check`
 * @throws RangeError where there is no such name
 */
export function jsonSchema(name: string): Record<string, unknown> {
  if (!isName(name)) throw new RangeError(`Failed to find a schema: want one of ${schemaNames.join(', ')}`);
  return { ...z.toJSONSchema(schemas[name]) };
}
