import { z } from 'zod';
import type { ShapeOf } from '../../model/evidence/shape-of';
import { answerStatus } from '../../model/evidence/answer-status';
import { answerCondition } from '../../model/evidence/answer-condition';
import { fetchOptionFields } from '../../model/evidence/fetch-options';
import { headerName, headerValue, policyValue } from '../../model/evidence/header-line';
import { fieldValue } from '../../model/http/header-text';
import { httpVersions } from '../../model/http/version';
import {
  loadsOf,
  madeDocuments,
  type ExchangeCase,
  type Informational,
  type LaterLoad,
  type NamedAnswer,
  type NextSource,
} from '../../model/standards/exchange-case';
import { bodies } from '../../model/standards/body';
import { outcomes, type Outcome } from '../../model/standards/outcome';
import { reasonCodes, type Reason } from '../../model/standards/reason';
import { checkControlled, checkUnderWorker, serviceWorkerField } from './service-worker-field';
import { checkLive } from './live-fields';
import { checkTrailers } from './trailer-fields';
import { checkSources } from './source-fields';
import { headersOf, optionalHeadersOf, requestLines, type Lines } from './header-fields';
import { destinationField } from './destination-field';
import { whyNoPredictedOrigin } from './page-origin';
import { addressSpaces } from '../../model/standards/ip-address-space';
import { userActivations } from '../../model/standards/user-activation';
import { localNetworkPermissions } from '../../model/standards/local-network-permission';
import { isMedia } from '../../model/standards/media-destination';

/** A header line that a server sends. */
export const answerLine = z.tuple([headerName, headerValue]);
const answerLines: Lines = z.array(answerLine);

const informationalWords = 'want 100 to 199, such as 103: another answer follows';

/** Whatever JSON may hold for an optional field that is not given. */
const orDefault = <T extends z.ZodType>(schema: T, fallback: z.input<T>) =>
  z.preprocess((value) => value ?? fallback, schema);

/** One header of the page, or the values of several. */
const joined = z.preprocess(
  (value) =>
    Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.join(', ') : value,
  policyValue.nullish(),
);
/** One, or several. */
const listOf = <T extends z.ZodType>(each: T) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(each).nullish());

const sandbox = z.union([z.boolean(), z.string(), z.array(z.string()).transform((flags) => flags.join(' '))]);

const addressSpace = z.enum(addressSpaces).nullish();

/** What a browser may refuse is for the browser to refuse; what names no scheme would be asked of the page's own server. */
const urlOrigin = z
  .string()
  .refine(
    (origin) => origin.includes('://') || URL.canParse(origin),
    'want an origin such as https://cdn.example',
  );

/** Where a song is. */
const place = {
  url_origin: urlOrigin,
  path: orDefault(z.string(), '/'),
};

const askedFields = z.strictObject({
  ...place,
  mode: z.enum(['cors', 'no-cors', 'same-origin']).nullish(),
  credentials: orDefault(z.enum(['omit', 'same-origin', 'include']), 'same-origin'),
  method: orDefault(z.string(), 'GET'),
  headers: headersOf(requestLines),
  destination: orDefault(destinationField, ''),
  // As the attribute: whatever it says beside use-credentials is anonymous.
  crossorigin: z
    .string()
    .transform((value) => (/^use-credentials$/i.test(value) ? 'use-credentials' : 'anonymous'))
    .nullish(),
  type: z.string().nullish(),
  muted: z.boolean().nullish(),
  volume: z.number().min(0).max(1).nullish(),
  ...fetchOptionFields,
} satisfies Record<keyof ExchangeCase['request'], z.ZodType>);
const soundFields = ['muted', 'volume'] as const;
const request = askedFields
  .superRefine((asked, context) => {
    const said = isMedia(asked.destination) ? undefined : soundFields.find((name) => asked[name] != null);
    if (said !== undefined)
      context.addIssue({
        code: 'custom',
        path: [said],
        message: 'that is said of a media element: want audio or video as the destination of the request',
      });
  })
  .transform(({ crossorigin: said, mode: saidMode, ...rest }): ExchangeCase['request'] => {
    // An element that is said to be in mode cors, and not of which kind, has the attribute that its credentials come from.
    const implied = rest.credentials === 'include' ? 'use-credentials' : 'anonymous';
    const unsaid = isMedia(rest.destination) && saidMode === 'cors' ? implied : null;
    const crossorigin = said === undefined ? unsaid : said;
    const mode = saidMode ?? (isMedia(rest.destination) && crossorigin === null ? 'no-cors' : 'cors');
    return { ...rest, mode, crossorigin };
  });

/** Lines that no browser refuses. */
const plainLines: Lines = z.array(
  z.tuple([headerName, headerValue.regex(fieldValue, 'holds a control character: leave that out')]),
);

const informational = z.strictObject({
  status: z.int().min(100, informationalWords).max(199, informationalWords),
  headers: headersOf(plainLines),
} satisfies ShapeOf<Informational>);

const answer = z.strictObject({
  for: z
    .string()
    .regex(
      /^(preflight(-[1-9]\d*)?|redirect-[1-9]\d*|actual)$/,
      'want preflight, preflight-N, redirect-N (N from 1 on) or actual',
    )
    // The first preflight has no number.
    .transform((name) => (name === 'preflight-1' ? 'preflight' : name)),
  status: answerStatus,
  headers: headersOf(answerLines),
  informational: z.array(informational).nullish(),
  trailers: optionalHeadersOf(plainLines),
  body: z.enum(bodies).nullish(),
  when: answerCondition.nullish(),
  addressSpace,
} satisfies ShapeOf<NamedAnswer>);

/** At most: an element waits for each. */
const mostSources = 8;

const nextSources = z
  .array(
    z.strictObject({
      ...place,
      type: z.string().nullish(),
      responses: orDefault(z.array(answer), []),
    } satisfies ShapeOf<NextSource>),
  )
  .max(mostSources - 1)
  .nullish();

/** What is expected of a case, by whoever wrote it. */
interface Expected {
  readonly outcome?: Outcome | undefined;
  /** Null: none. */
  readonly reason?: Reason | null | undefined;
}

/** A load of a file that comes after others. */
interface LaterFileLoad extends LaterLoad {
  readonly expect?: Expected | undefined;
}

/** A case of a file. */
export interface FileCase extends ExchangeCase {
  readonly expect?: Expected | undefined;
  readonly then?: readonly LaterFileLoad[] | null | undefined;
}

/** Each load of a case of a file as a case of its own, with what is expected of it. */
export const fileLoadsOf = (each: FileCase): FileCase[] =>
  loadsOf(each).map((load, i) => ({ ...load, expect: i === 0 ? each.expect : each.then?.[i - 1]?.expect }));

const expected = z.strictObject({
  outcome: z.enum(outcomes).optional(),
  reason: z.enum(reasonCodes).nullable().optional(),
} satisfies ShapeOf<Expected>);

const page = z
  .strictObject({
    origin: z
      .string()
      .nullable()
      .transform((origin) => origin ?? 'null')
      .superRefine((origin, context) => {
        const why = whyNoPredictedOrigin(origin);
        if (why !== undefined) context.addIssue({ code: 'custom', message: why });
      }),
    csp: joined,
    cspMeta: listOf(policyValue),
    cspReportOnly: joined,
    coep: joined,
    documentIsolationPolicy: joined,
    sandbox: sandbox.nullish(),
    referrerPolicy: policyValue.nullish(),
    path: z
      .string()
      .regex(/^\/[!-~]*$/, 'want a path that begins with a slash')
      .nullish(),
    documents: listOf(z.enum(madeDocuments)),
    addressSpace,
    permissions: listOf(z.enum(localNetworkPermissions)),
    userActivation: z.enum(userActivations).nullish(),
    allow: policyValue.nullish(),
    permissionsPolicy: joined,
    serviceWorker: serviceWorkerField.nullish(),
  } satisfies ShapeOf<ExchangeCase['page']>)
  .superRefine(checkControlled);

/** Each costs a turn of its own in a browser. */
const mostLoads = 16;

const later = z.strictObject({
  request,
  responses: orDefault(z.array(answer), []),
  nextSources,
  expect: expected.optional(),
} satisfies ShapeOf<LaterFileLoad>);

/** A case of an exchange file. */
export const exchange = z
  .strictObject({
    id: z.union([z.string(), z.number()]).transform(String),
    page,
    request,
    responses: orDefault(z.array(answer), []),
    http: z.enum(httpVersions).nullish(),
    nextSources,
    expect: expected.optional(),
    then: z.array(later).max(mostLoads).nullish(),
  } satisfies ShapeOf<FileCase>)
  .superRefine(checkUnderWorker)
  .superRefine(checkSources)
  .superRefine(checkLive)
  .superRefine(checkTrailers);
