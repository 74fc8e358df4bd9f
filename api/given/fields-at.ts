import type { core } from 'zod/mini';

/** What a schema is about, without what is said of it besides: that it is optional, read-only or turned into something else. */
function innerOf(schema: core.$ZodType): core.$ZodTypes['_zod']['def'] {
  const { def } = (schema as core.$ZodTypes)._zod;
  if (def.type === 'pipe') return innerOf(def.in);
  return def.type === 'optional' || def.type === 'readonly' ? innerOf(def.innerType) : def;
}

/** The names of the fields that an object at a place of a schema may have; empty where there are none. */
export function fieldsAt(schema: core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const inner = innerOf(schema);
  if (inner.type === 'union') return inner.options.flatMap((option) => fieldsAt(option, path));
  const [first, ...rest] = path;
  if (inner.type === 'array') return fieldsAt(inner.element, rest);
  if (inner.type !== 'object') return [];
  if (first === undefined) return Object.keys(inner.shape);
  const field = inner.shape[String(first)];
  return field === undefined ? [] : fieldsAt(field, rest);
}
