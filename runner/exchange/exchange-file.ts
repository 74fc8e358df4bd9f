import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { UsageError } from '../select-scenarios';

const serializedOrigin = z
  .string()
  .regex(
    /^https?:\/\/[a-z0-9.-]+\.(test|localhost)(:\d{1,5})?$/i,
    'want http or https and a host under .test or .localhost',
  );
const headerLine = z.tuple([z.string(), z.string()]);
const headers = z.union([
  z.array(headerLine),
  z.record(z.string(), z.string()).transform((record) => Object.entries(record)),
]);

const exchange = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  page: z.object({
    origin: z.union([serializedOrigin, z.literal('null')]),
    csp: z.string().nullish(),
    coep: z.string().nullish(),
    sandbox: z.union([z.boolean(), z.string()]).nullish(),
  }),
  request: z.object({
    url_origin: serializedOrigin,
    path: z.string().regex(/^\//, 'want a path that begins with /').default('/'),
    mode: z.enum(['cors', 'no-cors', 'same-origin']).default('cors'),
    credentials: z.enum(['omit', 'same-origin', 'include']).default('same-origin'),
    method: z.string().default('GET'),
    headers: headers.default([]),
    destination: z.string().default(''),
    crossorigin: z.enum(['anonymous', 'use-credentials']).nullish(),
  }),
  responses: z.array(
    z.object({
      for: z
        .string()
        .regex(
          /^(preflight(-\d+)?|redirect-\d+|actual)$/,
          'want preflight, preflight-N, redirect-N or actual',
        ),
      status: z.int().min(200).max(599),
      headers: headers.default([]),
    }),
  ),
});

/** A load and what the servers answer to it, as an exchange file has it. */
export type ExchangeCase = z.output<typeof exchange>;

const describePath = (path: readonly PropertyKey[]): string =>
  path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');

const valueAt = (json: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], json);

/**
 * Parses the text of an exchange file: a JSON array of cases.
 * @throws UsageError that names the place, the value seen and what is wanted
 */
export function parseExchangeFile(content: string, name: string): ExchangeCase[] {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw new UsageError(
      `Failed to read ${name}: ${error instanceof Error ? error.message : 'it is no JSON'}`,
    );
  }
  const parsed = z.array(exchange).safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  const value = JSON.stringify(valueAt(json, path)) as string | undefined;
  throw new UsageError(
    `Failed to read ${name}: at ${describePath(path) || 'its root'}, ${value ?? 'nothing'}: ${message}`,
  );
}

/**
 * Reads an exchange file; `-` is standard input.
 * @throws UsageError where it cannot be read, or is not one
 */
export async function readExchangeFile(file: string): Promise<ExchangeCase[]> {
  if (file === '-') return parseExchangeFile(await text(process.stdin), 'standard input');
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`Failed to read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  });
  return parseExchangeFile(content, file);
}
