import { z } from 'zod';
import { recipes, type ServerName } from '../../model/advice/recipes';
import type { Block } from '../../model/advice/recipes/recipe';
import { holes } from '../../model/check/holes-of';
import { roots } from '../../model/check/root';
import type { ConfigDiff, WrittenRecipe } from '../check/recipe-for';
import { engineNames } from '../../model/evidence/engine';
import { headerLine } from '../../model/evidence/header-line';
import type { ShapeOf } from '../../model/evidence/shape-of';
import type { Library } from '../../model/lab/loaders/loader';
import { loaderNames } from '../../model/lab/loaders/loaders';
import { partNames } from '../check/stream-parts';
import { outcomes } from '../../model/standards/outcome';
import { reasonCodes } from '../../model/standards/reason';
import { findingEnds, type CheckFinding } from '../check/gate/check-finding';
import type {
  CheckedCause,
  CheckedHole,
  CheckedLoad,
  CheckedPage,
  CheckedPart,
  CheckResult,
  Proof,
  ToldExchange,
} from '../check/check-result';
import { adviceFields, aimNames, fixFields } from './advice-schema';

const outcome = z
  .enum([...outcomes, 'silent', 'inconclusive'])
  .describe('silent: script gets the samples, and all that were heard are zero');

const exchange = z.strictObject({
  method: z.string(),
  url: z.string(),
  origin: z.string().nullable().describe('the Origin that was sent; null if none'),
  status: z.int().nullable().describe('null if no answer came'),
  headers: z.array(headerLine).readonly().describe('lines of the answer that decide what comes of it'),
  noAnswer: z.string().nullable().describe('why there was no answer, or no whole one'),
} satisfies ShapeOf<ToldExchange>);

const load = z.strictObject({
  engine: z.enum(engineNames),
  page: z.string().describe("the page's origin"),
  loader: z.enum(loaderNames),
  outcome,
  reason: z.enum(reasonCodes).nullable(),
  inconclusive: z.string().nullable().describe('why it could not be found out; null if it was'),
  words: z
    .strictObject({ name: z.string(), message: z.string() })
    .exactOptional()
    .describe('of a player library: the event by which the page hears that it failed, and what that says'),
  wire: z.array(exchange).readonly(),
} satisfies ShapeOf<CheckedLoad>);

const proof = z.strictObject({
  isProven: z
    .boolean()
    .describe("browsers loaded the server's own bytes with its answers changed so, and read them"),
  says: z.string(),
} satisfies ShapeOf<Proof>);

const { wordings } = adviceFields(z.unknown());
const shownFix = z.strictObject(fixFields(z.unknown())).omit({ load: true });

const recipe = z
  .strictObject({
    server: z.enum(Object.keys(recipes) as ServerName[]),
    product: z.string(),
    provenOn: z.string().nullable().describe('versions that it was run on; null: by documentation alone'),
    because: headerLine.nullable().describe('what the server was guessed by; null if somebody named it'),
    says: z.string(),
    file: z.string(),
    blocks: z
      .array(z.strictObject({ where: z.string(), text: z.string() } satisfies ShapeOf<Block>))
      .readonly(),
    note: z.string().exactOptional(),
    wish: z
      .strictObject({
        origins: z.union([z.literal('*'), z.array(z.string()).readonly()]),
        credentials: z.boolean(),
        requestHeaders: z.array(z.string()).readonly(),
        exposeHeaders: z.array(z.string()).readonly(),
      } satisfies ShapeOf<WrittenRecipe['wish']>)
      .describe('what it says: who is let in, and with what'),
    diff: z
      .strictObject({
        file: z.string(),
        where: z.string().nullable().describe('the block that is changed; null if there is no diff'),
        diff: z
          .string()
          .nullable()
          .describe('unified, for patch -p0 and git apply -p0; null if it is not certain what has to change'),
        says: z.array(z.string()).readonly(),
      } satisfies ShapeOf<ConfigDiff>)
      .exactOptional()
      .describe('the same as a change of the file that --config names'),
  } satisfies ShapeOf<WrittenRecipe>)
  .describe('the fix as configuration');

const cause = z.strictObject({
  loader: z.enum(loaderNames),
  reason: z.enum(reasonCodes),
  says: z.string(),
  isNot: z.string(),
  link: z.url(),
  library: z
    .strictObject({
      name: z.string(),
      option: z.string().nullable().describe('what it is told besides the URL'),
      tells: z.string(),
    } satisfies ShapeOf<Library>)
    .nullable()
    .describe('the player library that loads, and what pages hear from it of a failure'),
  mismatch: z.string().nullable(),
  wordings,
  root: z
    .enum(roots)
    .nullable()
    .describe('what is at fault on the server; null if direct questions do not tell'),
  fault: z.string().nullable().describe("the fault in a sentence, with the server's own values"),
  exchange: exchange.nullable().describe('the one that shows it'),
  fix: shownFix.nullable(),
  choices: z.array(z.strictObject({ aims: z.array(z.enum(aimNames)).readonly(), fix: shownFix })).readonly(),
  unfixable: z.string().nullable(),
  besides: z.string().nullable().describe('what is to be done besides, or in place of it'),
  recipe: recipe.nullable(),
  proof: proof.nullable(),
} satisfies ShapeOf<CheckedCause>);

const finding = z.strictObject({
  id: z
    .string()
    .describe('the same at each run; another for another URL, page, loader or engine; no secret is in it'),
  url: z.string(),
  page: z.string().describe("the page's origin"),
  engine: z.enum(engineNames).nullable().describe('null for a hole'),
  loader: z.enum(loaderNames).nullable().describe('null for a hole'),
  hole: z.enum(holes).nullable().describe('null for a load'),
  outcome: outcome.nullable().describe('null for a hole'),
  reason: z.enum(reasonCodes).nullable(),
  expected: z.string().nullable().describe('such as readable or blocked:csp; null if nothing is expected'),
  ended: z
    .enum(findingEnds)
    .describe('otherwise fails the check; known: in the baseline; passed over: --fail-on does not name it'),
  says: z.string().describe('empty if it is as expected'),
} satisfies ShapeOf<CheckFinding>);

const findings = z
  .array(finding)
  .readonly()
  .describe('each load compared with what is expected of it, and each hole');

const result = z.strictObject({
  url: z.string(),
  document: z
    .strictObject({
      url: z.string(),
      policies: z.array(headerLine).readonly().describe('of its answer, and of its <meta> elements'),
    } satisfies ShapeOf<NonNullable<CheckResult['document']>>)
    .exactOptional()
    .describe('the page of --page-url, and the policies that it came with'),
  privateServer: z
    .strictObject({
      addressSpace: z.enum(['local', 'loopback']),
      isAskedFromPublic: z
        .boolean()
        .describe('the pages were at a public address (--page-address-space): browsers refuse it to such'),
    } satisfies ShapeOf<NonNullable<CheckResult['privateServer']>>)
    .exactOptional()
    .describe('where the server is; left out where that is a public address, or nobody knows'),
  pages: z
    .array(
      z.strictObject({
        page: z.string(),
        outcome,
        cause: cause.nullable(),
        holes: z
          .array(z.strictObject({ hole: z.enum(holes), says: z.string() } satisfies ShapeOf<CheckedHole>))
          .readonly()
          .describe('whom the server lets in that it should not, whether the song plays or not'),
        tightened: recipe.nullable().describe('configuration that closes them'),
      } satisfies ShapeOf<CheckedPage>),
    )
    .readonly(),
  loads: z.array(load).readonly(),
  parts: z
    .array(
      z.strictObject({
        page: z.string(),
        part: z.enum(partNames),
        url: z.string(),
        range: z.string().nullable().describe('the Range that asks for it; null if it is a file of its own'),
        outcome,
        reason: z.enum(reasonCodes).nullable(),
        fault: z.string().nullable().describe('what is wrong with its bytes'),
        loads: z.array(load).readonly(),
        cause: cause
          .nullable()
          .describe('null where it is readable, or another part of its origin fails for the same reason'),
      } satisfies ShapeOf<CheckedPart>),
    )
    .readonly()
    .exactOptional()
    .describe('of an HLS stream, each by itself'),
  directRequests: z.int().describe('made by no browser, of the same server'),
  mostDirectRequests: z.int().describe('as many were allowed, for all pages'),
  browsers: z
    .array(
      z.strictObject({
        engine: z.enum(engineNames),
        version: z.string(),
        differs: z
          .array(z.string())
          .readonly()
          .describe('where it is not what people browse with, and what it cannot be asked'),
        requests: z.int().describe('of the server that was checked'),
        mostRequests: z.int().describe('as many were allowed'),
      }),
    )
    .readonly(),
} satisfies ShapeOf<CheckResult>);

/** What `check URL --json` writes. */
export const checkResult = z.strictObject({ ...result.shape, findings });

/** What `check --json` writes of the checks of a file. */
export const checksResult = z.strictObject({
  interrupted: z
    .literal(true)
    .exactOptional()
    .describe('it was interrupted, and these are the checks that were done to their end'),
  checks: z.array(result).readonly().describe('one for each URL'),
  findings,
});
