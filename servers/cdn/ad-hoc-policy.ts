import { z } from 'zod';
import { isPolicyName, policyNames, policyOf } from '../../model/lab/policies';
import type { ShapeOf } from '../../model/evidence/shape-of';
import type { CorsPackage, Fault, Place, Policy, Redirect, Session } from '../../model/lab/policies/policy';
import { maxSegment } from '../../model/lab/policies/policy-segment';
import { maxLines, whyNoName, whyNoValue, whyNotSent } from '../../model/lab/policies/refuse-header';
import { serverNames } from '../../model/lab/topology/topology';
import { BadRequest } from '../http/errors';

export { policySegment } from '../../model/lab/policies/policy-segment';

const checked = (whyNot: (text: string) => string | undefined) =>
  z.string().superRefine((text, context) => {
    const message = whyNot(text);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
const fieldName = checked(whyNoName);
const fieldValue = checked(whyNoValue);
const sentName = (allowed = '') =>
  checked((name) => whyNoName(name) ?? (name.toLowerCase() === allowed ? undefined : whyNotSent(name)));
const linesOf = (name: z.ZodType<string>) => z.array(z.tuple([name, fieldValue])).max(maxLines);
const headerLines = linesOf(sentName());
/** A browser follows no redirect of a preflight. */
const preflightLines = linesOf(sentName('location'));
const milliseconds = z.int().min(0).max(10_000);
const status = z.int().min(200).max(599);

/** Another place of the lab, and the policy there. */
const place = () =>
  ({
    to: z.enum([...serverNames, 'same-server']),
    // The second is where a fault of a policy is looked for.
    policy: z.union([z.enum(policyNames), policySchema], 'is neither a named policy nor a policy'),
  }) satisfies ShapeOf<Place>;

/** The one kind of fault of which it holds the fields. */
type FaultOf<K extends Fault['kind']> = Extract<Fault, { readonly kind: K }>;

const policySchema: z.ZodType<Policy> = z.strictObject({
  title: z.string().max(200).default('an ad-hoc policy'),
  cors: z
    .strictObject({
      origin: z.enum(['*', 'allowlist', 'any']),
      credentials: z.boolean().exactOptional(),
      allowedHeaders: z.array(fieldName).max(32).exactOptional(),
      exposedHeaders: z.array(fieldName).max(32).exactOptional(),
      maxAge: z.int().min(0).max(86_400).exactOptional(),
    } satisfies ShapeOf<CorsPackage>)
    .exactOptional(),
  headers: headerLines.exactOptional(),
  headersWithOrigin: headerLines.exactOptional(),
  preflight: z
    .strictObject({ status, headers: preflightLines.exactOptional() } satisfies ShapeOf<
      NonNullable<Policy['preflight']>
    >)
    .exactOptional(),
  get redirect() {
    return z
      .strictObject({ status: z.literal([301, 302, 303, 307, 308]), ...place() } satisfies ShapeOf<Redirect>)
      .exactOptional();
  },
  get hls() {
    const named = z.strictObject(place()).exactOptional();
    return z
      .strictObject({ key: named, segment: named } satisfies ShapeOf<NonNullable<Policy['hls']>>)
      .exactOptional();
  },
  session: z
    .strictObject({
      sameSite: z.enum(['Strict', 'Lax', 'None']).nullable(),
      secure: z.boolean().exactOptional(),
      partitioned: z.boolean().exactOptional(),
      loggedIn: z.boolean(),
    } satisfies ShapeOf<Session>)
    .exactOptional(),
  authorization: z.literal(true).exactOptional(),
  status: status.exactOptional(),
  contentType: fieldValue.nullable().exactOptional(),
  body: z.enum(['html', 'noise', 'midi', 'empty']).exactOptional(),
  length: z.literal('unsaid').exactOptional(),
  head: z.literal('refused').exactOptional(),
  range: z.enum(['ignored', 'refused']).exactOptional(),
  validators: z.literal('weak').exactOptional(),
  parts: z
    .strictObject({ rest: z.enum(['here', 'other-host']) } satisfies ShapeOf<NonNullable<Policy['parts']>>)
    .exactOptional(),
  fault: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('delay'), ms: milliseconds } satisfies ShapeOf<FaultOf<'delay'>>),
      z.strictObject({
        kind: z.literal('reset'),
        after: z.enum(['request', 'half', 'preflight']),
      } satisfies ShapeOf<FaultOf<'reset'>>),
      z.strictObject({ kind: z.literal('truncate') } satisfies ShapeOf<FaultOf<'truncate'>>),
      z.strictObject({
        kind: z.literal('trickle'),
        pieces: z.int().min(1).max(100),
        ms: z.int().min(0).max(1_000),
      } satisfies ShapeOf<FaultOf<'trickle'>>),
    ])
    .exactOptional(),
  file: z.enum(['tone.wav', 'tone.ogg', 'tone.flac']).exactOptional(),
} satisfies ShapeOf<Policy>);

const describePath = (path: PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`),
    'policy',
  );

type Issue = z.core.$ZodIssue;

/** The path and the words of the innermost fault: inside a union that of the policy, and of unknown fields the first. */
function innermost(issue: Issue, at: PropertyKey[] = []): { path: PropertyKey[]; message: string } {
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return { path: [...path, issue.keys[0]!], message: 'is not known here' };
  const inside = issue.code === 'invalid_union' ? issue.errors[1]?.[0] : undefined;
  const goesDeeper = inside && (inside.path.length > 0 || inside.code === 'unrecognized_keys');
  return goesDeeper ? innermost(inside, path) : { path, message: issue.message };
}

function parseAdHoc(segment: string): Policy {
  if (segment.length > maxSegment) {
    throw new BadRequest(414, 'policy', segment, `an ad-hoc policy may have ${maxSegment} characters`);
  }
  let json: unknown;
  try {
    if (!/^[\w-]+$/.test(segment)) throw new Error('a character that base64url does not have');
    json = JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
  } catch {
    throw new BadRequest(400, 'policy', segment, 'is not the base64url of a JSON text');
  }
  const parsed = policySchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = innermost(parsed.error.issues[0]!);
  const value = path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    json,
  );
  throw new BadRequest(400, describePath(path), value, message);
}

/**
 * The policy that a path segment asks for.
 * @throws BadRequest 404 for an unknown name, 400 or 414 for a broken ad-hoc policy
 */
export function policyFromSegment(segment: string): Policy {
  if (segment.startsWith('~')) return parseAdHoc(segment.slice(1));
  if (isPolicyName(segment)) return policyOf(segment);
  throw new BadRequest(404, 'policy', segment, `is not a named policy; there are ${policyNames.join(', ')}`);
}
