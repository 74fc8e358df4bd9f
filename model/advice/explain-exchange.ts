import type { ExchangeCase } from '../standards/exchange-case';
import { predict, type Prediction } from '../standards/predict';
import { createTrace, type TraceStep } from '../standards/trace';
import { adviceOn, type Advice } from './advice';
import { fixExchange } from './edits/fix-exchange';

/** All that can be said of an exchange without a browser. */
export interface ExchangeExplanation extends Prediction, Advice<ExchangeCase> {
  readonly trace: readonly TraceStep[];
}

export function explainExchange(exchange: ExchangeCase): ExchangeExplanation {
  const trace = createTrace();
  const prediction = predict(exchange, trace);
  const { outcome, reason } = prediction;
  const found = outcome === 'readable' ? null : fixExchange(exchange);
  return { ...prediction, trace: trace.steps, ...adviceOn(reason, found) };
}
