import { requestUrl, type ExchangeCase } from '../standards/exchange-case';
import type { EngineName } from '../evidence/engine';
import { predictAs } from '../judge/predict-as';
import { predict, type Prediction } from '../standards/predict';
import { createTrace, type LastFetch, type TraceStep } from '../standards/trace';
import { clientOf } from '../standards/client';
import { adviceOn, type Advice } from './advice';
import type { Api, RequestEdit } from './edits/request-edits';
import { choicesFor, fixExchange } from './edits/fix-exchange';
import { describeMismatch } from './mismatch';
import { unknownHeaders } from './unknown-headers';
import { wordedLoad } from './worded-load';

/** All that can be said of an exchange without a browser. */
export interface ExchangeExplanation extends Prediction, Advice<ExchangeCase> {
  readonly trace: readonly TraceStep[];
  /** Both strings of an `Access-Control-Allow-Origin` that names another origin; null if that is not the matter. */
  readonly mismatch: string | null;
  /** Where a page over https asks for an http URL: what it asks for instead. What is predicted holds if TLS is spoken there. */
  readonly upgradedTo: string | null;
  /** What comes of it if the page is at a public address; null if nobody need know: it is said where the page is, or the same comes. */
  readonly fromPublicPage: 'local-network' | null;
  /** The status of an answer that loads, and is an error: no song. Null if it is none, or nothing loads. */
  readonly errorStatus: number | null;
  /** Names of headers in the answers that look like those of CORS, and that no browser knows. */
  readonly unknownHeaders: readonly string[];
  /** Where the engine that was asked for does something else than the standards, and what they say; null if it does the same. */
  readonly differs: EngineDifference | null;
}

/** What an engine does otherwise than the standards. */
export interface EngineDifference extends Pick<Prediction, 'outcome' | 'reason'> {
  readonly quirks: readonly { readonly id: string; readonly title: string }[];
}

const errorStatusOf = (last: LastFetch | null): number | null => {
  const status = last?.answer?.status ?? 0;
  return status >= 400 ? status : null;
};

const upgradedUrl = (url: string, last: LastFetch | null): string | null => {
  const [first] = last?.urls ?? [];
  return /^http:/i.test(url) && first?.scheme === 'https' ? first.href : null;
};

/** Whether all that lets a load through is that its page stands on this machine, which nobody said. */
export const isRefusedFromPublicPage = (
  exchange: ExchangeCase,
  { reason }: Pick<Prediction, 'reason'>,
): boolean =>
  exchange.page.addressSpace == null &&
  reason !== 'local-network' &&
  predict({ ...exchange, page: { ...exchange.page, addressSpace: 'public' } }).reason === 'local-network';

/**
 * @param api what makes the request: fix and console messages are in the words for it
 * @param engine predicts as it does, with its quirks; the trace is that of the standards all the same
 * @param edits changes of the request that whoever makes it has to offer; those of `api` if they are not given
 */
export function explainExchange(
  exchange: ExchangeCase,
  api?: Api,
  engine?: EngineName,
  edits?: readonly RequestEdit[],
): ExchangeExplanation {
  const trace = createTrace();
  const standard = predict(exchange, trace);
  const { quirks, ...prediction } = engine ? predictAs(engine, exchange) : { ...standard, quirks: [] };
  const { outcome, reason } = prediction;
  const isStandard = outcome === standard.outcome && reason === standard.reason;
  const { last } = trace;
  const { request } = exchange;
  const client = clientOf(exchange.page);
  const url = requestUrl(request);
  // The search asks the standards, so it knows no way past a quirk.
  const found = outcome === 'readable' || !isStandard ? null : fixExchange(exchange, api, edits);
  return {
    ...prediction,
    trace: trace.steps,
    mismatch:
      reason === 'allow-origin-mismatch'
        ? describeMismatch(prediction.originHeader, last?.answer ?? null)
        : null,
    upgradedTo: upgradedUrl(url, last),
    fromPublicPage: isRefusedFromPublicPage(exchange, prediction) ? 'local-network' : null,
    errorStatus: outcome === 'blocked' ? null : errorStatusOf(last),
    unknownHeaders: unknownHeaders(exchange.responses),
    differs:
      quirks.length === 0
        ? null
        : {
            outcome: standard.outcome,
            reason: standard.reason,
            quirks: quirks.map(({ id, title }) => ({ id, title })),
          },
    ...adviceOn({
      reason,
      found,
      choices: found ? choicesFor(exchange, api, edits) : [],
      words: wordedLoad({ reason, client, request, url, api: api ?? null, last }),
      client,
      request,
      last,
    }),
  };
}
