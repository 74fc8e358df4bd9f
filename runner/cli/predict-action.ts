import { parseUrl } from '../../model/http/url';
import type { HeaderLine } from '../../model/http/headers';
import { shown, shownValue } from '../../model/http/shown-text';
import { replaceLines } from '../../model/advice/edits/answer-edits';
import type { EngineName } from '../../model/evidence/engine';
import { explainExchange, isRefusedFromPublicPage } from '../../model/advice/explain-exchange';
import { lastLoadOf, requestOf, type LoaderName } from '../../model/lab/loaders/loaders';
import { loadsOf, type ExchangeCase } from '../../model/standards/exchange-case';
import { predictAs } from '../../model/judge/predict-as';
import type { AddressSpace } from '../../model/standards/ip-address-space';
import type { UserActivation } from '../../model/standards/user-activation';
import type { LocalNetworkPermission } from '../../model/standards/local-network-permission';
import type { Prediction, SourcePrediction } from '../../model/standards/predict';
import { predictAfter } from '../../model/standards/predict-after';
import { whatItIs } from '../given/told-apart';
import { exitCodes } from '../failures/exit-codes';
import { UsageError } from '../failures/usage-error';
import { compareAllExpected } from '../exchange/compare-expected';
import { readExchangeFile } from '../exchange/exchange-file';
import { policyValue } from '../../model/evidence/header-line';
import { answerLine } from '../exchange/exchange-schema';
import { answersIn } from '../exchange/header-blocks';
import {
  isAppOrigin,
  whyNoPageOrigin,
  whyNoPredictedOrigin,
  wordsOnAppOrigin,
} from '../exchange/page-origin';
import { tellIgnoredPolicies } from './ignored-policies';
import { readText } from '../exchange/read-text';
import { answeringLines } from '../report/answering-lines';
import { fitTerminal } from '../report/fit-terminal';
import { predictionTable } from '../report/prediction-table';
import { predictionText } from '../report/prediction-text';
import { isMedia } from '../../model/standards/media-destination';

export interface PredictOptions {
  readonly page?: string;
  readonly csp?: string;
  readonly coep?: string;
  readonly sandbox?: string | true;
  readonly loader: LoaderName;
  readonly url?: string;
  readonly method?: string;
  readonly header: readonly HeaderLine[];
  readonly response: readonly HeaderLine[];
  readonly status: number;
  readonly preflight?: readonly HeaderLine[];
  readonly preflightStatus?: number;
  readonly redirect: readonly string[];
  readonly headers?: string;
  readonly muted?: true;
  readonly userActivation?: UserActivation;
  readonly allow?: string;
  readonly permissionsPolicy?: string;
  readonly pageAddressSpace?: AddressSpace;
  readonly permission?: readonly LocalNetworkPermission[];
  readonly cdnAddressSpace?: AddressSpace;
  readonly targetAddressSpace?: AddressSpace;
  readonly exchange?: string;
  readonly engine: 'standard' | EngineName;
  readonly json?: true;
}

const nameOf = (file: string): string => (file === '-' ? 'standard input' : shown(file));

/** What the value of an option must be. */
export const schemas = { answerLine, policyValue };

/**
 * @param whyNot what an origin must be
 * @throws UsageError where it is no such origin
 */
export function originOption(page: string, whyNot = whyNoPageOrigin): string {
  const why = whyNot(page);
  if (why !== undefined) throw new UsageError(`Failed to read --page ${shownValue(page)}: ${why}`);
  return isAppOrigin(page) ? page : (parseUrl(page)?.origin ?? page);
}

/** @throws UsageError where page or URL are missing or malformed */
async function caseOf(options: PredictOptions): Promise<ExchangeCase> {
  const { page, url, loader, csp, coep, sandbox, method, header, response, status } = options;
  if (page === undefined || url === undefined) {
    throw new UsageError('Failed to predict: want --page ORIGIN and --url URL, or --exchange FILE');
  }
  if (!parseUrl(url)) {
    const help = whatItIs(url, 'URL') ?? 'Begin it with its scheme: https://cdn.example/song.mp3';
    throw new UsageError(`Failed to read --url ${shownValue(url)}: it is no absolute URL. ${help}`);
  }
  const asked = requestOf(loader);
  // An exchange goes past no cache.
  const request = Object.fromEntries(Object.entries(asked).filter(([name]) => name !== 'cache')) as Omit<
    typeof asked,
    'cache'
  >;
  const { targetAddressSpace } = options;
  if (isMedia(request.destination) && targetAddressSpace !== undefined)
    throw new UsageError(
      'Failed to predict: an element has no --target-address-space. Give it a --loader that is a fetch, such as fetch-same-origin',
    );
  if (!isMedia(request.destination) && options.muted)
    throw new UsageError(
      'Failed to predict: only an element is --muted. Give it a --loader such as audio-anonymous',
    );
  if (isMedia(request.destination) && (method !== undefined || header.length > 0))
    throw new UsageError(
      `Failed to predict: an element has no ${method === undefined ? '--header' : '--method'} of the page. Give it a --loader that is a fetch, such as fetch-same-origin`,
    );
  const { preflight, preflightStatus, redirect } = options;
  const answers =
    options.headers === undefined
      ? [
          ...redirect.map((to, i) => ({
            for: `redirect-${i + 1}`,
            status: 302,
            headers: [...response, ['Location', to] as const],
          })),
          { for: 'actual', status, headers: response },
        ]
      : answersIn(await readText(options.headers), nameOf(options.headers), url);
  const given = answers.at(-1)!.headers;
  const hasPreflight = preflight !== undefined || preflightStatus !== undefined;
  return {
    id: 'load',
    page: {
      origin: originOption(page, whyNoPredictedOrigin),
      csp,
      coep,
      sandbox,
      addressSpace: options.pageAddressSpace,
      permissions: options.permission,
      userActivation: options.userActivation,
      allow: options.allow,
      permissionsPolicy: options.permissionsPolicy,
    },
    request: {
      ...request,
      url_origin: url,
      path: '',
      method: method ?? request.method,
      headers: replaceLines(request.headers, header),
      targetAddressSpace,
      muted: options.muted,
    },
    responses: [
      ...(hasPreflight
        ? [{ for: 'preflight', status: preflightStatus ?? 204, headers: preflight ?? given }]
        : []),
      ...answers.map((each) => ({ ...each, addressSpace: options.cdnAddressSpace })),
    ],
  };
}

/** What `--json` shows of a prediction. */
const inJson = ({
  outcome,
  reason,
  preflight,
  originHeader,
  refererHeader,
  secFetch,
  cookieHeader,
  visibleHeaders,
}: Omit<Prediction, 'sources'>) => ({
  outcome,
  reason,
  preflight,
  originHeader,
  refererHeader,
  secFetch,
  cookieHeader,
  visibleHeaders,
});

/** What `--json` shows of a `<source>`. */
const sourceInJson = ({ outcome, reason, isTaken, wire }: SourcePrediction) => ({
  outcome,
  reason,
  isTaken,
  requests: wire.map(({ method, url }) => `${method} ${url.href}`),
});

/** What is predicted of a load that comes after others of its page; as an engine does it, with the ids of the quirks that decide. */
function predictLoad(each: ExchangeCase, before: readonly ExchangeCase[], engine: EngineName | undefined) {
  const { quirks, ...prediction } = engine
    ? predictAs(engine, each, before)
    : { quirks: undefined, ...predictAfter(each, { before }) };
  return {
    told: {
      ...inJson(prediction),
      ...(prediction.sources && { sources: prediction.sources.map(sourceInJson) }),
      ...(quirks && { quirks: quirks.map(({ id, title }) => ({ id, title })) }),
    },
    isAsked: prediction.wire.length > 0,
  };
}

/** What is predicted of each load of a case. */
function predictCase(each: ExchangeCase, engine: EngineName | undefined) {
  const loads = loadsOf(each);
  const [first, ...later] = loads.map((load, i) => predictLoad(load, loads.slice(0, i), engine));
  const then = later.map(({ told, isAsked }) => ({ ...told, isAsked }));
  return { id: each.id, ...first!.told, ...(then.length > 0 && { then }) };
}

const engineIn = ({ engine }: Pick<PredictOptions, 'engine'>): EngineName | undefined =>
  engine === 'standard' ? undefined : engine;

/** Tells on standard error which pages have another origin by the standards than it is written. */
function tellAppOrigins(cases: readonly ExchangeCase[]): void {
  const origins = new Set(cases.map(({ page }) => page.origin).filter(isAppOrigin));
  for (const origin of origins) process.stderr.write(`${wordsOnAppOrigin(origin)}\n`);
}

/** Prints the prediction of each case of a file. @returns the exit code: 1 where one differs from what it expects */
export async function predictFile(
  file: string,
  { engine, json }: Pick<PredictOptions, 'engine' | 'json'>,
): Promise<number> {
  const cases = await readExchangeFile(file);
  if (cases.length === 0) throw new UsageError(`Failed to predict ${shown(file)}: it holds no case. Add one`);
  tellAppOrigins(cases);
  const predicted = cases.map((each) => {
    const prediction = predictCase(each, engineIn({ engine }));
    const differences = compareAllExpected(each, prediction, prediction.then);
    const isRefused = isRefusedFromPublicPage(each, prediction);
    return {
      ...prediction,
      ...(isRefused && { fromPublicPage: 'local-network' as const }),
      ...(differences && { differences }),
    };
  });
  const text = json ? JSON.stringify(predicted, null, 2) : fitTerminal(predictionTable(predicted));
  process.stdout.write(`${text}\n`);
  return predicted.some(({ differences = [] }) => differences.length > 0)
    ? exitCodes.surprise
    : exitCodes.asPredicted;
}

/**
 * Prints the prediction of the load that the options describe.
 * @param isAssumed whether nobody named the loader
 */
export async function predictOne(options: PredictOptions, isAssumed: boolean): Promise<void> {
  const exchange = await caseOf(options);
  tellIgnoredPolicies(exchange.page);
  tellAppOrigins([exchange]);
  const engine = engineIn(options);
  const explanation = explainExchange(exchange, lastLoadOf(options.loader).api ?? undefined, engine);
  const { url_origin: url, path } = exchange.request;
  const answering = explanation.fix
    ? answeringLines(exchange.responses.at(-1)?.headers ?? [], {
        url: `${url}${path}`,
        page: exchange.page.origin,
      })
    : [];
  const text = options.json
    ? // The wire stands in the steps of its trace.
      JSON.stringify(
        {
          id: 'load',
          ...inJson(explanation),
          ...explanation,
          wire: undefined,
          onSide: undefined,
          hasMetadata: undefined,
          unsent: undefined,
        },
        null,
        2,
      )
    : fitTerminal(predictionText(explanation, { loader: options.loader, isAssumed, engine }, answering));
  process.stdout.write(`${text}\n`);
}
