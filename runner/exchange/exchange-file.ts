import { z } from 'zod';
import type { ShapeOf } from '../../model/evidence/shape-of';
import type { ExchangeCase, NamedAnswer } from '../../model/standards/exchange-case';
import { isHttp, parseUrl } from '../../model/http/url';
import type { HeaderLine } from '../../model/http/headers';
import { shown, shownValue } from '../../model/http/shown-text';
import { firstLineOf } from '../common/lab-failure';
import { UsageError } from '../common/usage-error';
import { readText } from './read-text';

/** NUL may be in it: servers send it, and browsers refuse the answer. */
const headerValue = z
  .string()
  .regex(/^[^\r\n]*$/, 'holds a line break, which no header line can')
  .regex(/^[\0-\xff]*$/, 'holds a character above U+00FF; want one character for each byte');
const headerName = z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/, 'is no header name');
/** A header line that a server sends. */
export const answerLine = z.tuple([headerName, headerValue]);
type Lines = z.ZodType<HeaderLine[], [string, string][]>;
const answerLines: Lines = z.array(answerLine);
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

/** A policy of the page: one header, or the values of several. The page itself must come, so no browser may refuse it. */
export const policyValue = z
  .string()
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'holds a character that the header of a page cannot have');
const joined = z.preprocess(
  (value) =>
    Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.join(', ') : value,
  policyValue.nullish(),
);
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
  } satisfies Record<keyof ExchangeCase['request'], z.ZodType>)
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
  status: z
    .int()
    .refine(
      (status) => status === 0 || (status >= 200 && status <= 999),
      'want 200 to 999, or 0 for a server that hangs up',
    ),
  headers: headersOf(answerLines),
} satisfies ShapeOf<NamedAnswer>);

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
  } satisfies ShapeOf<ExchangeCase['page']>),
  request,
  responses: orDefault(z.array(answer), []),
} satisfies ShapeOf<ExchangeCase>);

const describePath = (path: readonly PropertyKey[]): string =>
  path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');

const valueAt = (json: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], json);

/** @throws UsageError where two cases have one id */
function checkIds(cases: readonly ExchangeCase[], name: string): void {
  const places = new Map<string, number>();
  cases.forEach(({ id }, place) => {
    const first = places.get(id);
    if (first !== undefined)
      throw new UsageError(
        `Failed to read ${name}: at [${place}].id, ${shownValue(id)}: [${first}] has this id too. Give each case an id of its own`,
      );
    places.set(id, place);
  });
}

/**
 * Parses the text of an exchange file: a JSON array of cases. `name` is the file's, safe to show.
 * @throws UsageError that names the place, the value seen and what is wanted
 */
export function parseExchangeFile(content: string, name: string): ExchangeCase[] {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw new UsageError(`Failed to read ${name}: it is no JSON: ${shown(firstLineOf(error))}`);
  }
  const parsed = z.array(exchange).safeParse(json);
  if (parsed.success) {
    checkIds(parsed.data, name);
    return parsed.data;
  }
  const { path, message } = parsed.error.issues[0]!;
  const value = shownValue(valueAt(json, path));
  throw new UsageError(
    `Failed to read ${name}: at ${shown(describePath(path)) || 'its root'}, ${value}: ${shown(message)}`,
  );
}

/**
 * Reads an exchange file; `-` is standard input.
 * @throws UsageError where it cannot be read, or is not one
 */
export async function readExchangeFile(file: string): Promise<ExchangeCase[]> {
  return parseExchangeFile(await readText(file), file === '-' ? 'standard input' : shown(file));
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
        `Failed to play case ${shown(id)}: its origin ${shownValue(unreal)} is not http or https with a host under .test or .localhost`,
      );
    }
  }
}
