import type { z } from 'zod';

type Definition = z.core.$ZodTypes['_zod']['def'];

/** What a schema is about, without what is said of it besides: that it may be left out, is read-only or turned into something else. */
function innerOf(schema: z.core.$ZodType): Definition {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  // Of a preprocessed value, what comes of it is described.
  if (def.type === 'pipe')
    return innerOf((def.in as z.core.$ZodTypes)._zod.def.type === 'transform' ? def.out : def.in);
  const wraps = def.type === 'optional' || def.type === 'nullable' || def.type === 'readonly';
  return wraps ? innerOf(def.innerType) : def;
}

/** The names of the fields that an object at a place of a schema may have, such as `[0].page`; empty where there are none. */
export function fieldsAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const inner = innerOf(schema);
  if (inner.type === 'union') return inner.options.flatMap((option) => fieldsAt(option, path));
  const [first, ...rest] = path;
  if (inner.type === 'array') return first === undefined ? [] : fieldsAt(inner.element, rest);
  if (inner.type === 'record')
    return first === undefined ? namesIn(inner.keyType) : fieldsAt(inner.valueType, rest);
  if (inner.type !== 'object') return [];
  if (first === undefined) return Object.keys(inner.shape);
  const field = inner.shape[String(first)];
  return field === undefined ? [] : fieldsAt(field, rest);
}

function namesIn(keyType: z.core.$ZodType): readonly string[] {
  const inner = innerOf(keyType);
  return inner.type === 'enum' ? Object.values(inner.entries).map(String) : [];
}
