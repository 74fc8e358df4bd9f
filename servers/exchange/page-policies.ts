import { z } from 'zod';
import { workerScript } from '../../model/evidence/worker-script';
import { policyText } from '../../model/http/header-text';
import { madeDocuments } from '../../model/standards/exchange-case';
import { BadRequest } from '../http/errors';

const headerValue = z.string().regex(policyText.pattern, policyText.words).nullish();

/** The policies of a page that loads an exchange, the documents that it makes for that, and what controls it. */
const pagePolicies = z.object({
  csp: headerValue,
  cspMeta: z.array(z.string()).nullish(),
  cspReportOnly: headerValue,
  coep: headerValue,
  documentIsolationPolicy: headerValue,
  referrerPolicy: headerValue,
  permissionsPolicy: headerValue,
  documents: z.array(z.enum(madeDocuments)).nullish(),
  serviceWorker: workerScript.nullish(),
});
export type PagePolicies = Readonly<z.infer<typeof pagePolicies>>;

export const queryOfPolicies = (policies: PagePolicies): string =>
  encodeURIComponent(JSON.stringify(policies));

/** @throws BadRequest 400 where it is no JSON of such a value, percent-encoded */
function read<T>(query: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(decodeURIComponent(query));
  } catch {
    throw new BadRequest(400, 'query', query, 'is not the JSON of a page, percent-encoded');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new BadRequest(400, ['query', ...path].join('.'), query, message);
}

/**
 * What `queryOfPolicies` made.
 * @throws BadRequest 400 where it made no such query
 */
export const policiesOfQuery = (query: string): PagePolicies => read(query, pagePolicies);

/** A page in a frame of another one. */
const framed = z.object({ url: z.url(), allow: z.string().nullish() });
export type Framed = Readonly<z.infer<typeof framed>>;

export const queryOfFramed = (page: Framed): string => encodeURIComponent(JSON.stringify(page));

/**
 * What `queryOfFramed` made.
 * @throws BadRequest 400 where it made no such query
 */
export const framedOfQuery = (query: string): Framed => read(query, framed);
