import { z } from 'zod';
import { loaderNames } from '../lab/loaders/loaders';
import type { PredictedExchange } from '../lab/predict/predicted-exchange';
import { pageIds } from '../lab/topology/pages';
import { relationNames } from '../lab/topology/relations';
import { streamParts } from '../lab/topology/stream';
import { serverNames } from '../lab/topology/topology';
import { outcomes } from '../standards/outcome';
import { reasonCodes } from '../standards/reason';
import { engineNames } from './engine';
import { exchange } from './exchange';
import { pageEvidence } from './page-evidence';
import type { ShapeOf } from './shape-of';
import { verdicts } from './verdict';

const reason = z.enum(reasonCodes);

const browserSays = z
  .strictObject({
    code: z
      .string()
      .describe(
        'the name that the browser has for it: in Chromium one of the DevTools protocol, in Firefox that of the console message',
      ),
    words: z
      .string()
      .nullable()
      .describe('the message, or the value that it complains of; null if there is none'),
  })
  .readonly();
/** What a browser says of a failed request in its own tools, where neither page nor server can see it. */
export type BrowserSays = z.infer<typeof browserSays>;

const ladder = z
  .strictObject({
    sent: z.boolean(),
    accepted: z.boolean(),
    metadata: z.boolean(),
    advances: z.boolean(),
    tone: z.boolean().describe('the tone of the right server is in the samples'),
  })
  .readonly();
/** How far a load came, rung by rung. */
export type Ladder = z.infer<typeof ladder>;

const labError = z
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
      'not-playable',
    ]),
    message: z.string(),
    server: z.enum(serverNames).exactOptional().describe('the server that failed'),
  })
  .readonly();
/** The lab itself failed: never a finding about CORS. */
export type LabError = z.infer<typeof labError>;

const predictedExchange = z
  .strictObject({
    method: z.string(),
    scheme: z.string(),
    host: z.string().describe("with its port, unless it is the scheme's default"),
    origin: z.string().nullable().describe('null: no Origin is sent'),
    session: z.boolean().describe('the session cookie goes with it'),
    status: z.int().nullable().describe('null: the connection ends without an answer'),
  } satisfies ShapeOf<PredictedExchange>)
  .readonly();

/** What a browser did in one scenario. */
export const measurement = z
  .strictObject({
    id: z.string().describe('page, loader, relation and policy joined by /'),
    page: z.enum(pageIds),
    loader: z.enum(loaderNames),
    relation: z.enum(relationNames),
    policy: z.string(),
    title: z.string(),
    kind: z.enum(['required', 'check']).describe('required: the standard decides; check: engines may differ'),
    claims: z.array(z.int()).readonly(),
    links: z.array(z.url()).readonly(),
    engine: z.enum(engineNames),
    browserVersion: z.string(),
    url: z.string(),
    outcome: z.enum([...outcomes, 'inconclusive']),
    reason: reason.nullable(),
    part: z
      .enum(streamParts)
      .nullable()
      .describe(
        'of a stream, the part that keeps it from being readable; null if it is readable, or no stream',
      ),
    expected: z.enum(outcomes),
    expectedReason: reason.nullable(),
    differences: z
      .array(z.string())
      .readonly()
      .describe(
        'how the wire differs from what the oracle says, and the reason from what the browser says, in words',
      ),
    browserSays: z
      .array(browserSays)
      .readonly()
      .nullable()
      .describe(
        'what the browser itself says of its failed requests: empty if it says nothing, null if it cannot be asked',
      ),
    verdict: z.enum(verdicts),
    quirk: z.string().nullable().describe('the id of the recorded difference that this engine has here'),
    contrast: z
      .string()
      .nullable()
      .describe('a scenario that differs in one field and loads; null if this one loads itself'),
    ladder,
    wire: z
      .strictObject({
        servers: z.array(exchange).readonly().describe('as the servers saw it, in order of time'),
        page: pageEvidence.nullable().describe('as the page saw it'),
        predicted: z
          .array(predictedExchange)
          .readonly()
          .describe('as the oracle says it should be, by how this engine keeps answers'),
      })
      .readonly(),
    askedAgain: z
      .literal(true)
      .exactOptional()
      .describe('the cell had been measured before: the lab had failed, or a surprise had to come again'),
    labError: labError.exactOptional(),
  })
  .readonly();
export type Measurement = z.infer<typeof measurement>;
