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
  documents: z.array(z.enum(madeDocuments)).nullish(),
  serviceWorker: workerScript.nullish(),
});
export type PagePolicies = Readonly<z.infer<typeof pagePolicies>>;

export const queryOfPolicies = (policies: PagePolicies): string =>
  encodeURIComponent(JSON.stringify(policies));

/**
 * What `queryOfPolicies` made.
 * @throws BadRequest 400 where it made no such query
 */
export function policiesOfQuery(query: string): PagePolicies {
  let json: unknown;
  try {
    json = JSON.parse(decodeURIComponent(query));
  } catch {
    throw new BadRequest(400, 'query', query, 'is not the JSON of the policies of a page, percent-encoded');
  }
  const parsed = pagePolicies.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new BadRequest(400, ['query', ...path].join('.'), query, message);
}
