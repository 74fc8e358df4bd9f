import { z } from 'zod';

/** What a schema is about, without what is said of it besides: that it is optional, read-only or turned into something else. */
function innerOf(schema: unknown): unknown {
  if (schema instanceof z.ZodPipe) return innerOf(schema.in);
  const wraps =
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodReadonly;
  return wraps ? innerOf(schema.unwrap()) : schema;
}

/** The names of the fields that an object at a place of a schema may have; empty where there are none. */
export function fieldsAt(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  const inner = innerOf(schema);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => fieldsAt(option, path));
  const [first, ...rest] = path;
  if (inner instanceof z.ZodArray) return fieldsAt(inner.element, rest);
  if (!(inner instanceof z.ZodObject)) return [];
  return first === undefined ? Object.keys(inner.shape) : fieldsAt(inner.shape[String(first)], rest);
}
