import { lastLoadOf } from '../lab/loaders/loaders';
import { planCell } from '../lab/plan/cells';
import { pageOrigin } from '../lab/topology/pages';
import { adviceOn, type Advice } from './advice';
import { findFix, type FixedLoad } from './fix/find-fix';
import type { Reason } from '../standards/reason';
import type { PredictedExchange } from '../lab/predict/predicted-exchange';
import type { Outcome } from '../standards/outcome';
import { createTrace, type TraceStep } from '../standards/trace';
import { predictCell } from '../lab/predict/predict-cell';
import { quirks, matchesPattern } from '../judge/quirks';
import type { Scenario } from '../scenarios/build/scenario';
import type { StreamPart } from '../lab/topology/stream';
import { defaultPortBase, portsFrom } from '../lab/topology/topology';

/** All that can be said of a scenario without a browser. */
export interface ScenarioExplanation extends Advice<FixedLoad> {
  readonly id: string;
  readonly title: string;
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  /** Of an HLS stream, the part that keeps it from being readable. */
  readonly part: StreamPart | null;
  readonly wire: readonly PredictedExchange[];
  readonly trace: readonly TraceStep[];
  readonly quirks: readonly { readonly engine: string; readonly title: string }[];
}

/** Explains a scenario as it stands in a lab on the default ports. */
export function explainScenario(scenario: Scenario): ScenarioExplanation {
  const ports = portsFrom(defaultPortBase);
  const trace = createTrace();
  const cell = planCell(scenario, ports, 'token');
  const { outcome, reason, part, wire } = predictCell(cell, ports, trace);
  const { asks, api } = lastLoadOf(scenario.loader);
  const isXhr = api === 'xhr' || api === 'hls';
  const { id, title } = scenario;
  const known = quirks.filter((quirk) => quirk.scenarios.some((pattern) => matchesPattern(pattern, id)));
  const found = outcome === 'readable' ? null : findFix(scenario, ports);
  return {
    id,
    title,
    outcome,
    reason,
    part,
    wire,
    trace: trace.steps,
    quirks: known.map(({ engine, title: quirk }) => ({ engine, title: quirk })),
    ...adviceOn(reason, found, {
      api: asks.at(-1)?.request.destination === 'audio' ? 'audio' : isXhr ? 'XMLHttpRequest' : 'fetch',
      url: cell.url.replace(/\?.*/, ''),
      origin: pageOrigin(ports, scenario.page),
      sendsPreflight: wire.some(({ method }) => method === 'OPTIONS'),
    }),
  };
}
