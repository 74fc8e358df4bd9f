import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { ExchangeCase } from '../../model/oracle/exchange-case';
import { isHttp, parseUrl } from '../../model/oracle/url';
import type { HeaderLine } from '../../model/policies/policy';
import { UsageError } from '../select-scenarios';

const headerValue = z
  .string()
  .regex(/^[^\r\n\0]*$/, 'holds a line break or NUL, which no header line can')
  .regex(/^[\0-\xff]*$/, 'holds a character above U+00FF; want one character for each byte');
type Lines = z.ZodType<HeaderLine[], [string, string][]>;
const answerLines: Lines = z.array(
  z.tuple([z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/, 'is no header name'), headerValue]),
);
/** fetch() is to refuse them, not this file. */
const requestLines: Lines = z.array(z.tuple([z.string(), z.string()]));

/** Whatever JSON may hold for an optional field that is not given. */
const orDefault = <T extends z.ZodType>(schema: T, fallback: z.input<T>) =>
  z.preprocess((value) => value ?? fallback, schema);

/** Pairs; or an object of them, in which a list gives a line to each of its values. */
const pairsOf = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
    (Array.isArray(one) ? one : [one]).map((each: unknown) => [name, each]),
  );
};
const headersOf = (lines: Lines) => z.preprocess((value) => pairsOf(value ?? []), lines);

/** One header, or the values of several. */
const joined = z.union([z.string(), z.array(z.string()).transform((values) => values.join(', '))]).nullish();
const sandbox = z.union([z.boolean(), z.string(), z.array(z.string()).transform((flags) => flags.join(' '))]);

const request = z
  .object({
    url_origin: z.string(),
    path: orDefault(z.string(), '/'),
    mode: z.enum(['cors', 'no-cors', 'same-origin']).nullish(),
    credentials: orDefault(z.enum(['omit', 'same-origin', 'include']), 'same-origin'),
    method: orDefault(z.string(), 'GET'),
    headers: headersOf(requestLines),
    destination: orDefault(z.string(), ''),
    // As the attribute: whatever it says beside use-credentials is anonymous.
    crossorigin: z
      .string()
      .transform((value) => (/^use-credentials$/i.test(value) ? 'use-credentials' : 'anonymous'))
      .nullish(),
  })
  .transform(({ crossorigin: said, mode: saidMode, ...rest }): ExchangeCase['request'] => {
    // An element that is said to be in mode cors, and not of which kind, has the attribute that its credentials come from.
    const implied = rest.credentials === 'include' ? 'use-credentials' : 'anonymous';
    const unsaid = rest.destination === 'audio' && saidMode === 'cors' ? implied : null;
    const crossorigin = said === undefined ? unsaid : said;
    const mode = saidMode ?? (rest.destination === 'audio' && crossorigin === null ? 'no-cors' : 'cors');
    return { ...rest, mode, crossorigin };
  });

const answer = z.object({
  for: z
    .string()
    .regex(/^(preflight(-\d+)?|redirect-\d+|actual)$/, 'want preflight, preflight-N, redirect-N or actual')
    // The first preflight has no number.
    .transform((name) => (name === 'preflight-1' ? 'preflight' : name)),
  status: z.int().min(200).max(999),
  headers: headersOf(answerLines),
});

const isPageOrigin = (origin: string): boolean => origin === 'null' || parseUrl(origin) !== null;

const exchange = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  page: z.object({
    origin: z
      .string()
      .nullable()
      .transform((origin) => origin ?? 'null')
      .refine(isPageOrigin, 'want an origin such as https://app.example, or null'),
    csp: joined,
    coep: joined,
    sandbox: sandbox.nullish(),
  }),
  request,
  responses: orDefault(z.array(answer), []),
}) satisfies z.ZodType<ExchangeCase>;

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

const isReal = (origin: string): boolean => {
  const url = parseUrl(origin);
  return url !== null && isHttp(url) && /\.(test|localhost)$/.test(url.host) && url.path === '/';
};

/**
 * Checks that a real browser can be given these cases: on origins that lead to this machine.
 * @throws UsageError that names the case and the origin
 */
export function checkPlayable(cases: readonly ExchangeCase[]): void {
  for (const { id, page, request: asked } of cases) {
    const opaque = page.origin === 'null';
    const unreal = [opaque ? [] : page.origin, asked.url_origin].flat().find((origin) => !isReal(origin));
    if (unreal !== undefined) {
      throw new UsageError(
        `Failed to play case ${id}: its origin ${JSON.stringify(unreal)} is not http or https with a host under .test or .localhost`,
      );
    }
  }
}
