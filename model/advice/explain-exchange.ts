import { requestUrl, type ExchangeCase } from '../standards/exchange-case';
import { predict, type Prediction } from '../standards/predict';
import { createTrace, type TraceStep } from '../standards/trace';
import { clientOf } from '../standards/client';
import { adviceOn, type Advice } from './advice';
import type { Api } from './edits/request-edits';
import { fixExchange } from './edits/fix-exchange';
import { describeMismatch } from './mismatch';
import { wordedLoad } from './worded-load';

/** All that can be said of an exchange without a browser. */
export interface ExchangeExplanation extends Prediction, Advice<ExchangeCase> {
  readonly trace: readonly TraceStep[];
  /** Both strings of an `Access-Control-Allow-Origin` that names another origin; null if that is not the matter. */
  readonly mismatch: string | null;
}

/** @param api what makes the request: fix and console messages are in the words for it */
export function explainExchange(exchange: ExchangeCase, api?: Api): ExchangeExplanation {
  const trace = createTrace();
  const prediction = predict(exchange, trace);
  const { outcome, reason } = prediction;
  const { page, request } = exchange;
  const found = outcome === 'readable' ? null : fixExchange(exchange, api);
  return {
    ...prediction,
    trace: trace.steps,
    mismatch: describeMismatch(exchange, prediction),
    ...adviceOn(
      reason,
      found,
      wordedLoad({
        reason,
        client: clientOf(page),
        request,
        url: requestUrl(request),
        api: api ?? null,
        last: trace.last,
      }),
    ),
  };
}
