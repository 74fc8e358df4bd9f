import { requestUrl, type ExchangeCase } from '../standards/exchange-case';
import { predict, type Prediction } from '../standards/predict';
import { createTrace, type TraceStep } from '../standards/trace';
import { clientOf } from '../standards/client';
import { adviceOn, type Advice } from './advice';
import type { Api } from './edits/request-edits';
import { fixExchange } from './edits/fix-exchange';

/** All that can be said of an exchange without a browser. */
export interface ExchangeExplanation extends Prediction, Advice<ExchangeCase> {
  readonly trace: readonly TraceStep[];
}

/** @param api what makes the request: fix and console messages are in the words for it */
export function explainExchange(exchange: ExchangeCase, api?: Api): ExchangeExplanation {
  const trace = createTrace();
  const prediction = predict(exchange, trace);
  const { outcome, reason, wire, preflight } = prediction;
  const isElement = exchange.request.destination === 'audio';
  const found = outcome === 'readable' ? null : fixExchange(exchange, api);
  return {
    ...prediction,
    trace: trace.steps,
    ...adviceOn(reason, found, {
      api: isElement ? 'audio' : api === 'xhr' ? 'XMLHttpRequest' : 'fetch',
      url: wire.at(-1)?.url.href ?? requestUrl(exchange.request),
      origin: clientOf(exchange.page).origin,
      sendsPreflight: preflight,
    }),
  };
}
