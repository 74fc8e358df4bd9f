import type { z } from 'zod';

/**
 * The fields of a schema for a type that is written by hand: each of them, whether optional or not. Against it,
 * `satisfies` refuses a schema that lacks a field of its type.
 */
export type ShapeOf<T> = { readonly [K in keyof T]-?: z.core.$ZodType<T[K]> };
