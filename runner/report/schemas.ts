import { z } from 'zod';
import { cuts } from '../../model/advice/cut-message';
import type { EngineDifference } from '../../model/advice/explain-exchange';
import type { ScenarioExplanation } from '../../model/advice/explain-scenario';
import { exchange as seenExchange } from '../../model/evidence/exchange';
import { engineNames } from '../../model/evidence/engine';
import { headerLine } from '../../model/evidence/header-line';
import { measurement } from '../../model/evidence/measurement';
import { pageEvidence } from '../../model/evidence/page-evidence';
import { loaderNames } from '../../model/lab/loaders/loaders';
import { pageIds } from '../../model/lab/topology/pages';
import { relationNames } from '../../model/lab/topology/relations';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { userActivations } from '../../model/standards/user-activation';
import { addressSpaces } from '../../model/standards/ip-address-space';
import { localNetworkPermissions } from '../../model/standards/local-network-permission';
import { bodies } from '../../model/standards/body';
import { httpVersions } from '../../model/http/version';
import { madeDocuments, type ExchangeCase } from '../../model/standards/exchange-case';
import { workerScript } from '../../model/evidence/worker-script';
import { answerCondition } from '../../model/evidence/answer-condition';
import { fetchOptionFields } from '../../model/evidence/fetch-options';
import { outcomes } from '../../model/standards/outcome';
import { reasonCodes } from '../../model/standards/reason';
import type { ComparedExchange } from '../exchange/compare-expected';
import { adviceFields, fixFields, traceStep } from './advice-schema';
import type { ListedSuite } from './list-table';
import type { ListedLoader } from './loader-groups';
import { baselineFile } from '../check/gate/baseline';
import { checkConfig } from '../check/gate/check-config';
import { checkResult, checksResult } from './check-schema';
import { runChanges } from './compare-schema';
import { runResult } from './run-schema';

/** The fields of a type, whatever their schemas. */
type FieldsOf<T> = Record<keyof T, z.ZodType>;

const outcome = z.enum(outcomes);
const reason = z.enum(reasonCodes).nullable().describe('null if it is readable');
const differences = z
  .array(z.string())
  .readonly()
  .exactOptional()
  .describe('where it differs from what the file expects; absent if that expects nothing');

const suite = z.strictObject({
  number: z.int(),
  title: z.string(),
  cells: z.int(),
} satisfies FieldsOf<ListedSuite>);

const loader = z.strictObject({
  name: z.enum(loaderNames),
  group: z.string(),
  title: z.string(),
  predictable: z.boolean().describe('npx earshot predict takes it'),
  checkable: z.boolean().describe('npx earshot check takes it'),
} satisfies FieldsOf<ListedLoader>);

const scenario = z.strictObject({
  page: z.enum(pageIds),
  loader: z.enum(loaderNames),
  relation: z.enum(relationNames),
  policy: z.string(),
  id: z.string(),
  title: z.string(),
  kind: z.enum(['required', 'check']),
  claims: z.array(z.int()).describe('the numbers of the suites that it belongs to'),
  links: z.array(z.url()),
  expected: outcome,
  expectedReason: reason,
  stated: z.array(z.string()).describe('what suites say of it in so many words'),
} satisfies FieldsOf<Scenario>);

const fromPublicPage = z
  .literal('local-network')
  .describe('what comes of it if the page is at a public address, where nobody says where it is');

const predictedLoad = {
  outcome,
  reason,
  preflight: z.boolean().describe('a preflight is sent'),
  originHeader: z.string().nullable().describe('the Origin of the last request; null if it has none'),
  refererHeader: z.string().nullable().describe('the Referer of the last request; null if it has none'),
  secFetch: z
    .strictObject({ site: z.string(), mode: z.string(), dest: z.string() })
    .nullable()
    .describe('the Sec-Fetch-Site, -Mode and -Dest of the last request; null if it has none'),
  cookieHeader: z.string().nullable().describe('the Cookie of the last request; null if it has none'),
  visibleHeaders: z.array(z.string()).describe('names of the response headers that script sees'),
};

const isTaken = z.boolean().describe('the element takes it: it tries no other, whatever comes of it');
const predictedSources = z
  .array(
    z.strictObject({
      outcome,
      reason,
      isTaken,
      requests: z.array(z.string()).describe('method and URL of what servers are asked'),
    }),
  )
  .exactOptional()
  .describe('what comes of each <source> that is tried, in their order');

const predicted = { id: z.string(), ...predictedLoad };
const laterPredicted = {
  ...predictedLoad,
  sources: predictedSources,
  isAsked: z.boolean().describe('a server is asked; if not, what was kept is used, or nothing is sent'),
};

const quirkNames = z
  .array(z.strictObject({ id: z.string(), title: z.string() }))
  .readonly()
  .describe('where the engine does something else than the standards');

const addressSpace = z.enum(addressSpaces).nullish();

const responses = z.array(
  z.strictObject({
    for: z.string(),
    status: z.int(),
    headers: z.array(headerLine),
    informational: z.array(z.strictObject({ status: z.int(), headers: z.array(headerLine) })).nullish(),
    trailers: z.array(headerLine).nullish(),
    body: z.enum(bodies).nullish(),
    when: answerCondition.nullish(),
    addressSpace,
  }),
);

const exchangeCase = z.strictObject({
  id: z.string(),
  page: z.strictObject({
    origin: z.string(),
    csp: z.string().nullish(),
    cspMeta: z.array(z.string()).nullish(),
    cspReportOnly: z.string().nullish(),
    coep: z.string().nullish(),
    documentIsolationPolicy: z.string().nullish(),
    sandbox: z.union([z.boolean(), z.string()]).nullish(),
    referrerPolicy: z.string().nullish(),
    path: z.string().nullish(),
    documents: z.array(z.enum(madeDocuments)).nullish(),
    addressSpace,
    permissions: z.array(z.enum(localNetworkPermissions)).nullish(),
    userActivation: z.enum(userActivations).nullish(),
    allow: z.string().nullish(),
    permissionsPolicy: z.string().nullish(),
    serviceWorker: workerScript.nullish(),
  } satisfies FieldsOf<ExchangeCase['page']>),
  request: z.strictObject({
    url_origin: z.string(),
    path: z.string(),
    mode: z.enum(['cors', 'no-cors', 'same-origin']),
    credentials: z.enum(['omit', 'same-origin', 'include']),
    method: z.string(),
    headers: z.array(headerLine),
    destination: z.string(),
    crossorigin: z.enum(['anonymous', 'use-credentials']).nullish(),
    type: z.string().nullish(),
    muted: z.boolean().nullish(),
    volume: z.number().nullish(),
    ...fetchOptionFields,
  } satisfies FieldsOf<ExchangeCase['request']>),
  responses,
  http: z.enum(httpVersions).nullish(),
  nextSources: z
    .array(
      z.strictObject({ url_origin: z.string(), path: z.string(), type: z.string().nullish(), responses }),
    )
    .nullish(),
} satisfies FieldsOf<Omit<ExchangeCase, 'then'>>);

const labLoad = z.strictObject({
  page: z.enum(pageIds),
  loader: z.enum(loaderNames),
  relation: z.enum(relationNames),
  policy: z.looseObject({}).describe('a policy: what a CDN answers'),
});

const { labError, wire, part } = measurement.unwrap().shape;

const explained = z.strictObject({
  id: z.string(),
  title: z.string(),
  outcome,
  reason,
  part,
  library: z
    .strictObject({
      name: z.string(),
      option: z.string().nullable().describe('what the page tells it besides the URL'),
      tells: z.string().describe('what the page hears of a refusal from it'),
    })
    .nullable()
    .describe('the player library that loads it; null where the page does it itself'),
  wire: wire.unwrap().shape.predicted,
  trace: z.array(traceStep).describe('the steps of the standards that decide it'),
  quirks: z.array(z.strictObject({ engine: z.string(), title: z.string() })),
  ...adviceFields(labLoad),
} satisfies FieldsOf<ScenarioExplanation>);

const message = z.strictObject({
  url: z.string().nullable(),
  origin: z.string().nullable(),
  mismatch: z
    .string()
    .nullable()
    .describe('both strings of an origin that does not match, and how they differ; null without both'),
  wordings: z.array(z.strictObject({ engine: z.string(), says: z.string() })),
  reasons: z.array(
    z.strictObject({
      reason: z.enum(reasonCodes),
      says: z.string(),
      isNot: z.string(),
      link: z.url(),
      seeIt: z.array(z.string()).describe('commands that show it'),
      fix: z.array(z.string()),
    }),
  ),
  stopped: z
    .strictObject({ says: z.string(), isNot: z.string(), fix: z.string() })
    .nullable()
    .describe(
      'what stopped the load before a server could be at fault; null if the message names nothing such',
    ),
  tellsNothing: z.boolean().describe('what script sees tells nothing of the cause'),
  cut: z
    .enum(cuts)
    .nullable()
    .describe('of what the message is, where it was cut before the words that tell the cause; else null'),
});

const playedLoad = {
  id: z.string(),
  engine: z.enum(engineNames),
  browserVersion: z.string(),
  outcome: z.enum([...outcomes, 'inconclusive']),
  preflight: predicted.preflight,
  originHeader: predicted.originHeader,
  refererHeader: predicted.refererHeader,
  secFetch: predicted.secFetch,
  cookieHeader: predicted.cookieHeader,
  visibleHeaders: predicted.visibleHeaders,
  wire: z.strictObject({ servers: z.array(seenExchange), page: pageEvidence.nullable() }),
  sources: z
    .array(z.strictObject({ isAsked: z.boolean().describe('a server is asked for it'), isTaken }))
    .readonly()
    .exactOptional()
    .describe('what came of each <source>, in their order'),
  labError,
};

const played = z.strictObject({
  ...playedLoad,
  then: z
    .array(z.strictObject(playedLoad))
    .readonly()
    .exactOptional()
    .describe('what came of the loads after it'),
  differences,
} satisfies FieldsOf<ComparedExchange>);

const proof = z.strictObject({
  id: z.string(),
  engine: z.enum(engineNames),
  browserVersion: z.string(),
  url: z.string(),
  outcome: z.enum([...outcomes, 'inconclusive']),
  reason,
  proven: z.boolean(),
  labError,
  ...fixFields(labLoad),
});

const { interrupted, endedBy, leftOut, stats } = runResult.shape;

/** What commands write as JSON, and files that they read, by the name that `earshot schema` has for it. */
export const schemas = {
  run: runResult,
  'run-exchange': z.strictObject({
    interrupted,
    endedBy,
    measurements: z.array(played),
    stats: z.strictObject({ cells: z.int(), seconds: z.number() }),
  }),
  'run-prove-fixes': z.strictObject({
    interrupted,
    endedBy,
    proofs: z.array(proof),
    unfixable: z.array(z.strictObject({ id: z.string(), why: z.string(), says: z.string() })),
    leftOut,
    stats,
  }),
  compare: runChanges,
  list: z.array(suite),
  'list-scenarios': z.array(scenario),
  'list-loaders': z.array(loader),
  predict: z.strictObject({
    ...predicted,
    trace: z.array(traceStep),
    errorStatus: z
      .int()
      .nullable()
      .describe('the status of an answer that loads, and is an error; null if it is none, or nothing loads'),
    unknownHeaders: z
      .array(z.string())
      .readonly()
      .describe('headers of answers that look like those of CORS, and that no browser knows'),
    fromPublicPage: fromPublicPage.nullable(),
    upgradedTo: z
      .string()
      .nullable()
      .describe(
        'what a page over https asks for instead of an http URL: the prediction holds if TLS is spoken there',
      ),
    mismatch: z
      .string()
      .nullable()
      .describe('both strings of an Access-Control-Allow-Origin that names another'),
    differs: z
      .strictObject({ outcome, reason, quirks: quirkNames } satisfies FieldsOf<EngineDifference>)
      .nullable()
      .describe(
        'what the standards say, where the engine of --engine does something else; null if it does the same',
      ),
    ...adviceFields(exchangeCase),
  }),
  'predict-exchange': z.array(
    z.strictObject({
      ...predicted,
      sources: predictedSources,
      quirks: quirkNames.exactOptional(),
      then: z
        .array(z.strictObject({ ...laterPredicted, quirks: quirkNames.exactOptional() }))
        .exactOptional()
        .describe('what comes of the loads after it'),
      fromPublicPage: fromPublicPage.optional(),
      differences,
    }),
  ),
  check: checkResult,
  'check-from': checksResult,
  'check-baseline': baselineFile,
  'check-config': checkConfig,
  explain: explained,
  why: message,
} as const;

export type OutputName = keyof typeof schemas;
