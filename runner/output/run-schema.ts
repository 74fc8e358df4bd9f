import { z } from 'zod';
import { reasons, type Reason } from '../../model/explain/reasons';
import { loaderNames } from '../../model/loaders';
import { outcomes, verdicts } from '../../model/measurement';
import { pageIds } from '../../model/pages';
import { relationNames } from '../../model/relations';
import { streamParts } from '../../model/stream';
import { schemes, serverNames } from '../../model/topology';
import { engines } from '../browsers/session';
import type { RunResult } from '../run';

const headerLine = z.tuple([z.string(), z.string()]).readonly();
const reason = z.enum(Object.keys(reasons) as Reason[]);

const exchange = z.strictObject({
  token: z.string(),
  server: z.enum(serverNames),
  at: z.number().describe('milliseconds of a steady clock that all servers share'),
  scheme: z.enum(schemes),
  method: z.string(),
  host: z.string(),
  path: z.string(),
  requestHeaders: z.record(z.string(), z.string()),
  status: z.int().nullable().describe('null: the connection ended before an answer'),
  responseHeaders: z.array(headerLine).readonly(),
  complete: z.boolean(),
  broken: z
    .literal(true)
    .exactOptional()
    .describe('its connection ended, and the same request came again on another'),
});

const predictedExchange = z.strictObject({
  method: z.string(),
  scheme: z.string(),
  host: z.string(),
  origin: z.string().nullable().describe('null: no Origin is sent'),
  session: z.boolean().describe('the session cookie goes with it'),
  status: z.int().nullable().describe('null: the connection ends without an answer'),
});

/** What a page says that it saw of one load. */
export const pageEvidence = z.strictObject({
  token: z.string(),
  accepted: z.boolean(),
  metadata: z.boolean(),
  advances: z.boolean(),
  tone: z.number().nullable().describe('Hz; 0 where only zeros came; null where no samples were looked at'),
  response: z
    .strictObject({
      type: z.string(),
      status: z.int(),
      redirected: z.boolean(),
      headers: z.array(headerLine).readonly(),
      bytes: z.int().nullable(),
    })
    .exactOptional(),
  error: z.strictObject({ name: z.string(), message: z.string() }).exactOptional(),
  suspended: z.literal(true).exactOptional(),
  timedOut: z.string().exactOptional(),
  milliseconds: z.number(),
});

const measurement = z.strictObject({
  id: z.string(),
  page: z.enum(pageIds),
  loader: z.enum(loaderNames),
  relation: z.enum(relationNames),
  policy: z.string(),
  title: z.string(),
  kind: z.enum(['required', 'check']),
  claims: z.array(z.int()).readonly(),
  links: z.array(z.url()).readonly(),
  engine: z.string(),
  browserVersion: z.string(),
  url: z.string(),
  outcome: z.enum([...outcomes, 'inconclusive']),
  reason: reason.nullable(),
  part: z
    .enum(streamParts)
    .nullable()
    .describe('of an HLS stream, the part that keeps it from being readable'),
  expected: z.enum(outcomes),
  expectedReason: reason.nullable(),
  differences: z.array(z.string()).readonly(),
  browserSays: z
    .array(z.strictObject({ code: z.string(), words: z.string().nullable() }))
    .readonly()
    .nullable()
    .describe('what the browser itself says of its failed requests; null: it cannot be asked'),
  verdict: z.enum(verdicts),
  quirk: z.string().nullable(),
  contrast: z.string().nullable(),
  ladder: z.strictObject({
    sent: z.boolean(),
    accepted: z.boolean(),
    metadata: z.boolean(),
    advances: z.boolean(),
    tone: z.boolean(),
  }),
  wire: z.strictObject({
    servers: z.array(exchange).readonly(),
    page: pageEvidence.nullable(),
    predicted: z.array(predictedExchange).readonly(),
  }),
  askedAgain: z
    .literal(true)
    .exactOptional()
    .describe('the cell had been measured before: the lab had failed, or a surprise had to come again'),
  labError: z
    .strictObject({
      code: z.enum([
        'server-unreachable',
        'control-failed',
        'probe-timeout',
        'page-failed',
        'ledger-lost',
        'connection-broken',
        'not-repeated',
        'wrong-tone',
        'no-tone',
        'browser-network',
      ]),
      message: z.string(),
      server: z.enum(serverNames).exactOptional(),
    })
    .exactOptional(),
});

const browser = z.strictObject({
  engine: z.enum(engines),
  version: z.string(),
  build: z.string(),
  profile: z
    .strictObject({
      driver: z.string(),
      differs: z.array(z.string()).readonly().describe('where it differs from what people browse with'),
    })
    .describe('the conditions under which the verdicts hold'),
});

/** What `run --json` writes. */
export const runResult: z.ZodType<RunResult> = z.strictObject({
  interrupted: z
    .literal(true)
    .exactOptional()
    .describe('the run was interrupted, and these are the measurements that it had'),
  endedBy: z
    .string()
    .exactOptional()
    .describe('why the run ended early: a browser that did not start after others had been measured'),
  measurements: z.array(measurement).readonly(),
  leftOut: z
    .array(z.strictObject({ id: z.string(), engine: z.enum(engines), why: z.string() }))
    .readonly()
    .describe('scenarios that a browser could not be asked'),
  stats: z.strictObject({
    cells: z.int(),
    seconds: z.number(),
    cellsPerSecond: z.number(),
    verdicts: z.record(z.enum(verdicts), z.int()),
    browsers: z.array(browser).readonly(),
  }),
});

/** Its JSON Schema. */
export const runSchema = (): object => z.toJSONSchema(runResult);
